import DatabaseAccess
import Dispatch
import PostgresBackend
import TestSupport
import Testing

@Suite(.enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct PostgresSessionTests {
  @Test("Every kind of value goes in and comes back", arguments: ["", "pgbouncer=true"])
  func values(_ parameters: String) throws {
    let session = try PostgresServer.session(parameters)
    let rows = try session.fetch(
      Statement(
        """
        SELECT $1::int, $2::bool, $3::bigint, $4::float8, $5::numeric, $6::text, $7::bytea,
          $8::timestamptz, $9::timestamp, $10::jsonb, $11::uuid, $12::text[], $13::float4, $14::text,
          $15::bytea
        """,
        [
          .null, .boolean(true), .integer(.min), .double(.infinity), .decimal("2.50"),
          .text("ä'\\"), .bytes([0, 255]), .dateTime(1_700_000_000_123_456), .dateTime(-1),
          .json("{\"a\": 1}"), .uuid("00000000-0000-0000-0000-000000000001"),
          .list([.text("a,\"b\\"), .null, .text("NULL")]), .double(0.1), .text(""), .bytes([]),
        ]))
    #expect(
      (0..<rows.columnCount).map { rows.value(0, $0) } == [
        .null, .integer(1), .integer(.min), .double(.infinity), .text("2.50"), .text("ä'\\"),
        .bytes([0, 255]), .dateTime(1_700_000_000_123_456), .dateTime(-1), .text("{\"a\": 1}"),
        .text("00000000-0000-0000-0000-000000000001"),
        .text("{\"a,\\\"b\\\\\",NULL,\"NULL\"}"), .double(0.1), .text(""), .bytes([]),
      ])
    #expect(
      rows.columnTypes == [
        "int4", "bool", "int8", "float8", "numeric", "text", "bytea", "timestamptz", "timestamp",
        "jsonb", "uuid", "text[]", "float4", "text", "bytea",
      ])
  }

  @Test(
    "A session for reading writes no file and runs no program",
    arguments: [
      "COPY (SELECT 1) TO '/tmp/swisma-reading'", "; /* a */ copy (SELECT 1) TO PROGRAM 'true'",
      "DO $$ BEGIN COPY (SELECT 1) TO PROGRAM 'true'; END $$", "CALL a()",
    ])
  func readingWithoutFiles(_ sql: String) throws {
    let session = try PostgresBackend().connectForReading(to: PostgresServer.url())
    defer { session.close() }
    for run in [{ _ = try session.execute($0) }, { _ = try session.fetch($0) }]
      as [(Statement) throws -> Void]
    {
      let error = #expect(throws: DatabaseError.self) { try run(Statement(sql)) }
      #expect(error?.kind == .accessDenied)
      #expect(error?.detail.contains("COPY, DO and CALL") == true)
    }
  }

  @Test(
    "A wrong number of values leaves the session as it is", arguments: ["", "pgbouncer=true"])
  func wrongNumberOfValues(_ parameters: String) throws {
    let session = try PostgresServer.session(parameters)
    let error = #expect(throws: DatabaseError.self) {
      try session.fetch(Statement("SELECT 1", [.integer(5)]))
    }
    #expect(error?.kind == .other)
    #expect(error?.vendorCode == "08P01")
    #expect(error?.detail == "the statement has 0 parameters, 1 values are given")
    try session.begin(forWriting: true, isolation: nil)
    let second = #expect(throws: DatabaseError.self) {
      try session.fetch(Statement("SELECT $1::int, $2::int", [.integer(5)]))
    }
    #expect(second?.detail == "the statement has 2 parameters, 1 values are given")
    try session.rollback()
    #expect(try session.fetch(Statement("SELECT 1")).rowCount == 1)
  }

  @Test(
    "A session for reading changes nothing",
    arguments: [
      ["CREATE TABLE swisma_reading (a int)"],
      ["SET default_transaction_read_only = off", "CREATE TABLE swisma_reading (a int)"],
      ["SET TRANSACTION READ WRITE"], ["BEGIN READ WRITE", "CREATE TABLE swisma_reading (a int)"],
      ["COMMIT", "CREATE TABLE swisma_reading (a int)"],
    ])
  func reading(_ statements: [String]) throws {
    let session = try PostgresBackend().connectForReading(to: PostgresServer.url())
    func run() throws { for sql in statements { _ = try session.fetch(Statement(sql)) } }
    #expect(throws: DatabaseError.self) { try run() }
    #expect(throws: DatabaseError.self) {
      try session.withTransaction(wrap: { $0 }) { () throws(DatabaseError) in
        for sql in statements { _ = try session.fetch(Statement(sql)) }
      }
    }
    let found = try session.fetch(
      Statement("SELECT count(*) FROM pg_class WHERE relname = 'swisma_reading'"))
    #expect(found.integer(0, 0) == 0)
  }

  @Test(
    "Points in time are read in every zone and era",
    arguments: [
      ("UTC", "2024-02-29 12:00:00.5+00", Int64(1_709_208_000_500_000)),
      ("Asia/Kathmandu", "2024-02-29 12:00:00.5+00", 1_709_208_000_500_000),
      ("Europe/Amsterdam", "1900-01-01 00:00:00+00", -2_208_988_800_000_000),
      ("UTC", "0001-01-01 00:00:00+00 BC", -62_167_219_200_000_000),
      ("UTC", "12345-06-07 08:09:10+00", 327_416_976_550_000_000),
    ])
  func times(_ zone: String, _ text: String, _ microseconds: Int64) throws {
    let session = try PostgresServer.session()
    _ = try session.fetch(Statement("SELECT set_config('TimeZone', $1, false)", [.text(zone)]))
    let rows = try session.fetch(
      Statement(
        "SELECT '\(text)'::timestamptz, '\(text)'::timestamptz = $1::timestamptz",
        [.dateTime(microseconds)]))
    #expect(rows.value(0, 0) == .dateTime(microseconds))
    #expect(rows.integer(0, 1) == 1)
  }

  @Test("Infinity is text, because it is no point in time")
  func infinity() throws {
    let rows = try PostgresServer.session().fetch(Statement("SELECT 'infinity'::timestamptz"))
    #expect(rows.value(0, 0) == .text("infinity"))
  }

  @Test("A type of the user's is named")
  func enumerations() throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TYPE pg_temp.mood AS ENUM ('good')")
    let rows = try session.fetch(
      Statement(
        "SELECT $1::pg_temp.mood AS a, ARRAY[$1::pg_temp.mood] AS b", [.enumeration("good")]))
    #expect(rows.columnTypes == ["mood", "mood[]"])
    #expect(rows.enumColumns == [0])
    #expect(rows.columnNames == ["a", "b"])
  }

  @Test("A prepared statement survives a change of its table")
  func changedTable() throws {
    let session = try PostgresServer.session()
    let other = try PostgresServer.session()
    try other.runScript(
      "DROP SCHEMA IF EXISTS changed CASCADE; CREATE SCHEMA changed; CREATE TABLE changed.t (a INT)"
    )
    let query = Statement("SELECT * FROM changed.t WHERE a = $1", [.integer(1)])
    #expect(try session.fetch(query).columnNames == ["a"])
    try other.runScript("ALTER TABLE changed.t ADD COLUMN b INT")
    #expect(try session.fetch(query).columnNames == ["a", "b"])
    try session.runScript("DROP SCHEMA changed CASCADE")
  }

  @Test("The schema of the URL comes first in the search path")
  func searchPath() throws {
    let session = try PostgresServer.session("schema=a%22b&application_name=tests&color=red")
    let rows = try session.fetch(
      Statement("SELECT current_setting('search_path'), current_setting('application_name')"))
    #expect(rows.string(0, 0) == "\"a\"\"b\"")
    #expect(rows.string(0, 1) == "tests")
    let url = try DatabaseURL("postgresql://h/d?color=red&schema=a&sslmod=require")
    #expect(PostgresBackend().ignoredParameters(of: url) == ["color", "sslmod"])
  }

  @Test("A failing script names the place in bytes and leaves nothing behind")
  func scriptPosition() throws {
    let session = try PostgresServer.session()
    let script = "CREATE TEMP TABLE a (b INT); -- é\nSELEC 1"
    let error = #expect(throws: DatabaseError.self) { try session.runScript(script) }
    let position = try #require(error?.position)
    #expect(Array(script.utf8)[position...].elementsEqual("SELEC 1".utf8))
    let missing = #expect(throws: DatabaseError.self) {
      try session.fetch(Statement("SELECT * FROM a"))
    }
    #expect(missing?.kind == .tableNotFound("a"))
  }

  @Test("Committing a failed transaction is an error")
  func failedCommit() throws {
    let session = try PostgresServer.session()
    try session.begin(forWriting: true, isolation: .serializable)
    #expect(throws: DatabaseError.self) { try session.execute(Statement("SELECT 1/0")) }
    #expect(session.isInTransaction)
    let error = #expect(throws: DatabaseError.self) { try session.commit() }
    #expect(error?.vendorCode == "25P02")
    #expect(!session.isInTransaction)
    try session.rollback()
  }

  @Test("A NUL is refused and never cuts a text short")
  func nul() throws {
    let session = try PostgresServer.session()
    let error = #expect(throws: DatabaseError.self) {
      try session.fetch(Statement("SELECT $1::text", [.text("a\0b")]))
    }
    #expect(error?.vendorCode == "22021")
    #expect(throws: DatabaseError.self) { try session.runScript("SELECT 1;\0SELECT 2") }
    #expect(throws: DatabaseError.self) { try session.execute(Statement("SELECT 1\0")) }
  }

  @Test("COPY with the client is refused, and the session goes on")
  func copy() throws {
    let session = try PostgresServer.session()
    #expect(throws: DatabaseError.self) { try session.runScript("COPY pg_class TO STDOUT") }
    #expect(try session.fetch(Statement("SELECT 1")).integer(0, 0) == 1)
    #expect(throws: DatabaseError.self) {
      try session.runScript("CREATE TEMP TABLE c (a INT); COPY c FROM STDIN")
    }
    #expect(try session.fetch(Statement("SELECT 1")).integer(0, 0) == 1)
  }

  @Test("An interrupted statement ends as cancelled, a slow one as timed out")
  func interrupted() throws {
    let session = try PostgresServer.session()
    let interrupter = session.interrupter
    // A queue of its own: other tests may block all threads that tasks run on.
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "interrupting"))
    timer.schedule(deadline: .now(), repeating: .milliseconds(20))
    timer.setEventHandler { interrupter.interrupt() }
    timer.resume()
    let error = #expect(throws: DatabaseError.self) {
      try session.execute(Statement("SELECT pg_sleep(30)"))
    }
    timer.cancel()
    #expect(error?.kind == .cancelled)
    let slow = #expect(throws: DatabaseError.self) {
      try PostgresServer.session("socket_timeout=1").execute(Statement("SELECT pg_sleep(30)"))
    }
    #expect(slow?.kind == .timeout)
  }

  @Test("A session whose server process ends is lost")
  func lost() throws {
    let session = try PostgresServer.session()
    let process = try session.fetch(Statement("SELECT pg_backend_pid()")).value(0, 0)
    let other = try PostgresServer.session()
    _ = try other.fetch(Statement("SELECT pg_terminate_backend($1)", [process]))
    let remaining = Statement("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", [process])
    #expect(other.isOpen)
    while try other.fetch(remaining).integer(0, 0) > 0 {}
    #expect(eventually { !session.isOpen })
    let error = #expect(throws: DatabaseError.self) { try session.fetch(Statement("SELECT 1")) }
    #expect(error?.kind == .connectionLost)
    session.close()
    #expect(throws: DatabaseError.self) { try session.fetch(Statement("SELECT 1")) }
    #expect(!session.isOpen)
  }

  @Test("A script gives points in time with all of their digits, as the server writes them")
  func scriptTimes() throws {
    let session = try PostgresServer.session()
    let rows = try session.fetchScript(
      """
      SELECT '2024-01-01 10:00:00.123456'::timestamp, '0044-03-15 10:00 BC'::timestamp,
        'infinity'::timestamptz; SET TIME ZONE 'UTC'; SELECT '99999-01-01 00:00+02'::timestamptz
      """)
    #expect(rows[0].string(0, 0) == "2024-01-01 10:00:00.123456")
    #expect(rows[0].string(0, 1) == "0044-03-15 10:00:00 BC")
    #expect(rows[0].string(0, 2) == "infinity")
    #expect(rows[1].string(0, 0) == "99998-12-31 22:00:00+00")
  }

  @Test(
    "A statement of a script that fails is found, also where the server names no place",
    arguments: [
      ("SELECT 1;\n-- ; 'x\nSELECT ';';\n  INSERT INTO t VALUES (1);SELECT 2", "INSERT"),
      ("SELECT x FROM no", "no"), ("\n INSERT INTO t VALUES (1)", "INSERT"),
      ("BEGIN; CREATE TABLE u (a int); INSERT INTO t VALUES (1); COMMIT", "INSERT"),
    ])
  func placeInScript(script: String, word: String) throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TEMPORARY TABLE t (x int PRIMARY KEY); INSERT INTO t VALUES (1)")
    let error = #expect(throws: DatabaseError.self) { try session.runScript(script) }
    let start = try #require(script.firstRange(of: word)).lowerBound
    #expect(error?.position == script.utf8.distance(from: script.startIndex, to: start))
  }

  @Test("What the server says of the objects in the way is kept, and its hint to drop them is not")
  func remark() throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TEMPORARY TABLE t (x int); CREATE TEMPORARY VIEW v AS TABLE t")
    let error = #expect(throws: DatabaseError.self) { try session.runScript("DROP TABLE t") }
    #expect(error?.remark == "view v depends on table t")
    #expect(error?.help?.contains("CASCADE") == false)
  }

  @Test("A script gives the rows of every statement that yields rows, as the server splits it")
  func scriptRows() throws {
    let session = try PostgresServer.session()
    let results = try session.fetchScript(
      """
      CREATE TEMPORARY TABLE t (x text); INSERT INTO t VALUES ($a$;$a$);
      SELECT x, 1.5::numeric AS n FROM t; SELECT x FROM t WHERE false; -- ; SELECT 1
      """)
    #expect(results.map(\.columnNames) == [["x", "n"], ["x"]])
    #expect(results.map(\.rowCount) == [1, 0])
    #expect(results[0].string(0, 0) == ";" && results[0].columnTypes == ["text", "numeric"])
    #expect(throws: DatabaseError.self) { try session.fetchScript("SELECT 1; SELECT x FROM no") }
    #expect(throws: DatabaseError.self) { try session.fetchScript("COPY t TO STDOUT; SELECT 1") }
    #expect(try session.fetchScript("SELECT 2 AS a")[0].integer(0, 0) == 2)
  }
}
