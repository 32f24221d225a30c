import ArgumentParser
import BackendInterface
import Diagnostics
import JSON
import Migration

/// `swisma migrate deploy`.
struct MigrateDeploy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Apply the migrations that a database lacks.",
    discussion: """
      For servers and pipelines: applies the files of the migrations folder in order, each in one \
      transaction together with its record in the history, and decides nothing by itself. \
      Creates the database when it is missing. Several processes may run it at once: one applies, \
      the others wait and find nothing left to do.

        $ swisma migrate deploy
        $ swisma migrate deploy --dry-run > pending.sql

      Exit status 0 when the database has all migrations, 1 when it has not.
      """)

  @Flag(help: "Write the statements that would run to standard output, and change nothing.")
  var dryRun = false
  @Option(
    help: ArgumentHelp("How long to wait for another run that is under way.", valueName: "seconds"))
  var lockTimeout: UInt32 = 10
  @OptionGroup var options: MigrationOptions

  func run() throws { try run(on: try options.target()) }

  private func run(on target: MigrationTarget) throws {
    try run(target, target.database.backend)
  }

  private func run(_ target: MigrationTarget, _ backend: some Backend) throws {
    let terminal = options.output.terminal
    let isJSON = options.output.isJSON
    let progress = MigrationProgress(terminal, listsApplied: !isJSON)
    defer { progress.finish() }
    let migrator = target.migrator(
      backend, lockTimeout: .seconds(Int64(lockTimeout)), report: progress.report)
    let outcome = try migrator.deploy(isDryRun: dryRun)
    if isJSON {
      terminal.output.writeJSON { write(outcome, database: target.database.description, to: &$0) }
    } else {
      talk(outcome, about: target, terminal)
    }
  }

  private func talk(
    _ outcome: DeployOutcome, about target: MigrationTarget, _ terminal: Terminal
  ) {
    let errors = terminal.errors
    for name in outcome.edited {
      errors.writeLine(
        errors.style.yellow("notice") + ": \(name) was edited after it was applied; "
          + "the database keeps what the earlier text did")
    }
    for name in outcome.missing {
      errors.writeLine(
        errors.style.yellow("notice") + ": \(name) is applied, but not in \(target.directory.path)")
    }
    for file in outcome.pending {
      terminal.output.writeLine("-- \(file.name)\n\(file.script)")
    }
    let database = target.database.description
    let total = outcome.migrationCount.counted("migration")
    if dryRun {
      let count = outcome.pending.count
      errors.writeLine(
        count == 0
          ? "Nothing to do: the \(database) is up to date, \(total)."
          : "\(count) of \(total) would be applied to the \(database).")
    } else if outcome.applied.isEmpty {
      errors.writeLine(
        outcome.migrationCount == 0
          ? "Nothing to do: there are no migrations in \(target.directory.path)."
          : "Nothing to do: the \(database) is up to date, \(total).")
    } else {
      errors.writeLine(
        "Applied \(outcome.applied.count) of \(total) to the \(database).")
    }
  }

  private func write(_ outcome: DeployOutcome, database: String, to json: inout JSONWriter) {
    json.beginObject()
    json.member("database", database)
    json.member("databaseWasCreated", outcome.databaseWasCreated)
    json.member("dryRun", dryRun)
    json.member("migrations", outcome.migrationCount)
    json.member("applied", outcome.applied)
    json.member("pending", outcome.pending.map(\.name))
    json.member("edited", outcome.edited)
    json.member("missing", outcome.missing)
    json.endObject()
  }
}
