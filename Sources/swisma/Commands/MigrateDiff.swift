import ArgumentParser
import BackendCatalog
import BackendInterface
import DatabaseAccess
import FileSystem
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

      Exit status 0, or with --exit-code 2 when there is a difference.
      """)

  @OptionGroup(title: "From") var from: PreviousSideOptions
  @OptionGroup(title: "To") var to: NextSideOptions

  @Option(
    name: .customLong("shadow-database-url"),
    help: ArgumentHelp(
      "A database that migrations may be replayed in; SQLite needs none.", valueName: "url"))
  var shadowDatabaseURL: String?

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration file.", valueName: "path"))
  var configurationPath: String?

  @Flag(name: .customLong("script"), help: "Write the SQL instead of a list of differences.")
  var isScript = false

  @Flag(name: .customLong("exit-code"), help: "End with status 2 when there is a difference.")
  var hasExitCode = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var outputPath: String?

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
    let previous = try reader.structure(of: sides.previous, backend, filter)
    let next = try reader.structure(of: sides.next, backend, filter)
    let plan = backend.schema.plan(from: previous, to: next, renames: [])
    let text = output.isJSON ? json(plan) : isScript ? plan.script().text : listing(plan)
    if let outputPath {
      try FileSystem.writeAtomically(Array(text.utf8), to: outputPath)
    } else {
      output.terminal.output.write(text)
    }
    if hasExitCode, !plan.isEmpty { throw ExitCode(ExitStatus.difference) }
  }

  private func listing(_ plan: some MigrationPlan) -> String {
    guard !plan.isEmpty else { return "There is no difference.\n" }
    let style = outputPath == nil ? output.terminal.output.style : .plain
    return ChangeListing(plan.summary, style: style).text
  }

  private func json(_ plan: some MigrationPlan) -> String {
    ChangeListing(plan.summary, style: .plain).json(script: plan.script().text)
  }
}
