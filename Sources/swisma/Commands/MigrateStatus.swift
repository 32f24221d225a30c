import ArgumentParser
import BackendInterface
import Diagnostics
import JSON
import Migration

/// `swisma migrate status`.
struct MigrateStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Compare the migrations with a database.",
    discussion: """
      Lists every migration of the folder and of the history with its state: applied, pending, \
      rolled-back (to be applied again), unfinished (running, or stopped and rolled back), failed, \
      edited (its file changed after it was applied) \
      or missing (applied, but not in the folder). Changes nothing.

        $ swisma migrate status
        $ swisma migrate status --json | jq -r '.migrations[].state'

      Exit status 0 when the database has all migrations, 1 when it is behind, has migrations \
      that the folder lacks, has failed ones, or has tables but no history.
      """)

  @OptionGroup var options: MigrationOptions

  func run() throws {
    let target = try options.target()
    try run(target, target.database.backend)
  }

  private func run(_ target: MigrationTarget, _ backend: some Backend) throws {
    let terminal = options.output.terminal
    let status = try target.migrator(backend).status()
    let database = target.database.description
    if options.output.isJSON {
      terminal.output.writeJSON { write(status, database: database, to: &$0) }
    } else {
      writeTable(status.history, to: terminal.output)
      terminal.errors.writeLine(summary(of: status, target, database))
    }
    if status.summary != .upToDate { throw ExitCode(ExitStatus.failed) }
  }

  private func writeTable(_ history: MigrationHistory, to stream: TextStream) {
    let width = history.entries.map(\.state.rawValue.count).max() ?? 0
    for entry in history.entries {
      let state = entry.state.rawValue
      let padded = state + String(repeating: " ", count: width - state.count)
      let time = (entry.record?.finishedAt).map { "  " + Timestamp.text($0) } ?? ""
      stream.writeLine(
        "\(colour(entry.state, padded, stream.style))  \(entry.name)\(stream.style.dim(time))")
    }
  }

  private func colour(
    _ state: MigrationHistory.State, _ text: String, _ style: Style
  ) -> String {
    switch state {
    case .applied: style.green(text)
    case .pending, .rolledBack, .unfinished: style.blue(text)
    case .edited, .missing: style.yellow(text)
    case .failed: style.red(text)
    }
  }

  private func summary(
    of status: MigrationStatus, _ target: MigrationTarget, _ database: String
  ) -> String {
    let pending = status.history.pending.count
    let apply =
      "apply \(pending == 1 ? "it" : "them") with `swisma migrate deploy`, "
      + "or while developing with `swisma migrate dev`"
    switch status.summary {
    case .failed:
      let name = status.history.failed.first?.name ?? "<name>"
      return "The \(database) has failed migrations. Nothing is applied until "
        + "`swisma migrate resolve --rolled-back \(name)` (nothing of it is left) or "
        + "`--applied \(name)` (you completed it)."
    case .unmanaged:
      return "The \(database) has tables but no migration history. To adopt it, record a first "
        + "migration with `swisma migrate resolve --applied <name>`."
    case .diverged:
      return "The \(database) has migrations that are not in \(target.directory.path): "
        + "restore them from version control."
    case .behind where !status.databaseExists:
      return "The \(database) does not exist yet: \(apply)."
    case .behind:
      return "The \(database) lacks \(pending.counted("migration")): \(apply)."
    case .upToDate:
      let count = status.history.applied.count
      return count == 0
        ? "There are no migrations in \(target.directory.path) yet."
        : "The \(database) is up to date: \(count.counted("migration")) applied."
    }
  }

  private func write(_ status: MigrationStatus, database: String, to json: inout JSONWriter) {
    json.beginObject()
    json.member("status", status.summary.rawValue)
    json.member("database", database)
    json.member("databaseExists", status.databaseExists)
    json.member("pending", status.history.pending.map(\.name))
    for state in [MigrationHistory.State.failed, .edited, .missing] {
      json.member(state.rawValue, status.history.names(state))
    }
    json.key("migrations")
    json.beginArray()
    for entry in status.history.entries { write(entry, to: &json) }
    json.endArray()
    json.endObject()
  }

  private func write(_ entry: MigrationHistory.Entry, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", entry.name)
    json.member("state", entry.state.rawValue)
    json.member("checksum", entry.file?.checksum ?? entry.record?.checksum)
    json.member("startedAt", (entry.record?.startedAt).map(Timestamp.iso8601))
    json.member("finishedAt", (entry.record?.finishedAt).map(Timestamp.iso8601))
    json.member("rolledBackAt", (entry.record?.rolledBackAt).map(Timestamp.iso8601))
    json.member("logs", entry.record?.logs)
    json.endObject()
  }
}
