import BackendInterface
import BackendTestSupport
import DatabaseAccess
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
    try ScratchDatabase.onSQLite { try check(fixture, $0, at: $1) }
  }

  @Test(
    "On PostgreSQL a request has this plan and these statements",
    .enabled(if: TestPostgres.isAvailable), arguments: fixtures)
  func postgres(fixture: Fixture) throws {
    try ScratchDatabase.onPostgres { backend, url, _ in try check(fixture, backend, at: url) }
  }

  private func check(
    _ fixture: Fixture, _ backend: some Backend, at url: DatabaseURL
  ) throws {
    let archive = TextArchive(try fixture.text)
    let (engine, session) = try QueryFixtureTests.start(archive, backend, at: url)
    defer { session.close() }
    var log = ""
    for entry in archive.entries where entry.name != "schema.prisma" {
      let request = try QueryFixtureTests.request(entry, engine.datamodel)
      session.log = ""
      let answer = engine.respond(to: request, on: session)
      log += "-- \(entry.name) --\n" + (try plan(of: request, engine))
      let statements = session.log.replacing("DatabaseAccess.Value.", with: "")
      log += statements.isEmpty ? "" : "statements\n" + statements
      log += "answer\n" + String(decoding: answer, as: UTF8.self) + "\n"
    }
    try expectText(
      log, equalsFile: fixture.sibling(".\(backend.rules.provider)", insteadOf: ".txtar"))
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
