import BackendInterface
import DatabaseAccess
import PostgresBackend
import SQLBackend
import SQLModel
import Testing

/// What depends on a table or a column is named before a change fails on it.
@Suite(.enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct PostgresDependentTests {
  private let backend = PostgresBackend()

  private static let definition = """
    CREATE TABLE a (id int PRIMARY KEY, x int, y int, z int, w int, free int,
      g int GENERATED ALWAYS AS (x * 2) STORED, CHECK (w > z));
    CREATE TABLE b (id int PRIMARY KEY, n int, a_id int REFERENCES a, own serial);
    CREATE VIEW v AS SELECT y FROM a;
    CREATE VIEW counted AS SELECT count(*) FROM b;
    CREATE MATERIALIZED VIEW mv AS SELECT w FROM a;
    CREATE VIEW vv AS SELECT * FROM mv;
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
    CREATE TRIGGER tx AFTER UPDATE OF x ON a FOR EACH ROW EXECUTE FUNCTION f();
    CREATE TRIGGER tw AFTER UPDATE ON a FOR EACH ROW WHEN (new.y > 1) EXECUTE FUNCTION f();
    CREATE TRIGGER tb AFTER UPDATE ON b FOR EACH ROW EXECUTE FUNCTION f();
    CREATE POLICY p ON a USING (z > 0);
    CREATE POLICY pb ON b USING (n IN (SELECT z FROM a));
    CREATE RULE rb AS ON INSERT TO b DO ALSO INSERT INTO a (id, x) VALUES (1, 1);
    CREATE FUNCTION of_row(a) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE TABLE rows_of_a (id int PRIMARY KEY, r a);
    CREATE STATISTICS st ON x, z FROM a;
    CREATE INDEX ix ON a ((y + z));
    CREATE TABLE shares (id int PRIMARY KEY, k int DEFAULT nextval('b_own_seq'));
    """

  private func withScratch(_ body: (any DatabaseSession) throws -> Void) throws {
    try backend.withScratchDatabase(
      beside: try PostgresServer.url(), shadowURL: nil, namespaces: [], wrap: { $0 as any Error }
    ) { session in
      try session.runScript(Self.definition)
      try body(session)
    }
  }

  private func findings(
    of change: (inout SQLSchema<Postgres>) -> Void, in session: any DatabaseSession
  ) throws -> [String] {
    let previous = try backend.schema.introspect(session, filter: SchemaFilter())
    var next = previous
    change(&next)
    return try backend.schema.plan(from: previous, to: next, renames: []).checks.compactMap {
      check in
      guard let count = check.count, check.unit != "row" else { return nil }
      let rows = try session.fetch(count)
      guard rows.integer(0, 0) > 0 else { return nil }
      return "\(check.unit)s: \((rows.string(0, 1) ?? "").replacing("\n", with: ", "))"
    }
  }

  private func isRefused(_ statement: String, in session: any DatabaseSession) throws -> Bool {
    try session.begin(forWriting: true, isolation: nil)
    defer { try? session.rollback() }
    do throws(DatabaseError) { try session.runScript(statement) } catch { return true }
    return false
  }

  @Test("Everything that keeps a column from being dropped or changed is named, and nothing else")
  func columns() throws {
    let dropped = [
      "id": [
        "things: rule rb on table b"
      ],
      "x": [
        "things: default value for column g of table a, rule rb on table b, trigger tx on table a"
      ],
      "y": ["views: v", "things: trigger tw on table a"],
      "z": ["things: policy p on table a, policy pb on table b"],
      "w": ["views: mv"], "free": [],
    ]
    try withScratch { session in
      for (column, expected) in dropped.sorted(by: { $0.key < $1.key }) {
        let found = try findings(
          of: { schema in
            for table in schema.tables.indices where schema.tables[table].name.name == "a" {
              schema.tables[table].columns.removeAll { $0.name == column }
              if column == "id" { schema.tables[table].primaryKey = nil }
            }
            for table in schema.tables.indices { schema.tables[table].foreignKeys = [] }
          }, in: session)
        #expect(found == expected, "dropped \(column)")
        let retyped = try findings(
          of: { schema in
            for table in schema.tables.indices where schema.tables[table].name.name == "a" {
              for index in schema.tables[table].columns.indices
              where schema.tables[table].columns[index].name == column {
                schema.tables[table].columns[index].type = PostgresType(.builtin(.bigInt, []))
              }
            }
          }, in: session)
        let statement = "ALTER TABLE a ALTER COLUMN \(column) TYPE bigint"
        // Rows of the whole table are changed with it.
        let others =
          expected.last.map { $0.hasPrefix("things") ? ", " + $0.dropFirst(8) : "" } ?? ""
        let retypedExpectation =
          expected.filter { $0.hasPrefix("views") } + [
            "things: column r of table rows_of_a" + others
          ]
        let isKey = column == "id"
        #expect(try isKey || isRefused(statement, in: session) == !retyped.isEmpty, "\(column)")
        #expect(retyped == retypedExpectation, "retyped \(column)")
        let drop = "ALTER TABLE a DROP COLUMN \(column)"
        #expect(try isKey || isRefused(drop, in: session) == !found.isEmpty, "\(column)")
      }
    }
  }

  @Test("What a table's sequence numbers elsewhere, and what uses its rows, is named")
  func tables() throws {
    try withScratch { session in
      let own = try findings(
        of: { schema in
          for table in schema.tables.indices where schema.tables[table].name.name == "b" {
            schema.tables[table].columns.removeAll { $0.name == "own" }
          }
        }, in: session)
      #expect(own == ["things: default value for column k of table shares"])
      let found = try findings(
        of: { schema in schema.tables.removeAll { ["a", "b"].contains($0.name.name) } },
        in: session)
      #expect(
        found == [
          "views: mv, v",
          "things: column r of table rows_of_a, function of_row(a), policy pb on table b, "
            + "rule rb on table b",
          "triggers: tw, tx", "rules: p", "views: counted",
          "things: default value for column k of table shares", "triggers: tb", "rules: pb, rb",
        ])
    }
  }

  @Test("What goes in the same change is in nobody's way")
  func together() throws {
    try withScratch { session in
      try session.runScript(
        "DROP RULE rb ON b; DROP TRIGGER tx ON a; CREATE TABLE child () INHERITS (shares)")
      let found = try findings(
        of: { schema in
          schema.tables.removeAll { ["shares", "child"].contains($0.name.name) }
          for table in schema.tables.indices where schema.tables[table].name.name == "a" {
            schema.tables[table].columns.removeAll { ["x", "g"].contains($0.name) }
          }
        }, in: session)
      #expect(found.isEmpty, "\(found)")
    }
  }
}
