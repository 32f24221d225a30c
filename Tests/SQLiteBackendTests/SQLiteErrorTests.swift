import DatabaseAccess
import SQLiteBackend
import Testing

struct SQLiteErrorTests {
  private static func terms(_ count: Int) -> String {
    Array(repeating: "1", count: count).joined(separator: ", ")
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let sql: String
    let kind: DatabaseError.Kind
    var testDescription: String { String(sql.prefix(60)) }

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
      Case("SELECT 1 ORDER BY \(terms(3000))", .statementTooLarge),
      Case("SELECT 1 GROUP BY \(terms(3000))", .statementTooLarge),
      Case("SELECT \(terms(3000))", .statementTooLarge),
      Case("SELECT max(\(terms(3000)))", .statementTooLarge),
      Case(
        "SELECT 1 FROM \((0..<65).map { "parent AS p\($0)" }.joined(separator: ", "))",
        .statementTooLarge),
      Case("SELECT zeroblob(2000000000)", .valueTooLong(column: nil)),
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
