import ArgumentParser
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import Providers
import SchemaModel
import SchemaSyntax

/// `swisma db pull`.
struct DBPull: ParsableCommand {
  private typealias Notice = IntrospectedDatamodel.Notice

  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Write the schema of a database.",
    discussion: """
      Reads the structure of the database and rewrites the models and enums of the schema to it. \
      Names, order, comments and what a database cannot say (such as `@updatedAt`) are kept; what \
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
    let terminal = output.terminal
    let loaded =
      force
      ? try schema.loadConfiguration(terminal)
      : try schema.load(terminal, help: "mend it, or have it replaced with --force")
    try InvalidText.refuse(loaded.analysis.files)
    let target = try connection.database(of: loaded, terminal)
    try pull(loaded, target, target.backend)
  }

  private func pull(
    _ loaded: LoadedSchema, _ target: DatabaseTarget, _ backend: some Backend
  ) throws {
    let configured = loaded.datamodel.configuration.datasource?.schemas ?? []
    let wanted = givenSchemas ?? configured
    let session = try target.open()
    defer { session.close() }
    let previous =
      force ? Datamodel(configuration: loaded.datamodel.configuration) : loaded.datamodel
    let structure = try structure(namespaces: wanted, as: previous, session, backend.schema)
    let namespaces = backend.schema.namespaces(of: structure)
    let found = backend.schema.datamodel(from: structure, previous: previous, naming: naming)
    let missing = wanted.filter { !namespaces.contains($0) }
      .map { Notice("missing-schema", "the database has no schema `\($0)`, which is left out") }
    let database = backend.describe(target.url, namespaces: namespaces)
    guard !found.datamodel.models.isEmpty || !found.datamodel.enums.isEmpty else {
      PullResult(previous: [], files: [], changes: [], notices: missing)
        .report(notices: output.terminal.errors)
      throw EmptyDatabase(database: database)
    }
    let writer = DatamodelWriter(found.datamodel, previous: loaded.datamodel)
    let destinations = try PullDestinations(loaded, adding: additions(loaded, writer.datamodel))
    let files = rewritten(loaded, writer, destinations, namespaces)
    let analysis = analyze(files, rules: allProviders)
    guard
      loaded.datamodel.configuration.datasource == nil
        || analysis.datamodel.configuration.datasource != nil
    else { throw InvalidSchema(analysis: loaded.analysis) }
    let result = PullResult(
      previous: destinations.files, files: files, changes: writer.changes(),
      notices: missing + found.notices + shortcomings(of: analysis, structure, backend.schema))
    try finish(result)
    guard !print, !check else { return }
    let models = found.datamodel.models.count.counted("model")
    output.terminal.errors.writeLine(
      "The schema describes the \(database): \(models), "
        + "\(result.changed.count.counted("file")) changed.")
  }

  /// What the database has, with the expressions of the schema where it has the same ones.
  private func structure<Driver: SchemaDriver>(
    namespaces: [String], as previous: Datamodel, _ session: any DatabaseSession, _ driver: Driver
  ) throws(DatabaseError) -> Driver.Schema {
    let present = try driver.introspect(session, filter: SchemaFilter(namespaces: namespaces))
    guard !previous.models.isEmpty else { return present }
    let wanted = driver.desiredSchema(for: previous)
    return driver.worded(present, as: driver.respelled(wanted, beside: present, in: session))
  }

  /// The files of the schema as they are to be.
  private func rewritten(
    _ loaded: LoadedSchema, _ writer: DatamodelWriter, _ destinations: PullDestinations,
    _ namespaces: [String]
  ) -> [SourceFile] {
    let main = loaded.datamodel.configuration.datasource?.span.file ?? 0
    return destinations.files.enumerated().map { index, file in
      writer.merge(
        into: tree(of: file, at: index, loaded, writer.datamodel, namespaces),
        additions: destinations.additions[index] ?? [], like: loaded.analysis.files[main],
        keepingBlocks: !force)
    }
  }

  /// Says what was found, and writes it where that is wanted.
  private func finish(_ result: PullResult) throws {
    let terminal = output.terminal
    result.report(notices: terminal.errors)
    if output.isJSON {
      terminal.output.writeJSON(result.write)
    } else if print {
      terminal.output.write(result.text)
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
  }

  /// What is wrong with the new schema, or what of the database it would change.
  private func shortcomings<Driver: SchemaDriver>(
    of analysis: Analysis, _ structure: Driver.Schema, _ driver: Driver
  ) -> [Notice] {
    guard !analysis.hasErrors else {
      let error = InvalidSchema(analysis: analysis).message
      return [Notice("invalid-schema", "\(error); `swisma validate` shows them")]
    }
    return PendingChanges(from: structure, to: analysis.datamodel, driver).notices
  }

  /// The database schemas of `--schemas`, each once.
  private var givenSchemas: [String]? {
    let names = schemas?.split(separator: ",").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    return names?.reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
  }

  /// A file with the database schemas that were asked for as those of its datasource, if the models
  /// name any.
  private func tree(
    of file: SourceFile, at index: Int, _ loaded: LoadedSchema, _ datamodel: Datamodel,
    _ namespaces: [String]
  ) -> SyntaxTree {
    let tree = SchemaSyntax.parse(file, index: index)
    let datasource = loaded.datamodel.configuration.datasource
    guard schemas != nil, let datasource, datasource.span.file == index,
      datasource.schemas != namespaces,
      datamodel.models.contains(where: { $0.model.schemaName != nil })
        || datamodel.enums.contains(where: { $0.enumeration.schemaName != nil })
    else { return tree }
    return SchemaSyntax.parse(DatamodelWriter.setSchemas(namespaces, in: tree), index: index)
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
    "create tables first, or declare models and run `swisma db push` or `swisma migrate dev`"
  }
}
