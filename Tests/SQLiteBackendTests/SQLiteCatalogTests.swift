import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel
import SQLiteBackend
import TestSupport
import Testing

struct SQLiteCatalogTests {
  @Test("A database of any size is described with five queries", arguments: [1, 40])
  func queries(size: Int) throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    for number in 0..<size {
      try session.runScript(
        """
        CREATE TABLE t\(number) (id INTEGER PRIMARY KEY, name TEXT UNIQUE CHECK (name <> ''),
          previous INT REFERENCES t\(max(0, number - 1)), twice AS (id * 2));
        CREATE INDEX i\(number) ON t\(number) (previous DESC, name COLLATE NOCASE);
        CREATE VIEW v\(number) AS SELECT * FROM t\(number);
        CREATE TRIGGER w\(number) AFTER INSERT ON t\(number) BEGIN SELECT 1; END;
        """)
    }
    let counted = CountingSession(session)
    let schema = try SQLiteBackend().schema.introspect(counted, filter: SchemaFilter())
    #expect(schema.tables.count == size && schema.views.count == size)
    #expect(counted.statements == 5)
  }

  @Test("A view over a table that is gone keeps no other from being described")
  func brokenView() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE gone (id INTEGER PRIMARY KEY);
      CREATE VIEW first AS SELECT name, id FROM t;
      CREATE VIEW broken AS SELECT id FROM gone;
      CREATE VIEW last AS SELECT id FROM t;
      DROP TABLE gone;
      """)
    let schema = try SQLiteBackend().schema.introspect(session, filter: SchemaFilter())
    #expect(schema.views.map { $0.columns.map(\.name) } == [["name", "id"], [], ["id"]])
  }
}
