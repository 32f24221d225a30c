import ArgumentParser
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import SchemaModel
import SchemaSyntax

/// `swisma db pull`.
struct DBPull: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Write the schema of a database.",
    discussion: """
      Reads the structure of the database and rewrites the models and enums of the schema to it. \
      Names, order, comments and what a database cannot say (such as @updatedAt) are kept; what \
      the database lacks goes. Datasource and generators stay as they are. New models go to the \
      file of the datasource, or where `pull.path` of the configuration says: to a .prisma file, \
      or to one named after each in a folder.

        $ swisma db pull
        $ swisma db pull --print   # standard output, no file is changed
        $ swisma db pull --force   # take nothing from the schema that is there
        $ swisma db pull --check   # the difference, with status 2 if there is one
        $ swisma db pull --naming prisma   # blog_posts becomes BlogPost

      Exit status 0, 1 when the database is empty or the schema has errors, and with --check 2 \
      when the schema differs from the database.
      """)

  @Flag(help: "Write to standard output instead of the schema.")
  var print = false
  @Flag(help: "Ignore the models that are there, with their names and comments.")
  var force = false
  @Flag(help: "Change nothing; show how the schema would change, with status 2 if it would.")
  var check = false
  @Option(
    help: ArgumentHelp(
      "The database schemas to read, separated by commas; the datasource names them then.",
      valueName: "names"))
  var schemas: String?
  @Option(
    help: ArgumentHelp(
      "Names of new models and fields: those of the database, or BlogPost for blog_posts.",
      valueName: "policy"))
  var naming = NamingPolicy.keep
  @Option(
    name: .customLong("composite-type-depth"),
    help: ArgumentHelp("For document databases; other databases ignore it.", valueName: "depth"))
  var compositeTypeDepth: Int?
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let loaded = try schema.load(output.terminal)
    let target = try connection.database(of: loaded)
    try pull(loaded, target, target.backend)
  }

  private func pull(
    _ loaded: LoadedSchema, _ target: DatabaseTarget, _ backend: some Backend
  ) throws {
    let found = try describe(loaded, target, backend)
    guard !found.datamodel.models.isEmpty || !found.datamodel.enums.isEmpty else {
      throw EmptyDatabase(database: target.description)
    }
    let writer = DatamodelWriter(found.datamodel, previous: loaded.datamodel)
    let destinations = try PullDestinations(loaded, adding: additions(loaded, writer.datamodel))
    let files = destinations.files.enumerated().map { index, file in
      writer.merge(
        into: tree(of: file, at: index, loaded, found.datamodel),
        additions: destinations.additions[index] ?? [], keepingBlocks: !force)
    }
    let result = PullResult(
      previous: destinations.files, files: files, changes: writer.changes(),
      notices: found.notices)
    let terminal = output.terminal
    result.report(notices: terminal.errors)
    if output.isJSON {
      terminal.output.writeJSON(result.write)
    } else if print {
      terminal.output.write(files.map(\.text).joined(separator: "\n"))
    } else if check {
      terminal.output.write(result.diff(style: terminal.output.style))
    }
    if check {
      guard !result.changed.isEmpty else { return }
      throw ExitCode(ExitStatus.difference)
    }
    guard !print else { return }
    for file in result.changed { try FileSystem.createDirectory(Path.parent(file.path)) }
    try FileSystem.writeAtomically(result.changed.map { ($0.path, $0.bytes) })
    result.report(changes: terminal.errors)
    let models = found.datamodel.models.count.counted("model")
    terminal.errors.writeLine(
      "The schema describes the \(target.description): \(models), "
        + "\(result.changed.count.counted("file")) changed.")
  }

  private func describe(
    _ loaded: LoadedSchema, _ target: DatabaseTarget, _ backend: some Backend
  ) throws -> IntrospectedDatamodel {
    let configured = loaded.datamodel.configuration.datasource?.schemas ?? []
    let session = try target.open()
    defer { session.close() }
    let structure = try backend.schema.introspect(
      session, filter: SchemaFilter(namespaces: givenSchemas ?? configured))
    let previous =
      force
      ? Datamodel(configuration: loaded.datamodel.configuration) : loaded.datamodel
    return backend.schema.datamodel(from: structure, previous: previous, naming: naming)
  }

  private var givenSchemas: [String]? {
    schemas.map { $0.split(separator: ",").map { String($0) } }
  }

  /// A file with the database schemas that were asked for as those of its datasource, if the models
  /// name any.
  private func tree(
    of file: SourceFile, at index: Int, _ loaded: LoadedSchema, _ datamodel: Datamodel
  ) -> SyntaxTree {
    let tree = SchemaSyntax.parse(file, index: index)
    let datasource = loaded.datamodel.configuration.datasource
    guard let givenSchemas, let datasource, datasource.span.file == index,
      datasource.schemas != givenSchemas,
      datamodel.models.contains(where: { $0.model.schemaName != nil })
        || datamodel.enums.contains(where: { $0.enumeration.schemaName != nil })
    else { return tree }
    return SchemaSyntax.parse(DatamodelWriter.setSchemas(givenSchemas, in: tree), index: index)
  }

  /// The models, views and enums of the database that the schema lacks.
  private func additions(_ loaded: LoadedSchema, _ datamodel: Datamodel) -> [String] {
    let known = force ? .empty : loaded.datamodel
    let models = datamodel.models.filter { known.model(named: $0.name)?.isView != $0.isView }
    let enums = datamodel.enums.filter { known.enumeration(named: $0.name) == nil }
    return models.map(\.name) + enums.map(\.name)
  }
}

extension NamingPolicy: ExpressibleByArgument {}

/// A database without tables has no schema to write.
private struct EmptyDatabase: UserFacingError {
  let database: String

  var code: String { "P4001" }
  var message: String { "the \(database) is empty" }
  var help: String? {
    "create tables first, or declare models and run swisma db push or swisma migrate dev"
  }
}
