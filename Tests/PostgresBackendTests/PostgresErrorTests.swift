import DatabaseAccess
import PostgresBackend
import Testing

struct PostgresErrorTests {
  @Test(
    "No message shows the password",
    arguments: [
      "postgresql://u:canary-1@127.0.0.1:1/d",
      "postgresql://u:canary-1@127.0.0.1:1/d?sslmode=canary",
      "mysql://u:canary-1@h/d",
      "postgresql://u:canary-1@127.0.0.1:1/d?connect_timeout=x",
      "postgresql://u:canary-1@127.0.0.1:1/d?sslmode=require&sslidentity=x&sslpassword=canary-1",
      "postgresql://u:canary-1@127.0.0.1:1/d?host=/no/such/folder",
    ])
  func secrets(_ url: String) throws {
    let url = try DatabaseURL(url)
    let error = #expect(throws: DatabaseError.self) { try PostgresSession(url) }
    let shown = "\(String(describing: error)) \(url)"
    #expect(!shown.contains("canary-1"))
  }

  @Test(
    "A failed connection is sorted by its cause",
    .enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
  func connections() throws {
    var url = try PostgresServer.url()
    url.path = "no_such_database"
    let database = #expect(throws: DatabaseError.self) { try PostgresSession(url) }
    #expect(database?.kind == .databaseNotFound)
    #expect(database?.vendorCode == "3D000")
    #expect(database?.message.contains("3D000") == false)
    url.port = 1
    let port = #expect(throws: DatabaseError.self) { try PostgresSession(url) }
    #expect(port?.kind == .unreachable)
    let tls = #expect(throws: DatabaseError.self) {
      try PostgresServer.session("sslmode=require")
    }
    #expect(tls?.kind == .tls)
    #expect(throws: DatabaseError.self) { try PostgresServer.session("sslmode=perhaps") }
  }

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
    .enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"),
    arguments: [
      Case(
        "INSERT INTO parent VALUES (1, 'x', 'y')",
        .uniqueViolation(columns: ["id"], constraint: "parent_pkey")),
      Case(
        "INSERT INTO parent VALUES (2, 'a', 'b')",
        .uniqueViolation(columns: ["first \"Name\"", "last"], constraint: "parent_names")),
      Case(
        "INSERT INTO parent VALUES (2, 'A', 'c')",
        .uniqueViolation(columns: [], constraint: "parent_lower")),
      Case("INSERT INTO parent VALUES (2, NULL, 'c')", .nullViolation(column: "first \"Name\"")),
      Case("INSERT INTO parent VALUES (2, 'long', 'c')", .checkViolation(constraint: "short")),
      Case("INSERT INTO parent VALUES (2, 'd', 'too long')", .valueTooLong(column: nil)),
      Case("INSERT INTO parent VALUES (99999999999, 'd', 'c')", .valueOutOfRange),
      Case(
        "INSERT INTO child VALUES (2, 9)", .foreignKeyViolation(constraint: "child_parent_fkey")),
      Case("DELETE FROM parent", .foreignKeyViolation(constraint: "child_parent_fkey")),
      Case("DELETE FROM kept", .foreignKeyViolation(constraint: "keeper_kept_fkey")),
      Case("SELECT * FROM missing", .tableNotFound("missing")),
      Case("SELECT missing FROM parent", .columnNotFound("missing")),
      Case("SELECT p.missing FROM parent p", .columnNotFound("p.missing")),
      Case("SELEC 1", .other),
      Case("CREATE DATABASE template1", .databaseExists),
    ])
  func sorted(_ refused: Case) throws {
    let session = try PostgresServer.session()
    try session.runScript(
      #"""
      CREATE TEMP TABLE parent (
        id INTEGER PRIMARY KEY, "first ""Name""" TEXT NOT NULL, last VARCHAR(3),
        CONSTRAINT short CHECK (length("first ""Name""") < 4));
      CREATE UNIQUE INDEX parent_names ON parent ("first ""Name""", last);
      INSERT INTO parent VALUES (1, 'a', 'b');
      CREATE UNIQUE INDEX parent_lower ON parent (lower("first ""Name"""));
      CREATE TEMP TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent);
      INSERT INTO child VALUES (1, 1);
      CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY);
      INSERT INTO kept VALUES (1);
      CREATE TEMP TABLE keeper (kept INTEGER REFERENCES kept ON DELETE RESTRICT);
      INSERT INTO keeper VALUES (1);
      """#)
    let error = #expect(throws: DatabaseError.self) { try session.execute(Statement(refused.sql)) }
    #expect(error?.kind == refused.kind)
  }
}
