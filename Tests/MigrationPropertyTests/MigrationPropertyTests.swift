import BackendCatalog
import BackendInterface
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
    let folder = try TemporaryDirectory()
    let url = try DatabaseURL("file:\(folder.path)/test.db")
    let backend = try #require(allBackends.backend(forProvider: "sqlite"))
    try check(backend, at: url, seed: seed) { schema in
      Population(
        schema: schema, trueLiteral: "1", timeLiteral: { "\(1_700_000_000_000 + $0)" },
        bytesLiteral: { "x'00ff0\($0)'" })
    }
  }

  @Test(
    "On PostgreSQL a plan changes what it says and keeps every other value",
    .enabled(if: TestPostgres.isAvailable), arguments: seeds)
  func postgres(seed: UInt64) throws {
    let backend = try #require(allBackends.backend(forProvider: "postgresql"))
    var url = try DatabaseURL(try #require(TestPostgres.url))
    let server = try backend.connect(to: url)
    defer { server.close() }
    url.path = "swisma_property_\(getpid())_\(seed)"
    defer { try? server.runScript("DROP DATABASE IF EXISTS \"\(url.path)\" WITH (FORCE)") }
    try check(backend, at: url, seed: seed) { schema in
      Population(
        schema: schema, trueLiteral: "true",
        timeLiteral: { "'2024-01-0\($0) 01:02:03.456'" }, bytesLiteral: { "'\\x00ff0\($0)'" })
    }
  }

  private func check(
    _ backend: some Backend, at url: DatabaseURL, seed: UInt64,
    populate: (RandomSchema) -> Population
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let first = RandomSchema(using: &generator)
    var second = first
    second.mutate(using: &generator)
    let provider = backend.rules.provider
    let pair = "\(first.text(provider: provider))\n// becomes\n\(second.text(provider: provider))"

    _ = try backend.createDatabase(at: url)
    let session = try backend.connect(to: url)
    defer { session.close() }
    let driver = backend.schema
    let previous = driver.desiredSchema(for: try datamodel(first, provider))
    let next = driver.desiredSchema(for: try datamodel(second, provider))
    let creation = driver.plan(from: driver.emptySchema, to: previous, renames: [])
    try driver.run(script: creation.script().text, on: session) { _ in }
    try session.runScript(populate(first).script)
    let before = try contents(of: first, keptIn: second, session)

    let plan = driver.plan(
      from: try driver.introspect(session, filter: SchemaFilter()), to: next, renames: [])
    let script = plan.script().text
    do { try driver.run(script: script, on: session) { _ in } } catch {
      Issue.record("seed \(seed): \(error.message)\n\(script)\n\(pair)")
      return
    }
    #expect(try contents(of: first, keptIn: second, session) == before, "\(script)\n\(pair)")
    let again = driver.plan(
      from: try driver.introspect(session, filter: SchemaFilter()), to: next, renames: [])
    #expect(again.isEmpty, "planned again: \(again.script().text)\nafter: \(script)\n\(pair)")
  }

  private func datamodel(_ schema: RandomSchema, _ provider: String) throws -> Datamodel {
    let file = SourceFile(path: "schema.prisma", text: schema.text(provider: provider))
    let analysis = analyze([file], rules: allProviders)
    let errors = analysis.diagnostics.filter { $0.severity == .error }.map(\.message)
    try #require(errors.isEmpty, "\(errors)\n\(file.text)")
    return analysis.datamodel
  }

  /// The rows of every table that stays, in the columns that the change does not concern.
  private func contents(
    of schema: RandomSchema, keptIn next: RandomSchema, _ session: any DatabaseSession
  ) throws -> [String: [[Value]]] {
    var tables: [String: [[Value]]] = [:]
    for model in schema.models {
      guard let columns = Population.untouchedColumns(of: model, in: next) else { continue }
      let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      let rows = try session.fetch(Statement("SELECT \(list) FROM \"\(model.name)\" ORDER BY id"))
      tables[model.name] = (0..<rows.rowCount).map { row in
        columns.indices.map { rows.value(row, $0) }
      }
      #expect(rows.rowCount == Population.rowsPerTable)
    }
    return tables
  }
}
