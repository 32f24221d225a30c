import BackendCatalog
import BackendInterface
import DatabaseAccess
import Migration
import SchemaModel
import TestSupport
import Testing

@Suite(.enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct UnfitValueTests {
  @Test("What a change loses or stumbles over is counted; NULL is neither, nor is a wider type")
  func unfitValues() throws {
    let previous = """
      model T {
        id Int @id
        flag Int?
        age String?
        amount String?
        wide Int?
        level Int?
        name String?
        pair String?
        ratio Float?
        code String?
        real String?
        at DateTime? @db.Timestamp(6)
        short String? @db.Uuid
      }
      """
    let next = """
      model T {
        id Int @id
        flag Boolean?
        age Int?
        amount Decimal? @db.Decimal(5, 2)
        wide BigInt?
        level Int @default(7)
        name String? @unique
        pair String?
        ratio Int?
        code String? @db.Uuid
        real Float?
        at DateTime? @db.Timestamp(3)
        short String? @db.VarChar(32)
        @@unique([pair, wide])
      }
      """
    let backend = try #require(allBackends.backend(forProvider: "postgresql"))
    try check(backend, try datamodel(previous), try datamodel(next))
  }

  private func check(
    _ backend: some Backend, _ previous: Datamodel, _ next: Datamodel
  ) throws {
    try withScratch(backend) { driver, session in
      let first = driver.desiredSchema(for: previous)
      let second = driver.desiredSchema(for: next)
      try session.runScript(
        driver.plan(from: driver.emptySchema, to: first, renames: []).script().text)
      try session.runScript(
        """
        INSERT INTO "T" VALUES
          (1, 0, '36', '1.5', 1, 1, 'T', 'a', 1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
            '-1.5e308', '2020-01-01 00:00:00.125', NULL),
          (2, 1, NULL, NULL, 1, NULL, 'T', 'a', NULL, NULL, NULL, NULL, NULL),
          (3, 7, '3.5', '1.234', NULL, 3, 'T', 'a', 1.5, 'a-0eebc999c0b4ef8bb6d6bb9bd380a11',
            '1e400', '2020-01-01 00:00:00.0005', '11111111-1111-1111-1111-111111111111'),
          (4, NULL, '', 'x', NULL, 3, 'U', 'a', 3e9, '', 'x', NULL, NULL),
          (5, NULL, NULL, '999.995', 2, 3, 'U', NULL, 'NaN', NULL, '1e99999', NULL, NULL),
          (6, NULL, '99999999999', '1e9999', 2, 3, 'V', NULL, 2147483647.25, NULL,
            '1e-400', NULL, NULL);
        """)
      let plan = driver.plan(
        from: try driver.introspect(session, filter: SchemaFilter()), to: second, renames: [])
      let report = try DataLossReport(plan.checks, in: session)
      let findings = report.findings.map { finding in
        "\(finding.check.object.name ?? "") \(finding.check.consequence.rawValue) "
          + "\(finding.rows ?? 0)"
      }
      #expect(
        findings == [
          "age unexecutable 3", "amount unexecutable 3", "level unexecutable 1",
          "ratio unexecutable 2", "code unexecutable 2", "real unexecutable 4",
          "short unexecutable 1", "T_name_key unexecutable 5", "T_pair_wide_key unexecutable 2",
          "flag loss 1", "amount loss 2", "ratio loss 2", "at loss 1",
        ])
      try session.runScript("DELETE FROM \"T\" WHERE id > 2; UPDATE \"T\" SET level = 0, name = id")
      try session.runScript("UPDATE \"T\" SET pair = id, flag = flag * 7")
      try driver.run(script: plan.script().text, on: session) { _ throws(DatabaseError) in }
      let again = driver.plan(
        from: try driver.introspect(session, filter: SchemaFilter()), to: second, renames: [])
      #expect(again.isEmpty, "\(again.script().text)")
      let rows = try session.fetch(
        Statement("SELECT flag::text, age::text, amount::text, level::text FROM \"T\" ORDER BY id"))
      #expect((0..<4).map { rows.string(0, $0) } == ["false", "36", "1.50", "0"])
      #expect((0..<4).map { rows.string(1, $0) } == ["true", nil, nil, "0"])
    }
  }

  @Test("Views in the way are named")
  func views() throws {
    let backend = try #require(allBackends.backend(forProvider: "postgresql"))
    try checkViews(backend)
  }

  private func checkViews(_ backend: some Backend) throws {
    try withScratch(backend) { driver, session in
      let schemas = try ["String", "Int"].map {
        driver.desiredSchema(for: try datamodel("model T {\n  id Int @id\n  n \($0)\n}\n"))
      }
      try session.runScript(
        driver.plan(from: driver.emptySchema, to: schemas[0], renames: []).script().text)
      try session.runScript(
        "CREATE VIEW b AS SELECT n FROM \"T\"; CREATE VIEW \"a,c\" AS SELECT n FROM \"T\"")
      let plan = driver.plan(
        from: try driver.introspect(session, filter: SchemaFilter()), to: schemas[1], renames: [])
      let findings = try DataLossReport(plan.checks, in: session).unexecutable
      #expect(findings.map(\.names) == [["a,c", "b"]])
      #expect(findings.allSatisfy { $0.text.hasSuffix("(2 views: `a,c`, `b`)") })
    }
  }
}
