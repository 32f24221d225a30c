import ArgumentParser
import BackendInterface
import FileSystem
import JSON
import Migration
import Project

/// `swisma migrate dev`.
struct MigrateDev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev",
    abstract: "Make a migration from the changes of the schema and apply it.",
    discussion: """
      Replays the migrations in a scratch database, checks that the real database agrees with \
      them, applies what it lacks, and writes and applies what the schema has changed since. \
      A change that loses data or cannot be executed on the rows that are there is not made \
      without consent. Then the generators run.

        $ swisma migrate dev --name add-posts
        $ swisma migrate dev --name rename-title --rename Post.title=headline
        $ swisma migrate dev --create-only

      On a terminal it asks; elsewhere the flags answer.

      Exit status 0 when database, migrations and schema agree, 1 when a migration fails, 3 when an \
      answer is missing.
      """)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("What the migration is called; said in words.", valueName: "name"))
  var name: String?
  @Flag(help: "Write the migration for you to edit; the database is not changed.")
  var createOnly = false
  @Flag(help: "Go on where the change loses data.")
  var acceptDataLoss = false
  @Flag(help: "Delete all data and start again where database and migrations have gone apart.")
  var reset = false
  @OptionGroup var renaming: RenameOptions
  @Flag(help: "Do not run the generators.")
  var skipGenerate = false
  @Flag(help: "Do not run the seed command on a new or emptied database.")
  var skipSeed = false
  @OptionGroup var options: MigrationOptions
  @OptionGroup var input: InputOptions

  func validate() throws {
    guard !createOnly || !reset else {
      throw ValidationError("--create-only never changes the database, so --reset is not for it")
    }
  }

  func run() throws {
    let terminal = input.terminal(options.output)
    let target = try options.validTarget(terminal)
    try run(target, target.database.backend, terminal)
  }

  private func run(
    _ target: MigrationTarget, _ backend: some Backend, _ terminal: Terminal
  ) throws {
    let isJSON = options.output.isJSON
    let progress = MigrationProgress(terminal, listsApplied: !isJSON)
    defer { progress.finish() }
    let migrator = target.migrator(
      backend, shadow: try target.shadowDatabase(), report: progress.report)
    let outcome = try migrator.dev(
      target.loaded.datamodel, options: devOptions, answers: TerminalAnswers(terminal: terminal))
    progress.finish()
    talk(outcome, target, terminal)
    let after = AfterMigration(loaded: target.loaded, terminal: terminal)
    if !skipGenerate, !createOnly { try after.generate() }
    let isNew = outcome.databaseWasCreated || outcome.wasReset
    let wasSeeded = isNew && !skipSeed && !createOnly ? try after.seed() : false
    guard isJSON else { return }
    terminal.output.writeJSON {
      write(outcome, database: target.database.description, wasSeeded: wasSeeded, to: &$0)
    }
  }

  private var devOptions: DevOptions {
    var options = DevOptions()
    options.title = name.flatMap { $0.isEmpty ? nil : $0 }
    options.isDraft = createOnly
    options.agreesToReset = reset
    options.agreesToDataLoss = acceptDataLoss
    options.renames = renaming.renames
    options.deniesRenames = renaming.noRename
    return options
  }

  private func talk(_ outcome: DevOutcome, _ target: MigrationTarget, _ terminal: Terminal) {
    let errors = terminal.errors
    for notice in outcome.notices {
      errors.writeLine("\(errors.style.yellow("notice")): \(notice.text.dropFirst(2))")
    }
    for value in outcome.unknownValues {
      errors.writeLine("\(errors.style.yellow("warning")): \(value.message)")
    }
    guard let created = outcome.created else {
      errors.writeLine(
        outcome.applied.isEmpty
          ? "Nothing to do: database, migrations and schema agree."
          : "The schema asks for nothing that the migrations do not have.")
      return
    }
    errors.write(ChangeListing(outcome.changes, style: errors.style).text)
    for warning in outcome.warnings {
      errors.writeLine("\(errors.style.yellow("warning")): \(warning.text)")
    }
    if let failure = outcome.draftFailure {
      errors.writeLine("\(errors.style.yellow("warning")): the draft does not run yet: \(failure)")
    }
    if createOnly {
      let path = Path.relative(created.path, to: target.loaded.project.workingDirectory)
      if !options.output.isJSON { terminal.output.writeLine(path) }
      errors.writeLine(
        "Wrote \(path); edit it\(outcome.draftFailure == nil ? " if you like" : ""), and apply it "
          + "with `swisma migrate dev`.")
    } else {
      errors.writeLine("The \(target.database.description) is what the schema says.")
    }
  }

  private func write(
    _ outcome: DevOutcome, database: String, wasSeeded: Bool, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("database", database)
    json.member("databaseWasCreated", outcome.databaseWasCreated)
    json.member("reset", outcome.wasReset)
    json.member("applied", outcome.applied)
    json.key("created")
    if let created = outcome.created {
      json.beginObject()
      json.member("name", created.name)
      json.member("path", created.path)
      json.member("applied", outcome.createdWasApplied)
      json.key("changes")
      json.changes(outcome.changes)
      json.key("warnings")
      json.findings(outcome.warnings)
      json.endObject()
    } else {
      json.null()
    }
    json.key("unknownValues")
    json.unknownValues(outcome.unknownValues)
    json.member("notices", outcome.notices.map(\.text))
    json.member("draftFailure", outcome.draftFailure)
    json.member("seeded", wasSeeded)
    json.endObject()
  }
}
