import DatabaseAccess
import Dispatch
import FoundationEssentials
import Glibc
import SQLiteBackend
import Synchronization
import Testing

/// A folder that is gone with its last reference.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: "swisma-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func session(
    _ name: String = "dev.db", _ parameters: String = ""
  ) throws -> SQLiteSession {
    try SQLiteSession(DatabaseURL("file:./\(name)\(parameters)", baseDirectory: path), .creating)
  }
}

struct SQLiteSessionTests {
  @Test("A relative path is taken from the base directory")
  func relativePath() throws {
    let folder = try TemporaryFolder()
    let session = try folder.session("sub.db")
    try session.runScript("CREATE TABLE a (b)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/sub.db"))
  }

  @Test("A missing file is reported and not created")
  func missingFile() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: DatabaseError.self) {
      try SQLiteSession(DatabaseURL("file:none.db", baseDirectory: folder.path))
    }
    #expect(error?.kind == .databaseNotFound)
    #expect(error?.message == "the database file \(folder.path)/none.db does not exist")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/none.db"))
  }

  @Test(
    "A session for reading changes nothing",
    arguments: [
      "INSERT INTO a VALUES (1)", "DELETE FROM a RETURNING b", "CREATE TABLE c (d)",
      "PRAGMA user_version = 3",
    ])
  func reading(_ sql: String) throws {
    let folder = try TemporaryFolder()
    try folder.session().runScript("CREATE TABLE a (b); INSERT INTO a VALUES (7)")
    let session = try SQLiteBackend().connectForReading(
      to: DatabaseURL("file:dev.db", baseDirectory: folder.path))
    #expect(throws: DatabaseError.self) { try session.fetch(Statement(sql)) }
    _ = try? session.fetch(Statement("PRAGMA query_only = 0"))
    #expect(throws: DatabaseError.self) { try session.runScript(sql) }
    #expect(try session.fetch(Statement("SELECT b FROM a")).integer(0, 0) == 7)
  }

  @Test("A file of another kind is refused")
  func otherFile() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "not a database\n", count: 100)
    try Data(text.utf8).write(to: URL(filePath: folder.path + "/dev.db"))
    let error = #expect(throws: DatabaseError.self) { try folder.session() }
    #expect(error?.vendorCode == "26")
    #expect(error?.message == "the file \(folder.path)/dev.db is not a SQLite database")
  }

  @Test("A file that another process creates at the same time was not there, or is opened")
  func createdMeanwhile() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/dev.db"
    let url = try DatabaseURL("file:dev.db", baseDirectory: folder.path)
    let ends = Atomic(false)
    let other = DispatchQueue(label: "creating")
    other.async {
      while !ends.load(ordering: .relaxed) {
        close(unsafe open(file, O_CREAT | O_WRONLY, 0o600))
        unsafe unlink(file)
      }
    }
    for _ in 0..<5_000 {
      do throws(DatabaseError) { try SQLiteSession(url).close() } catch {
        #expect(error.kind == .databaseNotFound, "\(error.message)")
      }
    }
    ends.store(true, ordering: .relaxed)
    other.sync {}
  }

  @Test("What is in the way of a file is said")
  func unopenedFile() throws {
    let folder = try TemporaryFolder()
    let backend = SQLiteBackend()
    let other = try DatabaseURL("file:.", baseDirectory: folder.path)
    let isFolder = #expect(throws: DatabaseError.self) { try backend.createDatabase(at: other) }
    #expect(isFolder?.kind == .invalidURL)
    #expect(isFolder?.message.contains("names a folder") == true)
    let deep = try DatabaseURL("file:none/dev.db", baseDirectory: folder.path)
    let noFolder = #expect(throws: DatabaseError.self) { try backend.createDatabase(at: deep) }
    #expect(
      noFolder?.message
        == "the database file \(folder.path)/none/dev.db cannot be created: its folder does not exist"
    )
    // Not even the superuser creates files there.
    let system = try DatabaseURL("file:/proc/dev.db")
    let refused = #expect(throws: DatabaseError.self) { try backend.createDatabase(at: system) }
    #expect(
      refused?.message.hasPrefix("the database file /proc/dev.db cannot be created: ") == true)
  }

  @Test("Every kind of value is stored in Prisma's form")
  func valuesAreStored() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    let values: [Value] = [
      .null, .boolean(true), .integer(.min), .double(1.5), .decimal("2.50"), .text("ä\0b"),
      .text(""), .bytes([0, 255]), .bytes([]), .dateTime(-1), .dateTime(1_700_000_000_123_456),
      .json("{}"), .enumeration("A"), .uuid("00000000-0000-0000-0000-000000000000"),
    ]
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    let kinds = values.map { _ in "typeof(?)" }.joined(separator: ", ")
    let types = try session.fetch(Statement("SELECT \(kinds)", values))
    #expect(
      (0..<values.count).map { types.string(0, $0) } == [
        "null", "integer", "integer", "real", "real", "text", "text", "blob", "blob", "integer",
        "integer", "text", "text", "text",
      ])
    let rows = try session.fetch(Statement("SELECT \(marks)", values))
    #expect(
      (0..<values.count).map { rows.value(0, $0) } == [
        .null, .integer(1), .integer(.min), .double(1.5), .double(2.5), .text("ä\0b"), .text(""),
        .bytes([0, 255]), .bytes([]), .integer(-1), .integer(1_700_000_000_123), .text("{}"),
        .text("A"), .text("00000000-0000-0000-0000-000000000000"),
      ])
  }

  @Test("Columns carry their names and declared types, also after a change of the table")
  func columns() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript("CREATE TABLE t (a INTEGER, b DATETIME)")
    let query = Statement("SELECT *, 1 AS one FROM t")
    let before = try session.fetch(query)
    #expect(before.columnNames == ["a", "b", "one"])
    #expect(before.columnTypes == ["INTEGER", "DATETIME", ""])
    try session.runScript("ALTER TABLE t ADD COLUMN c DECIMAL")
    #expect(try session.fetch(query).columnNames == ["a", "b", "c", "one"])
  }

  @Test("The number of changed rows is that of the statement alone")
  func changedRows() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    #expect(try session.execute(Statement("CREATE TABLE t (a)")) == 0)
    #expect(try session.execute(Statement("INSERT INTO t VALUES (1), (2)")) == 2)
    #expect(try session.execute(Statement("UPDATE t SET a = 3 WHERE a = 9")) == 0)
    #expect(try session.execute(Statement("CREATE TABLE u (a)")) == 0)
  }

  @Test("A failing script says where, and keeps what came before")
  func scriptPosition() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    let script = "CREATE TABLE a (b);\n-- remark\nCREATE TABL c (d);\nCREATE TABLE e (f);"
    let error = #expect(throws: DatabaseError.self) { try session.runScript(script) }
    let position = try #require(error?.position)
    #expect(Array(script.utf8)[position...].starts(with: "TABL ".utf8))
    #expect(try session.fetch(Statement("SELECT name FROM sqlite_schema")).rowCount == 1)
  }

  @Test("Triggers with semicolons and a last statement without one run")
  func scriptWithTrigger() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript(
      """
      CREATE TABLE a (b); CREATE TRIGGER t AFTER INSERT ON a BEGIN
        UPDATE a SET b = 1; UPDATE a SET b = b + 1; END;
      ;; /* c */ INSERT INTO a VALUES (7) -- the end
      """)
    #expect(try session.fetch(Statement("SELECT b FROM a")).integer(0, 0) == 2)
  }

  @Test("A second statement beside parameters is refused")
  func oneStatement() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    #expect(throws: DatabaseError.self) {
      try session.execute(Statement("CREATE TABLE a (b); DROP TABLE a"))
    }
    #expect(throws: DatabaseError.self) { try session.fetch(Statement("SELECT ?", [])) }
    #expect(throws: DatabaseError.self) { try session.execute(Statement(" -- nothing")) }
    #expect(throws: DatabaseError.self) { try session.runScript("SELECT 1;\0DROP TABLE a") }
  }

  @Test("A transaction that is rolled back leaves nothing")
  func rollback() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript("CREATE TABLE a (b)")
    try session.begin(forWriting: true, isolation: nil)
    #expect(session.isInTransaction)
    _ = try session.execute(Statement("INSERT INTO a VALUES (1)"))
    try session.rollback()
    #expect(!session.isInTransaction)
    try session.rollback()
    #expect(try session.fetch(Statement("SELECT * FROM a")).isEmpty)
  }

  @Test("A closed session refuses work")
  func closed() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    session.close()
    session.close()
    session.interrupter.interrupt()
    let error = #expect(throws: DatabaseError.self) { try session.fetch(Statement("SELECT 1")) }
    #expect(error?.kind == .connectionLost)
  }

  @Test("A lock held by another session ends in a timeout")
  func busy() throws {
    let folder = try TemporaryFolder()
    let first = try folder.session()
    try first.runScript("CREATE TABLE a (b)")
    try first.begin(forWriting: true, isolation: nil)
    let second = try folder.session("dev.db", "?socket_timeout=0")
    let error = #expect(throws: DatabaseError.self) {
      try second.begin(forWriting: true, isolation: nil)
    }
    #expect(error?.kind == .timeout)
  }

  @Test("Statements wait five seconds for a lock unless the URL says otherwise")
  func busyTimeout() throws {
    let folder = try TemporaryFolder()
    func timeout(_ parameters: String) throws -> Int64? {
      try folder.session("dev.db", parameters).fetch(Statement("PRAGMA busy_timeout")).integer(0, 0)
    }
    #expect(try timeout("") == 5_000)
    #expect(try timeout("?socket_timeout=7") == 7_000)
    #expect(try timeout("?socket_timeout=0") == 0)
  }

  @Test("Opening waits for a lock too")
  func openingWaits() throws {
    let folder = try TemporaryFolder()
    let first = try folder.session()
    try first.runScript("CREATE TABLE a (b); BEGIN EXCLUSIVE")
    #expect(throws: DatabaseError.self) { try folder.session("dev.db", "?socket_timeout=0") }
    let url = try DatabaseURL("file:dev.db?socket_timeout=600", baseDirectory: folder.path)
    let isOpened = Atomic(false)
    let opening = DispatchQueue(label: "opening")
    opening.async {
      isOpened.store((try? SQLiteSession(url)) != nil, ordering: .relaxed)
    }
    usleep(200_000)
    try first.runScript("COMMIT")
    opening.sync {}
    let isOpen = isOpened.load(ordering: .relaxed)
    #expect(isOpen)
  }

  @Test("The journal mode of a file stays as it is", arguments: ["wal", "delete", "truncate"])
  func journalMode(_ mode: String) throws {
    let folder = try TemporaryFolder()
    let question = Statement("PRAGMA journal_mode")
    let first = try folder.session()
    try first.runScript("CREATE TABLE a (b); PRAGMA journal_mode = \(mode)")
    #expect(try first.fetch(question).string(0, 0) == mode)
    first.close()
    let second = try folder.session()
    try second.runScript("INSERT INTO a VALUES (1)")
    // Only WAL is a fact of the file; all others are of a session, whose default is DELETE.
    #expect(try second.fetch(question).string(0, 0) == (mode == "wal" ? "wal" : "delete"))
  }

  @Test(
    "SQL of a client writes no file where only reading is allowed",
    arguments: ["VACUUM INTO 'copy.db'", "ATTACH 'copy.db' AS copy", "DELETE FROM a"])
  func readingWithoutFiles(_ sql: String) throws {
    let folder = try TemporaryFolder()
    try folder.session().runScript("CREATE TABLE a (b)")
    let url = try DatabaseURL("file:./dev.db", baseDirectory: folder.path)
    let session = try SQLiteSession(url, .reading)
    var statement = Statement(sql.replacing("copy.db", with: folder.path + "/copy.db"))
    statement.isRaw = true
    let error = #expect(throws: DatabaseError.self) { try session.execute(statement) }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/copy.db"))
    #expect(sql.hasPrefix("ATTACH") || error?.kind == .accessDenied)
    statement.sql = "SELECT * FROM a"
    #expect(try session.fetch(statement).isEmpty)
  }

  @Test("An interrupted statement ends as cancelled")
  func interrupted() async throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    let interrupter = session.interrupter
    let interrupting = Task.detached {
      while !Task.isCancelled {
        interrupter.interrupt()
        await Task.yield()
      }
    }
    let endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    let error = #expect(throws: DatabaseError.self) { try session.fetch(Statement(endless)) }
    interrupting.cancel()
    #expect(error?.kind == .cancelled)
  }
}
