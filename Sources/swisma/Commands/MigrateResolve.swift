import ArgumentParser
import BackendInterface
import JSON
import Migration

/// `swisma migrate resolve`.
struct MigrateResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Record a migration as applied or as rolled back.",
    discussion: """
      Changes the history only. After a migration failed: --rolled-back when nothing of it is \
      left in the database, so that it is applied again; --applied when you completed it by hand. \
      --applied also adopts a database that has tables but no history.

        $ swisma migrate resolve --rolled-back 20260114093000_add_email
        $ swisma migrate resolve --applied 20260101000000_init

      Exit status 0 when it was recorded, 1 when there is no such migration or it is in another \
      state.
      """)

  @Option(help: ArgumentHelp("The migration to record as applied.", valueName: "name"))
  var applied: String?
  @Option(help: ArgumentHelp("The failed migration to mark as rolled back.", valueName: "name"))
  var rolledBack: String?
  @OptionGroup var options: MigrationOptions

  func validate() throws {
    guard (applied == nil) != (rolledBack == nil) else {
      throw ValidationError("give one of --applied <name> and --rolled-back <name>")
    }
  }

  func run() throws {
    let target = try options.target()
    try run(target, target.database.backend)
  }

  private func run(_ target: MigrationTarget, _ backend: some Backend) throws {
    let migrator = target.migrator(backend)
    if let applied { try migrator.markApplied(applied) }
    if let rolledBack { try migrator.markRolledBack(rolledBack) }
    let name = applied ?? rolledBack ?? ""
    let state = applied == nil ? "rolled back" : "applied"
    let terminal = options.output.terminal
    if options.output.isJSON {
      terminal.output.writeJSON { json in
        json.beginObject()
        json.member("name", name)
        json.member("recordedAs", applied == nil ? "rolled-back" : "applied")
        json.endObject()
      }
    } else {
      terminal.errors.writeLine(
        "Recorded \(name) as \(state) in the \(target.database.description).")
    }
  }
}
