import BackendInterface
import BackendTestSupport
import DatabaseAccess
import Diagnostics
import Glibc
import Providers
import SchemaModel
import TestSupport
import Testing

/// Random pairs of schemas: the plan between them is applied to a populated database.
///
/// The number of pairs is 50, or the value of `SWISMA_PROPERTY_PAIRS`; the seeds count up from 1,
/// or from `SWISMA_PROPERTY_SEED`.
struct MigrationPropertyTests {
  static let seeds: [UInt64] = {
    let first = number("SWISMA_PROPERTY_SEED") ?? 1
    return Array(first..<(first + (number("SWISMA_PROPERTY_PAIRS") ?? 50)))
  }()

  private static func number(_ variable: String) -> UInt64? {
    unsafe getenv(variable).flatMap { unsafe UInt64(String(cString: $0)) }
  }

  @Test("On SQLite a plan changes what it says and keeps every other value", arguments: seeds)
  func sqlite(seed: UInt64) throws {
    try ScratchDatabase.onSQLite { try check($0, .sqlite, at: $1, seed: seed) }
  }

  @Test(
    "On PostgreSQL a plan changes what it says and keeps every other value",
    .enabled(if: TestPostgres.isAvailable), arguments: seeds)
  func postgres(seed: UInt64) throws {
    try ScratchDatabase.onPostgres { backend, url, _ in
      try check(backend, .postgres, at: url, seed: seed)
    }
  }

  private func check(
    _ backend: some Backend, _ flavor: Flavor, at url: DatabaseURL, seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let first = RandomSchema(flavor: flavor, using: &generator)
    var second = first
    let renames = second.mutate(using: &generator)
    let pair = "seed \(seed)\n\(first.text)\n// becomes\n\(second.text)\n// by \(renames)"

    _ = try backend.createDatabase(at: url)
    let session = try backend.connect(to: url)
    defer { session.close() }
    let driver = backend.schema
    let filter = SchemaFilter(namespaces: first.hasNamespaces ? ["other", "public"] : [])
    let previous = driver.desiredSchema(for: try datamodel(first))
    let next = driver.desiredSchema(for: try datamodel(second))
    let creation = driver.plan(from: driver.emptySchema, to: previous, renames: []).script().text
    let bystanders = Bystanders(of: first, becoming: second, using: &generator)
    do {
      try driver.run(script: bystanders.creation(creation), on: session) { _ in }
      try session.runScript(Population(schema: first).script + bystanders.script)
    } catch {
      Issue.record("\(error)\n\(creation)\n\(Population(schema: first).script)\n\(pair)")
      return
    }
    let queries = Population.untouched(from: first, to: second)
    let before = try queries.map { ($0.name, try rows($0.before, session)) }

    let plan = driver.plan(
      from: try driver.introspect(session, filter: filter), to: next, renames: renames)
    let script = plan.script().text
    let isRefused = try isRefused(plan, session)
    do { try driver.run(script: script, on: session) { _ in } } catch {
      // Nobody runs a plan that its own questions to the rows have refused.
      if !isRefused { Issue.record("\(error.message)\n\(script)\n\(pair)") }
      return
    }
    for (query, (name, expected)) in zip(queries, before) {
      let found = try rows(query.after, session)
      #expect(found == expected, "\(name)\n\(script)\n\(pair)")
    }
    for query in bystanders.queries {
      let found = try rows(query, session)
      #expect(found == [[.integer(1)]], "\(query)\n\(script)\n\(pair)")
    }
    let again = driver.plan(
      from: try driver.introspect(session, filter: filter), to: next, renames: [])
    #expect(again.isEmpty, "planned again: \(again.script().text)\nafter: \(script)\n\(pair)")
  }

  /// Whether a question of the plan finds rows that are in its way.
  private func isRefused(
    _ plan: some MigrationPlan, _ session: any DatabaseSession
  ) throws -> Bool {
    for check in plan.checks where check.consequence == .unexecutable {
      guard let count = check.count else { return true }
      if try session.fetch(count).integer(0, 0) > 0 { return true }
    }
    return false
  }

  private func datamodel(_ schema: RandomSchema) throws -> Datamodel {
    let file = SourceFile(path: "schema.prisma", text: schema.text)
    let analysis = analyze([file], rules: allProviders)
    let errors = analysis.diagnostics.filter { $0.severity == .error }.map(\.message)
    try #require(errors.isEmpty, "\(errors)\n\(file.text)")
    return analysis.datamodel
  }

  private func rows(_ query: String, _ session: any DatabaseSession) throws -> [[Value]] {
    let rows = try session.fetch(Statement(query))
    return (0..<rows.rowCount).map { row in
      (0..<rows.columnCount).map { rows.value(row, $0) }
    }
  }
}
