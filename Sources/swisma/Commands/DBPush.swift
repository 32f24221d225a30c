import ArgumentParser
import BackendInterface
import JSON
import Migration

/// `swisma db push`.
struct DBPush: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Bring a database to a schema without a migration.",
    discussion: """
      For trying things out: creates the database when it is missing, and changes it to what the \
      schema says. Nothing is written to the migrations folder. A change that loses data needs \
      consent; one that the rows in the database make impossible is refused. What looks renamed is \
      asked about; where nobody can be asked, --rename or --no-rename says what it is.

        $ swisma db push
        $ swisma db push --accept-data-loss
        $ swisma db push --rename Post.title=headline
        $ swisma db push --force-reset

      Exit status 0 when the database is what the schema says, 1 when rows do not allow the change, \
      3 when consent is missing.
      """)

  @Flag(help: "Go on where the change loses data.")
  var acceptDataLoss = false
  @Flag(help: "Delete all data and start again.")
  var forceReset = false
  @Flag(help: "Do not run the generators.")
  var skipGenerate = false
  @OptionGroup var renaming: RenameOptions
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
    var push = PushOptions()
    push.agreesToDataLoss = acceptDataLoss
    push.resetsFirst = forceReset
    push.renames = renaming.renames
    push.deniesRenames = renaming.noRename
    let outcome = try target.migrator(backend).push(
      target.loaded.datamodel, options: push, answers: PushAnswers(terminal: terminal))
    talk(outcome, target, terminal)
    if !skipGenerate {
      try AfterMigration(loaded: target.loaded, terminal: terminal).generate()
    }
    guard options.output.isJSON else { return }
    terminal.output.writeJSON { write(outcome, target.database.description, to: &$0) }
  }

  private func talk(_ outcome: PushOutcome, _ target: MigrationTarget, _ terminal: Terminal) {
    let errors = terminal.errors
    let database = target.database.description
    if outcome.databaseWasCreated { errors.writeLine("Created the \(database).") }
    if outcome.wasReset { errors.writeLine("Emptied the \(database).") }
    errors.write(ChangeListing(outcome.changes, style: errors.style, showsRisk: false).text)
    for warning in outcome.warnings.map(\.text) + outcome.unknownValues.map(\.message) {
      errors.writeLine("\(errors.style.yellow("warning")): \(warning)")
    }
    let text =
      outcome.changes.isEmpty
      ? "The \(database) already is what the schema says."
      : "The \(database) is what the schema says now."
    errors.writeLine(errors.style.green(text))
  }

  private func write(_ outcome: PushOutcome, _ database: String, to json: inout JSONWriter) {
    json.beginObject()
    json.member("database", database)
    json.member("created", outcome.databaseWasCreated)
    json.member("reset", outcome.wasReset)
    json.key("changes")
    json.changes(outcome.changes)
    json.key("warnings")
    json.findings(outcome.warnings)
    json.key("unknownValues")
    json.unknownValues(outcome.unknownValues)
    json.endObject()
  }
}

/// The answers of the terminal.
private struct PushAnswers: DevAnswers {
  let terminal: Terminal

  func agreesToReset(_ reasons: [ResetReason], database: String) -> Bool? { nil }

  func agreesToDataLoss(_ findings: [DataLossFinding]) -> Bool? {
    TerminalAnswers(terminal: terminal).agreesToDataLoss(findings)
  }

  func isRename(_ suspicion: RenameSuspicion) -> Bool? {
    TerminalAnswers(terminal: terminal).isRename(suspicion)
  }

  func title(suggestion: String) -> String? { nil }
}
