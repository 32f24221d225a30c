import BackendInterface
import DatabaseAccess
import PostgresBackend
import Testing

@Suite(.enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct PostgresPipelineTests {
  @Test("Statements in one batch are answered in order", arguments: ["", "pgbouncer=true"])
  func order(_ parameters: String) throws {
    let session = try PostgresServer.session(parameters)
    for round in 0..<3 {
      let answers = try session.fetch([
        Statement("SELECT $1::int AS a", [.integer(Int64(round))]),
        Statement("SELECT 'x'::text WHERE false"),
        Statement("SELECT g FROM generate_series(1, 3) AS g"),
        Statement("SELECT $1::int AS a", [.integer(7)]),
      ])
      #expect(answers.map(\.rowCount) == [1, 0, 3, 1])
      #expect(answers[0].integer(0, 0) == Int64(round))
      #expect(answers[3].integer(0, 0) == 7)
      #expect(answers[1].columnTypes == ["text"])
    }
    #expect(try session.fetch([]).isEmpty)
    #expect(try session.fetch([Statement("SELECT 1")]).count == 1)
  }

  @Test("The first failure of a batch is told, and the session goes on")
  func failure() throws {
    let session = try PostgresServer.session()
    let error = #expect(throws: DatabaseError.self) {
      try session.fetch([
        Statement("SELECT 1"), Statement("SELECT * FROM missing_table"), Statement("SELECT 1/0"),
      ])
    }
    #expect(error?.kind == .tableNotFound("missing_table"))
    #expect(error?.sql == "SELECT * FROM missing_table")
    #expect(!session.isInTransaction)
    let divided = #expect(throws: DatabaseError.self) {
      try session.fetch([Statement("SELECT 1/$1::int", [.integer(0)]), Statement("SELECT 2")])
    }
    #expect(divided?.vendorCode == "22012")
    let answers = try session.fetch([Statement("SELECT 1"), Statement("SELECT 2")])
    #expect(answers[1].integer(0, 0) == 2)
  }

  @Test(
    "A batch is one transaction, which statements sent one by one would not be",
    arguments: ["", "pgbouncer=true"])
  func oneTransaction(_ parameters: String) throws {
    let session = try PostgresServer.session(parameters)
    try session.runScript("CREATE TEMP TABLE undone (a INT)")
    let transaction = Statement("SELECT txid_current()")
    let numbers = try session.fetch([transaction, transaction, transaction]).map {
      $0.integer(0, 0)
    }
    #expect(Set(numbers).count == 1)
    #expect(try session.fetch(transaction).integer(0, 0) != numbers[0])
    let insertion = Statement("INSERT INTO undone VALUES (1)")
    #expect(throws: DatabaseError.self) {
      try session.fetch([insertion, Statement("SELECT 1/$1::int", [.integer(0)])])
    }
    let count = Statement("SELECT count(*) FROM undone")
    #expect(try session.fetch(count).integer(0, 0) == 0)
    #expect(try session.fetch([insertion, count])[1].integer(0, 0) == 1)
  }

  @Test("A batch in a transaction is undone with it alone")
  func insideTransaction() throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TEMP TABLE inside (a INT)")
    try session.begin(forWriting: true, isolation: nil)
    let transaction = Statement("SELECT txid_current()")
    let first = try session.fetch(transaction).integer(0, 0)
    let answers = try session.fetch([transaction, Statement("INSERT INTO inside VALUES (1)")])
    #expect(answers[0].integer(0, 0) == first)
    try session.rollback()
    #expect(try session.fetch(Statement("SELECT * FROM inside")).isEmpty)
  }

  @Test("A batch survives a change of the tables under its prepared statements")
  func changedTable() throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TEMP TABLE batch (a INT)")
    let batch = [Statement("SELECT * FROM batch"), Statement("SELECT 1")]
    #expect(try session.fetch(batch)[0].columnNames == ["a"])
    _ = try session.execute(Statement("ALTER TABLE batch ADD COLUMN b INT"))
    #expect(try session.fetch(batch)[0].columnNames == ["a", "b"])
  }

  @Test(
    "A transaction begins with its first statement, whatever that is",
    arguments: ["", "pgbouncer=true"])
  func lazyBegin(_ parameters: String) throws {
    let session = try PostgresServer.session(parameters)
    try session.runScript("CREATE TEMP TABLE lazy (a INT)")
    let insertion = Statement("INSERT INTO lazy VALUES (1)")
    let count = Statement("SELECT count(*) FROM lazy")
    let first: [() throws -> Void] = [
      {}, { _ = try session.execute(insertion) }, { _ = try session.fetch(insertion) },
      { _ = try session.fetch([insertion, insertion]) },
      { try session.runScript("INSERT INTO lazy VALUES (1)") },
      { _ = try session.fetchScript("INSERT INTO lazy VALUES (1) RETURNING a") },
    ]
    for (number, run) in first.enumerated() {
      try session.begin(forWriting: true, isolation: .serializable)
      #expect(session.isInTransaction)
      try run()
      let level = try session.fetch(Statement("SHOW transaction_isolation")).string(0, 0)
      #expect(level == "serializable", "\(number)")
      try session.rollback()
      #expect(!session.isInTransaction)
      #expect(try session.fetch(count).integer(0, 0) == 0, "\(number)")
    }
    try session.begin(forWriting: true, isolation: nil)
    try session.commit()
    #expect(!session.isInTransaction)
    try session.begin(forWriting: true, isolation: nil)
    #expect(try session.execute(insertion) == 1)
    try session.commit()
    #expect(try session.fetch(count).integer(0, 0) == 1)
  }

  @Test("A first statement that fails leaves the transaction to be rolled back")
  func lazyBeginFails() throws {
    let session = try PostgresServer.session()
    try session.begin(forWriting: true, isolation: nil)
    #expect(throws: DatabaseError.self) { try session.fetch(Statement("SELECT 1/0")) }
    #expect(session.isInTransaction)
    try session.rollback()
    #expect(!session.isInTransaction)
    #expect(try session.fetch(Statement("SELECT 1")).integer(0, 0) == 1)
  }

  @Test("A transaction begins over a change of the table under its prepared statement")
  func lazyBeginOverChange() throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TEMP TABLE moved (a INT)")
    let rows = Statement("SELECT * FROM moved")
    _ = try session.fetch(rows)
    _ = try session.execute(Statement("ALTER TABLE moved ADD COLUMN b INT"))
    try session.begin(forWriting: true, isolation: nil)
    #expect(try session.fetch(rows).columnNames == ["a", "b"])
    #expect(session.isInTransaction)
    try session.commit()
  }

  @Test("A lost connection is told as lost, in a batch too")
  func lost() throws {
    let session = try PostgresServer.session()
    let process = try session.fetch(Statement("SELECT pg_backend_pid()")).value(0, 0)
    _ = try PostgresServer.session().fetch(Statement("SELECT pg_terminate_backend($1)", [process]))
    let error = #expect(throws: DatabaseError.self) {
      try session.fetch([Statement("SELECT 1"), Statement("SELECT 2")])
    }
    #expect(error?.kind == .connectionLost)
  }

  private static let copies = [
    "COPY pg_class TO STDOUT", "copy(SELECT 1) TO STDOUT",
    " -- all\n/* of */ ; Copy copied FROM STDIN",
  ]

  @Test("COPY with the client is refused in a batch, and the session goes on", arguments: copies)
  func copy(_ sql: String) throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TEMP TABLE copied (a INT)")
    let error = #expect(throws: DatabaseError.self) {
      try session.fetch([Statement(sql), Statement("SELECT 2")])
    }
    #expect(error?.message == "COPY from or to the client is not possible here")
    #expect(session.isOpen && !session.isInTransaction)
    #expect(try session.fetch([Statement("SELECT 1"), Statement("SELECT 2")]).count == 2)
  }

  @Test(
    "COPY with the client is refused as the first statement of a transaction, which can be ended",
    arguments: copies, ["", "pgbouncer=true"])
  func lazyBeginOfCopy(_ sql: String, _ parameters: String) throws {
    let session = try PostgresServer.session(parameters)
    try session.runScript("CREATE TEMP TABLE copied (a INT)")
    try session.begin(forWriting: true, isolation: nil)
    let error = #expect(throws: DatabaseError.self) { try session.execute(Statement(sql)) }
    #expect(error?.message == "COPY from or to the client is not possible here")
    #expect(session.isInTransaction)
    try session.rollback()
    #expect(session.isOpen && !session.isInTransaction)
    try session.runScript("INSERT INTO copied VALUES (1)")
    #expect(try session.fetch(Statement("SELECT * FROM copied")).rowCount == 1)
  }

  @Test("A COPY of the server's own files is run in a batch and as the first of a transaction")
  func copyOfServer() throws {
    let session = try PostgresServer.session()
    try session.runScript("CREATE TEMP TABLE copied (a INT)")
    let copy = Statement("COPY copied FROM PROGRAM 'echo 7'")
    _ = try session.fetch([copy, Statement("SELECT 1")])
    try session.begin(forWriting: true, isolation: nil)
    #expect(try session.execute(copy) == 1)
    try session.commit()
    #expect(try session.fetch(Statement("SELECT * FROM copied")).rowCount == 2)
  }
}
