import ArgumentParser
import BackendInterface
import Diagnostics
import JSON
import Migration

/// `swisma migrate reset`.
struct MigrateReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Empty a database and apply all migrations again.",
    discussion: """
      For development: deletes all data, tables and the history, applies every migration, and \
      runs the generators and the seed command. Asks before; --force agrees beforehand.

        $ swisma migrate reset
        $ swisma migrate reset --force --skip-seed

      Exit status 0 when all migrations are applied, 1 when one failed, 3 when nobody agreed.
      """)

  @Flag(name: [.short, .long], help: "Delete all data without asking.")
  var force = false
  @Flag(help: "Do not run the generators.")
  var skipGenerate = false
  @Flag(help: "Do not run the seed command.")
  var skipSeed = false
  @OptionGroup var options: MigrationOptions
  @OptionGroup var input: InputOptions

  func run() throws {
    let terminal = input.terminal(options.output)
    let target = try options.validTarget(terminal)
    try run(target, target.database.backend, terminal)
  }

  private func run(
    _ target: MigrationTarget, _ backend: some Backend, _ terminal: Terminal
  ) throws {
    let database = target.database.description
    guard force || isAgreed(database, terminal) else {
      throw MigrationError.resetConsentMissing(database: database)
    }
    let isJSON = options.output.isJSON
    let progress = MigrationProgress(terminal, listsApplied: !isJSON)
    defer { progress.finish() }
    let applied = try target.migrator(backend, report: progress.report).reset()
    progress.finish()
    terminal.errors.writeLine(
      "The \(database) is new: \(applied.count.counted("migration")) applied.")
    let after = AfterMigration(loaded: target.loaded, terminal: terminal)
    if !skipGenerate { try after.generate() }
    let wasSeeded = skipSeed ? false : try after.seed()
    guard isJSON else { return }
    terminal.output.writeJSON { json in
      json.beginObject()
      json.member("database", database)
      json.member("applied", applied)
      json.member("seeded", wasSeeded)
      json.endObject()
    }
  }

  private func isAgreed(_ database: String, _ terminal: Terminal) -> Bool {
    let question = "Delete all data in the \(database)?"
    return (try? Prompt(terminal).confirm(question, flag: "--force")) ?? false
  }
}
