import BackendCatalog
import BackendInterface
import DatabaseAccess
import SchemaModel
import TestSupport
import Testing

@Suite(.enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct ExpressionDefaultTests {
  /// Types of fields and expressions that the server writes in its own way.
  private static let fields = [
    ("DateTime", "now() + interval '1 day'"),
    ("DateTime", "current_timestamp + interval '1 hour'"),
    ("DateTime", "to_timestamp(0)"),
    ("DateTime", "timestamp '2020-01-01 00:00:00'"),
    ("DateTime @db.Date", "date '2020-01-01'"),
    ("DateTime @db.Date", "CURRENT_DATE"),
    ("Int", "(random() * 100)::int"),
    ("Int", "case when true then 1 else 2 end"),
    ("Int", "(1 + 2) * 3"),
    ("Float", "floor(random() * 100)"),
    ("String", "CAST(1 AS text)"),
    ("String", "left(md5(random()::text), 8)"),
    ("String", "E'a\\\\nb'"),
    ("String", "'A' || 'b'"),
    (#"Unsupported("point")"#, "point(1,2)"),
    (#"Unsupported("interval")"#, "interval '1 hour'"),
    ("Role", "'USER'::\\\"Role\\\""),
    ("Json", "'{}'"),
    ("String[]", "ARRAY['a', 'b']"),
  ]

  private static func schema(_ fields: [(type: String, text: String)]) -> String {
    "model T {\n  id Int @id\n"
      + fields.enumerated().map { number, field in
        "  f\(number) \(field.type) @default(dbgenerated(\"\(field.text)\"))\n"
      }.joined() + "}\nenum Role {\n  USER\n  ADMIN\n}\n"
  }

  private func backend() throws -> any Backend {
    try #require(allBackends.backend(forProvider: "postgresql"))
  }

  @Test("Expressions that the server writes in its own way are planned once")
  func expressionsInTheWordsOfTheServer() throws {
    try plan(try backend(), Self.fields, Self.fields) { $0.isEmpty }
  }

  @Test("Expressions that differ are told apart, though they look alike without casts")
  func expressionsThatDiffer() throws {
    var next = Self.fields
    next[8].1 = "1 + 2 * 3"
    next[13].1 = "'a' || 'b'"
    try plan(try backend(), Self.fields, next) { $0.summary.count == 2 }
  }

  @Test("An expression that the server does not take is planned, and hides no other one")
  func expressionsThatFail() throws {
    var next = Self.fields
    next[6].1 = "nothing()"
    try plan(try backend(), Self.fields, next) { $0.summary.count == 1 }
    next[6].1 = "1); DROP TABLE \\\"T\\\"; --"
    try plan(try backend(), Self.fields, next) { $0.summary.count == 1 }
  }

  @Test("Where the server cannot be asked, expressions of the same words are the same")
  func expressionsOfTheSameWords() throws {
    // A text with escapes or an interval is written as its value.
    let fields = Self.fields.filter { !$0.1.hasPrefix("E'") && !$0.1.contains("hour") }
    let setup = "SET default_transaction_read_only = on"
    try plan(try backend(), fields, fields, setup: setup) { $0.isEmpty }
    var next = fields
    next[0].1 = "now() + interval '2 days'"
    try plan(try backend(), fields, next, setup: setup) { $0.summary.count == 1 }
  }

  private func plan(
    _ backend: some Backend, _ previous: [(String, String)], _ next: [(String, String)],
    setup: String = "", isExpected: (any MigrationPlan) -> Bool
  ) throws {
    try withScratch(backend) { driver, session in
      let first = driver.desiredSchema(for: try datamodel(Self.schema(previous)))
      try session.runScript(
        driver.plan(from: driver.emptySchema, to: first, renames: []).script().text)
      try session.runScript(setup)
      let live = try driver.introspect(session, filter: SchemaFilter())
      let second = driver.desiredSchema(for: try datamodel(Self.schema(next)))
      let plan = driver.plan(
        from: live, to: driver.respelled(second, beside: live, in: session), renames: [])
      let isRight = isExpected(plan)
      #expect(isRight, "\(plan.script().text)")
      #expect(try driver.introspect(session, filter: SchemaFilter()) == live)
      #expect(!session.isInTransaction)
    }
  }
}
