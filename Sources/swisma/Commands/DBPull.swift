import ArgumentParser
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import JSON
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
      the database lacks goes. Datasource and generators stay as they are.

        $ swisma db pull
        $ swisma db pull --print   # standard output, no file is changed
        $ swisma db pull --force   # take nothing from the schema that is there
        $ swisma db pull --check   # status 2 when the schema would change
        $ swisma db pull --naming prisma   # blog_posts becomes BlogPost

      Exit status 0, 1 when the database is empty or the schema has errors, and with --check 2 \
      when the schema differs from the database.
      """)

  @Flag(help: "Write to standard output instead of the schema.")
  var print = false
  @Flag(help: "Ignore the models that are there, with their names and comments.")
  var force = false
  @Flag(help: "Change nothing; end with status 2 when the schema would change.")
  var check = false
  @Option(
    help: ArgumentHelp(
      "The database schemas to read, separated by commas.", valueName: "names"))
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
    let files = rewritten(loaded, found.datamodel)
    let changed = zip(loaded.analysis.files, files).filter { $0.bytes != $1.bytes }.map(\.1)
    talk(found.notices)
    if output.isJSON {
      write(files, changed, found.notices)
    } else if print {
      output.terminal.output.write(files.map(\.text).joined(separator: "\n"))
    }
    if check {
      guard !changed.isEmpty else { return }
      throw ExitCode(ExitStatus.difference)
    }
    guard !print else { return }
    for file in changed { try FileSystem.writeAtomically(file.bytes, to: file.path) }
    output.terminal.errors.writeLine(
      "The schema describes the \(target.description): "
        + "\(found.datamodel.models.count.counted("model")), \(changed.count.counted("file")) changed."
    )
  }

  private func describe(
    _ loaded: LoadedSchema, _ target: DatabaseTarget, _ backend: some Backend
  ) throws -> IntrospectedDatamodel {
    let given = schemas.map { $0.split(separator: ",").map { String($0) } }
    let configured = loaded.datamodel.configuration.datasource?.schemas ?? []
    let session = try target.open()
    defer { session.close() }
    let structure = try backend.schema.introspect(
      session, filter: SchemaFilter(namespaces: given ?? configured))
    let previous =
      force
      ? Datamodel(configuration: loaded.datamodel.configuration) : loaded.datamodel
    return backend.schema.datamodel(from: structure, previous: previous, naming: naming)
  }

  /// The files of the schema with the models of the database, laid out.
  private func rewritten(_ loaded: LoadedSchema, _ datamodel: Datamodel) -> [SourceFile] {
    let writer = DatamodelWriter(datamodel, previous: loaded.datamodel)
    let known = force ? .empty : loaded.datamodel
    let models = Set(datamodel.models.map(\.name)).subtracting(known.models.map(\.name))
    let enums = Set(datamodel.enums.map(\.name)).subtracting(known.enums.map(\.name))
    let additions = models.union(enums)
    let home = loaded.datamodel.configuration.datasource?.span.file ?? 0
    return loaded.analysis.files.enumerated().map { index, file in
      let merged = writer.merge(
        into: SchemaSyntax.parse(file, index: index), additions: index == home ? additions : [],
        keepingBlocks: !force)
      // A file in which nothing changes keeps its layout too.
      guard merged.bytes != file.bytes else { return file }
      return SourceFile(path: file.path, bytes: SchemaSyntax.format(merged))
    }
  }

  private func talk(_ notices: [IntrospectedDatamodel.Notice]) {
    let errors = output.terminal.errors
    for notice in notices {
      errors.writeLine("\(errors.style.yellow("warning")): \(notice.message)")
    }
  }

  private func write(
    _ files: [SourceFile], _ changed: [SourceFile], _ notices: [IntrospectedDatamodel.Notice]
  ) {
    output.terminal.output.writeJSON { json in
      json.beginObject()
      json.key("files")
      json.beginArray()
      for file in files {
        json.beginObject()
        json.key("path")
        json.string(file.path)
        json.key("changed")
        json.boolean(changed.contains { $0.path == file.path })
        json.key("text")
        json.string(file.text)
        json.endObject()
      }
      json.endArray()
      json.key("notices")
      json.beginArray()
      for notice in notices {
        json.beginObject()
        json.key("code")
        json.string(notice.code)
        if let model = notice.model {
          json.key("model")
          json.string(model)
        }
        if let field = notice.field {
          json.key("field")
          json.string(field)
        }
        json.key("message")
        json.string(notice.message)
        json.endObject()
      }
      json.endArray()
      json.endObject()
    }
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
