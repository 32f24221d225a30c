import ArgumentParser
import FileSystem
import SchemaModel

/// One side of a comparison as the command line names it.
enum DiffSideName {
  case empty
  case schema(String)
  case schemaDatasource(String)
  case configuredDatasource
  case url(String)
  case migrations(String)
}

extension [DiffSideName] {
  /// Checks that a side is named once.
  func requireOne(_ side: String) throws {
    guard count != 1 else { return }
    let flags = "--\(side)-empty, --\(side)-schema, --\(side)-url, --\(side)-migrations"
    throw ValidationError(
      isEmpty ? "say what to compare: one of \(flags)" : "give only one of the --\(side)-… flags")
  }
}

/// The flags of one side.
protocol DiffSideOptions: ParsableArguments {
  var isEmpty: Bool { get }
  var schema: String? { get }
  var schemaDatasource: String? { get }
  var isConfigured: Bool { get }
  var url: String? { get }
  var migrations: String? { get }
}

extension DiffSideOptions {
  /// Every way in which the side is named.
  var side: [DiffSideName] {
    [
      isEmpty ? .empty : nil, schema.map { .schema($0) },
      schemaDatasource.map { .schemaDatasource($0) },
      isConfigured ? .configuredDatasource : nil, url.map { .url($0) },
      migrations.map { .migrations($0) },
    ].compactMap { $0 }
  }
}

/// The flags of the previous side.
struct PreviousSideOptions: DiffSideOptions {
  @Flag(name: .customLong("from-empty"), help: "Start with nothing.")
  var isEmpty = false

  @Option(
    name: [.customLong("from-schema"), .customLong("from-schema-datamodel")],
    help: ArgumentHelp("Start with what a schema asks for.", valueName: "path"), completion: .file()
  )
  var schema: String?

  @Option(
    name: .customLong("from-schema-datasource"),
    help: ArgumentHelp("Start with the database that a schema names.", valueName: "path"),
    completion: .file())
  var schemaDatasource: String?

  @Flag(
    name: .customLong("from-config-datasource"),
    help: "Start with the database that the configuration file names.")
  var isConfigured = false

  @Option(
    name: .customLong("from-url"),
    help: ArgumentHelp("Start with a live database.", valueName: "url"))
  var url: String?

  @Option(
    name: .customLong("from-migrations"),
    help: ArgumentHelp("Start with what a folder of migrations makes.", valueName: "path"),
    completion: .directory)
  var migrations: String?
}

/// The flags of the next side.
struct NextSideOptions: DiffSideOptions {
  @Flag(name: .customLong("to-empty"), help: "End with nothing.")
  var isEmpty = false

  @Option(
    name: [.customLong("to-schema"), .customLong("to-schema-datamodel")],
    help: ArgumentHelp("End with what a schema asks for.", valueName: "path"), completion: .file())
  var schema: String?

  @Option(
    name: .customLong("to-schema-datasource"),
    help: ArgumentHelp("End with the database that a schema names.", valueName: "path"),
    completion: .file())
  var schemaDatasource: String?

  @Flag(
    name: .customLong("to-config-datasource"),
    help: "End with the database that the configuration file names.")
  var isConfigured = false

  @Option(
    name: .customLong("to-url"),
    help: ArgumentHelp("End with a live database.", valueName: "url"))
  var url: String?

  @Option(
    name: .customLong("to-migrations"),
    help: ArgumentHelp("End with what a folder of migrations makes.", valueName: "path"),
    completion: .directory)
  var migrations: String?
}
