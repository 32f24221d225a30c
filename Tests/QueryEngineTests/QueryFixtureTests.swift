import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import Glibc
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
    let folder = try TemporaryDirectory()
    let backend = try #require(allBackends.backend(forProvider: "sqlite"))
    try check(fixture, backend, at: try DatabaseURL("file:\(folder.path)/test.db"))
  }

  @Test(
    "On PostgreSQL a request is answered like this", .enabled(if: TestPostgres.isAvailable),
    arguments: postgresFixtures)
  func postgres(fixture: Fixture) throws {
    let backend = try #require(allBackends.backend(forProvider: "postgresql"))
    var url = try DatabaseURL(try #require(TestPostgres.url))
    let server = try backend.connect(to: url)
    defer { server.close() }
    url.path = "swisma_query_\(getpid())_\(UInt64(truncatingIfNeeded: fixture.hashValue))"
    defer { try? server.runScript("DROP DATABASE IF EXISTS \"\(url.path)\" WITH (FORCE)") }
    try check(fixture, backend, at: url)
  }

  private func check(
    _ fixture: Fixture, _ backend: some Backend, at url: DatabaseURL
  ) throws {
    let archive = TextArchive(try fixture.text)
    let provider = backend.rules.provider
    let datamodel = try Self.datamodel(try #require(archive["schema.prisma"]), provider)
    _ = try backend.createDatabase(at: url)
    let session = RecordingSession(try backend.connect(to: url))
    defer { session.close() }
    let driver = backend.schema
    let creation = driver.plan(
      from: driver.emptySchema, to: driver.desiredSchema(for: datamodel), renames: [])
    try driver.run(script: creation.script().text, on: session) { _ in }

    let engine = QueryEngine(
      datamodel: datamodel, backend: backend, now: { RecordingSession.now })
    var log = ""
    for entry in archive.entries where entry.name != "schema.prisma" {
      log += "-- \(entry.name) --\n"
      session.log = ""
      let answer = engine.respond(to: try Self.request(entry, datamodel), on: session)
      log += session.log + String(decoding: answer, as: UTF8.self) + "\n"
    }
    try expectText(log, equalsFile: fixture.sibling(".\(provider)", insteadOf: ".txtar"))
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
