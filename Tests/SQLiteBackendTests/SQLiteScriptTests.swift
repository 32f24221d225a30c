import BackendInterface
import DatabaseAccess
import SQLiteBackend
import Testing

struct SQLiteScriptTests {
  private func session(_ script: String) throws -> SQLiteSession {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript(script)
    return session
  }

  private func run(_ script: String, on session: SQLiteSession) throws {
    try SQLiteDialect.run(script: script, on: session) { _ in }
  }

  private func count(_ table: String, _ session: SQLiteSession) throws -> Int64 {
    try session.fetch(Statement("SELECT COUNT(*) FROM \(table)")).integer(0, 0)
  }

  private static let family = """
    CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
    CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p(id) ON DELETE CASCADE);
    INSERT INTO p VALUES (1, 'a'), (2, 'b');
    INSERT INTO c VALUES (1, 1), (2, 2);
    """

  @Test("A script that fails at its end leaves nothing behind")
  func failingScript() throws {
    let session = try session(Self.family)
    let script = "CREATE TABLE x (a);\nDELETE FROM c;\nINSERT INTO nowhere VALUES (1);"
    let error = #expect(throws: DatabaseError.self) { try run(script, on: session) }
    #expect(error?.position.map { $0 >= 34 } == true)
    #expect(try count("c", session) == 2)
    #expect(throws: DatabaseError.self) { try count("x", session) }
    #expect(try session.fetch(Statement("PRAGMA foreign_keys")).integer(0, 0) == 1)
  }

