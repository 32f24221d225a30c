import BackendCatalog
import BackendInterface
import DatabaseAccess
import Glibc
import JSON
import SchemaModel
import TestSupport
import Testing

@testable import QueryEngine

/// How requests are answered: an archive holds a schema without datasource and the requests; the
/// files beside it hold for each the plan, the statements that are sent and the answer.
struct PlanFixtureTests {
  static let fixtures = Fixture.all("query/plan", suffix: ".txtar")

  @Test("On SQLite a request has this plan and these statements", arguments: fixtures)
  func sqlite(fixture: Fixture) throws {
    let folder = try TemporaryDirectory()
    let backend = try #require(allBackends.backend(forProvider: "sqlite"))
    try check(fixture, backend, at: try DatabaseURL("file:\(folder.path)/test.db"))
  }

  @Test(
    "On PostgreSQL a request has this plan and these statements",
    .enabled(if: TestPostgres.isAvailable), arguments: fixtures)
  func postgres(fixture: Fixture) throws {
    let backend = try #require(allBackends.backend(forProvider: "postgresql"))
    var url = try DatabaseURL(try #require(TestPostgres.url))
    let server = try backend.connect(to: url)
    defer { server.close() }
    url.path = "swisma_plan_\(getpid())_\(UInt64(truncatingIfNeeded: fixture.hashValue))"
    defer { try? server.runScript("DROP DATABASE IF EXISTS \"\(url.path)\" WITH (FORCE)") }
    try check(fixture, backend, at: url)
  }

  private func check(
    _ fixture: Fixture, _ backend: some Backend, at url: DatabaseURL
  ) throws {
    let archive = TextArchive(try fixture.text)
    let provider = backend.rules.provider
    let datamodel = try QueryFixtureTests.datamodel(
      try #require(archive["schema.prisma"]), provider)
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
      let request = try QueryFixtureTests.request(entry, datamodel)
      session.log = ""
      let answer = engine.respond(to: request, on: session)
      log += "-- \(entry.name) --\n" + (try plan(of: request, engine))
      let statements = session.log.replacing("DatabaseAccess.Value.", with: "")
      log += statements.isEmpty ? "" : "statements\n" + statements
      log += "answer\n" + String(decoding: answer, as: UTF8.self) + "\n"
    }
    try expectText(log, equalsFile: fixture.sibling(".\(provider)", insteadOf: ".txtar"))
  }

  private func plan(of request: EngineRequest, _ engine: QueryEngine) throws -> String {
    guard case .single(let request, let dialect) = request else {
      preconditionFailure("A plan is that of one request.")
    }
    let now = RecordingSession.now
    let parser = QueryParser(
      datamodel: engine.datamodel, driver: engine.driver,
      jsonStringsAreText: dialect == .graphql, now: now)
    var planner = QueryPlanner(
      datamodel: engine.datamodel, capabilities: engine.driver.queryCapabilities, now: now)
    return PlanText(
      planner.plan(try parser.parse(request)), datamodel: engine.datamodel, now: now
    ).text
  }
}
