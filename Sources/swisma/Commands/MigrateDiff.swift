import ArgumentParser
import BackendCatalog
import BackendInterface
import DatabaseAccess
import FileSystem
import JSON
import Migration
import SchemaModel

/// `swisma migrate diff`.
struct MigrateDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two schemas, wherever they are.",
    discussion: """
      Each side is a schema file, a live database, a folder of migrations, or nothing. Without \
      --script the differences are listed for people; with it the SQL that leads from the first \
      side to the second is written.

        $ swisma migrate diff --from-url "$DATABASE_URL" --to-schema prisma
        $ swisma migrate diff --from-migrations prisma/migrations \\
            --to-schema prisma/schema.prisma --script -o change.sql
        $ swisma migrate diff --from-empty --to-schema prisma/schema.prisma --script

      What looks renamed is dropped and added, and named on standard error, unless --rename says \
      what it is. Where the first side is a live database, its rows are counted that a change \
      loses or that are in its way.

      Exit status 0, 1 when a side cannot be read, and with --exit-code 2 when there is a \
      difference.
      """)

  @OptionGroup(title: "From") var from: PreviousSideOptions
  @OptionGroup(title: "To") var to: NextSideOptions

  @Option(
    name: .customLong("shadow-database-url"),
    help: ArgumentHelp(
      "An empty database to replay migrations in; SQLite needs none.", valueName: "url"))
  var shadowDatabaseURL: String?

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration file.", valueName: "path"), completion: .file())
  var configurationPath: String?

  @Flag(name: .customLong("script"), help: "Write the SQL instead of a list of differences.")
  var isScript = false

  @Flag(name: .customLong("exit-code"), help: "End with status 2 when there is a difference.")
  var hasExitCode = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
    completion: .file())
  var outputPath: String?

  @OptionGroup var renaming: RenameOption

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try from.side.requireOne("from")
    try to.side.requireOne("to")
  }

  func run() throws {
    let reader = DiffSideReader(
      configurationPath: configurationPath, shadowURL: shadowDatabaseURL,
      terminal: output.terminal)
    let sides = DiffSides(try reader.side(from.side), try reader.side(to.side))
    try compare(try sides.backend(), sides, reader)
  }

  private func compare(
    _ backend: some Backend, _ sides: DiffSides, _ reader: DiffSideReader
  ) throws {
    let filter = SchemaFilter(namespaces: sides.namespaces)
    let (previous, next) = try reader.structures(of: sides, backend, filter)
    let decisions = RenameDecisions(
      driver: backend.schema, datamodel: sides.datamodel(for: next, backend), options: renames,
      answers: NobodyAnswers())
    let plan = try decisions.plan(from: previous, to: next)
    let findings = try reader.findings(plan.checks, in: sides.previous, backend)
    let suspicions = decisions.suspicions(in: plan)
    talk(suspicions, findings ?? [])
    let text =
      if output.isJSON {
        json(PlannedChange.list(plan, findings: findings), suspicions, plan.script().text)
      } else if isScript {
        plan.script().text
      } else {
        listing(PlannedChange.list(plan, findings: findings))
      }
    if let outputPath {
      try FileSystem.writeAtomically(Array(text.utf8), to: outputPath)
    } else {
      output.terminal.output.write(text)
    }
    if hasExitCode, !plan.isEmpty { throw ExitCode(ExitStatus.difference) }
  }

  /// Nothing is asked: what looks renamed is only named.
  private var renames: DevOptions {
    var options = DevOptions()
    options.renames = renaming.rename
    options.deniesRenames = true
    return options
  }

  private func talk(_ suspicions: [RenameSuspicion], _ findings: [DataLossFinding]) {
    let errors = output.terminal.errors
    let mark = errors.style.yellow("warning")
    for suspicion in suspicions {
      errors.writeLine(
        "\(mark): \(suspicion.rename.text) looks like a rename, but is a drop and an addition; "
          + "--rename \(suspicion.argument) keeps the data")
    }
    for finding in findings { errors.writeLine("\(mark): \(finding.text)") }
  }

  private func listing(_ changes: [PlannedChange]) -> String {
    guard !changes.isEmpty else { return "There is no difference.\n" }
    let style = outputPath == nil ? output.terminal.output.style : .plain
    return ChangeListing(changes, style: style).text
  }

  private func json(
    _ changes: [PlannedChange], _ suspicions: [RenameSuspicion], _ script: String
  ) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.key("changes")
    json.changes(changes)
    json.member("suspectedRenames", suspicions.map(\.argument))
    json.member("script", script)
    json.endObject()
    return json.text + "\n"
  }
}

/// Answers nothing, for commands that do not ask.
private struct NobodyAnswers: DevAnswers {
  func agreesToReset(_ reasons: [ResetReason], database: String) -> Bool? { nil }
  func agreesToDataLoss(_ findings: [DataLossFinding]) -> Bool? { nil }
  func isRename(_ suspicion: RenameSuspicion) -> Bool? { nil }
  func title(suggestion: String) -> String? { nil }
}
