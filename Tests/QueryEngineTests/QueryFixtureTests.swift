import BackendInterface
import BackendTestSupport
import DatabaseAccess
import Diagnostics
import JSON
import Providers
import QueryEngine
import SchemaModel
import TestSupport
import Testing

/// Requests on real databases: an archive holds a schema without datasource and the requests; the
/// files beside it hold the statements that each backend gets and the answers.
struct QueryFixtureTests {
  static let fixtures = ["read", "write", "aggregate", "errors"].flatMap {
    Fixture.all("query/\($0)", suffix: ".txtar")
  }

  static let postgresFixtures = fixtures + Fixture.all("query/postgresql", suffix: ".txtar")

  @Test("On SQLite a request is answered like this", arguments: fixtures)
  func sqlite(fixture: Fixture) throws {
    try ScratchDatabase.onSQLite { try check(fixture, $0, at: $1) }
  }

  @Test(
    "On PostgreSQL a request is answered like this", .enabled(if: TestPostgres.isAvailable),
    arguments: postgresFixtures)
  func postgres(fixture: Fixture) throws {
    try ScratchDatabase.onPostgres { backend, url, _ in try check(fixture, backend, at: url) }
  }

  private func check(
    _ fixture: Fixture, _ backend: some Backend, at url: DatabaseURL
  ) throws {
    let archive = TextArchive(try fixture.text)
    let (engine, session) = try Self.start(archive, backend, at: url)
    defer { session.close() }
    var log = ""
    for entry in archive.entries where entry.name != "schema.prisma" {
      log += "-- \(entry.name) --\n"
      session.log = ""
      let answer = engine.respond(to: try Self.request(entry, engine.datamodel), on: session)
      log += session.log + String(decoding: answer, as: UTF8.self) + "\n"
    }
    try expectText(
      log, equalsFile: fixture.sibling(".\(backend.rules.provider)", insteadOf: ".txtar"))
  }

  /// An engine of the schema of an archive, and a session on a new database with its tables.
  static func start(
    _ archive: TextArchive, _ backend: some Backend, at url: DatabaseURL
  ) throws -> (QueryEngine, RecordingSession) {
    let datamodel = try datamodel(
      try #require(archive["schema.prisma"]), backend.rules.provider)
    _ = try backend.createDatabase(at: url)
    let session = RecordingSession(try backend.connect(to: url))
    let driver = backend.schema
    let creation = driver.plan(
      from: driver.emptySchema, to: driver.desiredSchema(for: datamodel), renames: [])
    try driver.run(script: creation.script().text, on: session) { _ in }
    let engine = QueryEngine(
      datamodel: datamodel, backend: backend, now: { RecordingSession.now })
    return (engine, session)
  }

  /// The request of an entry of an archive.
  static func request(
    _ entry: TextArchive.Entry, _ datamodel: Datamodel
  ) throws -> EngineRequest {
    var body = Array(entry.text.utf8)
    if entry.name.hasSuffix(".graphql") {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("query")
      writer.string(entry.text)
      writer.endObject()
      body = writer.bytes
    }
    return try EngineRequestParser(datamodel: datamodel).parse(body)
  }

  /// The datamodel of a schema without datasource.
  static func datamodel(_ schema: String, _ provider: String) throws -> Datamodel {
    let mode = schema.hasPrefix("// relationMode = prisma") ? "\n  relationMode = \"prisma\"" : ""
    let datasource = """
      datasource db {
        provider = "\(provider)"
        url      = env("DATABASE_URL")\(mode)
      }

      """
    let file = SourceFile(path: "schema.prisma", text: datasource + schema)
    let analysis = analyze([file], rules: allProviders)
    let errors = analysis.diagnostics.filter { $0.severity == .error }.map(\.message)
    try #require(errors.isEmpty, "\(errors)")
    return analysis.datamodel
  }
}