  @Test("A failing record takes the script with it")
  func failingRecord() throws {
    let session = try session(Self.family)
    #expect(throws: DatabaseError.self) {
      try SQLiteDialect.run(script: "DELETE FROM c", on: session) { session throws(DatabaseError) in
        _ = try session.execute(Statement("INSERT INTO nowhere VALUES (1)"))
      }
    }
    #expect(try count("c", session) == 2)
  }

  @Test("Dropping a referenced table with foreign keys off fires no action")
  func dropFiresNothing() throws {
    let session = try session(Self.family)
    try run(
      """
      PRAGMA foreign_keys=OFF;
      CREATE TABLE new_p (id INTEGER PRIMARY KEY, n TEXT, m TEXT);
      INSERT INTO new_p (id, n) SELECT id, n FROM p;
      DROP TABLE p;
      ALTER TABLE new_p RENAME TO p;
      PRAGMA foreign_keys=ON;
      """, on: session)
    #expect(try count("c", session) == 2)
    #expect(try session.fetch(Statement("PRAGMA foreign_key_check")).isEmpty)
  }

  @Test("Deleting rows beside a rebuild still cascades")
  func deletionCascades() throws {
    let session = try session(Self.family)
    try run(
      """
      DELETE FROM p WHERE id = 1;
      PRAGMA foreign_keys=OFF;
      CREATE TABLE new_p (id INTEGER PRIMARY KEY, n TEXT);
      INSERT INTO new_p (id, n) SELECT id, n FROM p;
      DROP TABLE p;
      ALTER TABLE new_p RENAME TO p;
      PRAGMA foreign_keys=ON;
      """, on: session)
    #expect(try count("c", session) == 1)
  }

  @Test("New violations of foreign keys are refused, old ones are not")
  func violations() throws {
    let session = try session(Self.family)
    #expect(throws: DatabaseError.self) {
      try run("PRAGMA foreign_keys=OFF; DELETE FROM p WHERE id = 1;", on: session)
    }
    #expect(try count("p", session) == 2)
    try session.runScript("PRAGMA foreign_keys=OFF; DELETE FROM p; PRAGMA foreign_keys=ON;")
    try run("CREATE TABLE x (a)", on: session)
    #expect(try count("x", session) == 0)
  }

  @Test("A rebuild that loses rows is refused")
  func lostRows() throws {
    let session = try session(
      Self.family + "CREATE TRIGGER t BEFORE DELETE ON c BEGIN SELECT 1; END;")
    // The unique index drops one of the rows without a word.
    let script = """
      CREATE TABLE new_c (id INTEGER PRIMARY KEY, p INTEGER, k INT DEFAULT 1, UNIQUE (k) ON CONFLICT IGNORE);
      INSERT INTO new_c (id, p) SELECT id, p FROM c;
      DROP TABLE c;
      ALTER TABLE new_c RENAME TO c;
      """
    #expect(throws: DatabaseError.self) { try run(script, on: session) }
    #expect(try count("c", session) == 2)
  }

  @Test(
    "What a script does to the rows of the new table itself is meant",
    arguments: [
      ("", "DELETE FROM new_c WHERE id = (SELECT max(id) FROM new_c);", 1),
      ("", "INSERT INTO new_c (p) VALUES (1);", 3),
      ("INSERT INTO new_c (id, p) VALUES (77, 1);", "", 3),
    ])
  func changedRows(before: String, after: String, rows: Int) throws {
    let session = try session(Self.family)
    try run(
      """
      CREATE TABLE new_c (id INTEGER PRIMARY KEY AUTOINCREMENT, p INTEGER, k INT DEFAULT 1);
      \(before)
      INSERT INTO new_c (id, p) SELECT id, p FROM c;
      \(after)
      DROP TABLE c;
      ALTER TABLE new_c RENAME TO c;
      """, on: session)
    #expect(try count("c", session) == rows)
  }

  @Test("Copies that are no rebuilds may leave rows out or have no table as their source")
  func otherCopies() throws {
    let session = try session(Self.family)
    try run(
      """
      CREATE TABLE kept (id INTEGER, p INTEGER UNIQUE ON CONFLICT IGNORE);
      INSERT INTO kept SELECT id, p FROM c;
      INSERT INTO kept WITH v(a, b) AS (VALUES (8, 9)) SELECT a, b FROM v;
      INSERT INTO c (p) SELECT p FROM c;
      """, on: session)
    #expect(try count("c", session) == 4)
  }

  @Test("Views do not stop a rebuild, and triggers come back")
  func viewsAndTriggers() throws {
    let session = try session(
      Self.family + """
        CREATE VIEW v AS SELECT n FROM p;
        CREATE TRIGGER t AFTER INSERT ON p BEGIN INSERT INTO c (p) VALUES (new.id); END;
        """)
    try run(
      """
      CREATE TABLE new_p (id INTEGER PRIMARY KEY, n TEXT, m TEXT);
      INSERT INTO new_p (id, n) SELECT id, n FROM p;
      PRAGMA foreign_keys=OFF;
      DROP TABLE p;
      ALTER TABLE new_p RENAME TO p;
      PRAGMA foreign_keys=ON;
      """, on: session)
    try session.runScript("INSERT INTO p VALUES (3, 'c', 'd')")
    #expect(try count("v", session) == 3)
    #expect(try count("c", session) == 3)
  }

  @Test("Transactions in a script are part of the one around it")
  func transactionControl() throws {
    let session = try session("")
    try run("BEGIN; CREATE TABLE a (b); COMMIT; CREATE TABLE c (d);", on: session)
    #expect(try count("c", session) == 0)
    #expect(!session.isInTransaction)
  }

  @Test("What SQLite refuses in a transaction runs without one")
  func vacuum() throws {
    let session = try session("CREATE TABLE a (b)")
    try run("VACUUM; -- ; comment\nCREATE TABLE c (d);", on: session)
    #expect(try count("c", session) == 0)
  }

  @Test(
    "Semicolons inside of strings, names, comments and triggers end no statement",
    arguments: [
      "CREATE TABLE a (b DEFAULT ';');", "CREATE TABLE a (\"x;y\" INT, [p;q] INT, `r;s` INT)",
      "/* ; */ CREATE TABLE a (b) -- ;",
      "CREATE TABLE a (b); CREATE TRIGGER t AFTER INSERT ON a "
        + "BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 3; END;",
      ";;CREATE TABLE a (b);;", "CREATE TABLE a (b DEFAULT 'it''s; fine')",
    ])
  func splitting(_ script: String) throws {
    let session = try session("")
    try run(script, on: session)
    #expect(try count("a", session) == 0)
  }

  @Test("Resetting leaves nothing, whatever there was")
  func reset() throws {
    let session = try session(
      Self.family + """
        CREATE VIEW v AS SELECT n FROM p;
        CREATE TABLE q (id INTEGER PRIMARY KEY AUTOINCREMENT);
        INSERT INTO q VALUES (NULL);
        CREATE VIRTUAL TABLE f USING fts5(x);
        """)
    try SQLiteDialect.reset(session, filter: SchemaFilter())
    let names = try session.fetch(
      Statement("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))
    #expect(names.isEmpty)
  }
}
