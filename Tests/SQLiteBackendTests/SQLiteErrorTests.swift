import DatabaseAccess
import SQLiteBackend
import Testing

struct SQLiteErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let sql: String
    let kind: DatabaseError.Kind
    var testDescription: String { sql }

    init(_ sql: String, _ kind: DatabaseError.Kind) {
      self.sql = sql
      self.kind = kind
    }
  }

  @Test(
    "A refusal is sorted by its cause",
    arguments: [
      Case(
        "INSERT INTO parent VALUES (1, 'x', 'y')",
        .uniqueViolation(columns: ["id"], constraint: nil)),
      Case(
        "INSERT INTO parent VALUES (2, 'a', 'b')",
        .uniqueViolation(columns: ["first", "last"], constraint: nil)),
      Case(
        "INSERT INTO parent VALUES (2, 'A', 'c')",
        .uniqueViolation(columns: [], constraint: "parent_lower")),
      Case("INSERT INTO parent VALUES (2, NULL, 'c')", .nullViolation(column: "first")),
      Case("INSERT INTO parent VALUES (2, 'long', 'c')", .checkViolation(constraint: "short")),
      Case("INSERT INTO child VALUES (2, 9)", .foreignKeyViolation(constraint: nil)),
      Case("DELETE FROM parent", .foreignKeyViolation(constraint: nil)),
      Case("SELECT * FROM missing", .tableNotFound("missing")),
      Case("SELECT missing FROM parent", .columnNotFound("missing")),
      Case("INSERT INTO parent (missing) VALUES (1)", .columnNotFound("parent.missing")),
      Case("SELEC 1", .other),
    ])
  func sorted(_ refused: Case) throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript(
      """
      CREATE TABLE parent (
        id INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT,
        CONSTRAINT short CHECK (length(first) < 4));
      CREATE UNIQUE INDEX parent_lower ON parent (lower(first));
      CREATE UNIQUE INDEX parent_names ON parent (first, last);
      CREATE TABLE child (
        id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent ON DELETE RESTRICT);
      INSERT INTO parent VALUES (1, 'a', 'b');
      INSERT INTO child VALUES (1, 1);
      """)
    let error = #expect(throws: DatabaseError.self) { try session.execute(Statement(refused.sql)) }
    #expect(error?.kind == refused.kind)
  }
}
