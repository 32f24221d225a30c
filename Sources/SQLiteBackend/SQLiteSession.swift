import CSQLite
package import DatabaseAccess
import Synchronization

/// A session on one SQLite file, or on a database in memory.
@safe
package final class SQLiteSession: DatabaseSession {
  /// What to do about a file that does not exist.
  package enum Opening: Sendable {
    /// Fails with `.databaseNotFound`.
    case existing
    /// Fails with `.databaseNotFound`; no statement can change the file, nor any attached one.
    case reading
    /// Creates an empty database; its folder must exist.
    case creating
  }

  private let connection: SQLiteInterrupter
  private let isReading: Bool
  private var statements: StatementCache<SQLiteStatement>
  private let timeColumns = SQLiteTimeColumns()
  private let timeFunction = SQLiteTimeFunction()

  /// Opens the database of a URL.
  ///
  /// The parameter `socket_timeout` gives the seconds that a statement waits for the lock of
  /// another process (5 unless said), `statement_cache_size` the number of statements kept
  /// prepared (100 unless said). The journal mode stays as it is in the file; foreign keys are
  /// enforced.
  ///
  /// - Throws: `DatabaseError` of kind `.databaseNotFound` when there is no such file,
  ///   `.accessDenied` when it is there and may not be opened, or may not be created, `.invalidURL`, or
  ///   `.other` for a file that is no SQLite database.
  package init(_ url: DatabaseURL, _ opening: Opening = .existing) throws(DatabaseError) {
    let path = try SQLitePath(url)
    let timeout = try Self.number("socket_timeout", in: url) ?? 5
    let cacheSize = try Self.number("statement_cache_size", in: url) ?? 100
    let access =
      switch opening {
      case .reading: SQLITE_OPEN_READONLY
      case .existing where !path.isMemory: SQLITE_OPEN_READWRITE
      case .existing, .creating: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var handle: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      path.text, &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let handle = unsafe handle else {
      let error = unsafe DatabaseError(SQLiteCode(code), on: handle, sql: nil)
      let number = unsafe sqlite3_system_errno(handle)
      unsafe sqlite3_close_v2(handle)
      throw error.ofOpening(path, isCreating: opening == .creating, systemError: number)
    }
    unsafe connection = SQLiteInterrupter(handle)
    isReading = opening == .reading
    statements = StatementCache(capacity: cacheSize)
    // The first thing of all: every later call may meet another process's lock.
    unsafe sqlite3_busy_timeout(handle, Int32(clamping: timeout.multipliedSaturating(by: 1000)))
    unsafe _ = swisma_sqlite_db_config_int(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1)
    unsafe timeFunction.register(on: handle)
    unsafe SQLiteIntegerFunction.register(on: handle)
    // Reads the file's header, so that a file of another kind is refused here.
    do throws(DatabaseError) { _ = try fetch(Statement("PRAGMA schema_version")) } catch {
      let number = unsafe sqlite3_system_errno(handle)
      close()
      throw error.ofOpening(path, isCreating: opening == .creating, systemError: number)
    }
  }

  deinit { close() }

  private static func number(
    _ name: String, in url: DatabaseURL
  ) throws(DatabaseError) -> Int? {
    guard let text = url.parameter(name) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw DatabaseError(.invalidURL, "`\(name)` in the connection URL is not a whole number")
    }
    return number
  }

  // A handle of `nil` after `close`.
  private func handle() throws(DatabaseError) -> OpaquePointer {
    guard let handle = unsafe connection.handle else {
      throw DatabaseError(.connectionLost, "the session is closed")
    }
    return unsafe handle
  }

  package func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    let database = unsafe try handle()
    let before = unsafe sqlite3_total_changes64(database)
    try with(statement) { prepared throws(SQLiteCode) in try prepared.run() }
    // sqlite3_changes keeps the count of an earlier statement when this one changes no row.
    guard unsafe sqlite3_total_changes64(database) != before else { return 0 }
    return unsafe Int(sqlite3_changes64(database))
  }

  package func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    try with(statement) { prepared throws(SQLiteCode) in
      // What a client asks by itself is known by the types in the table alone.
      try prepared.rows(keepsStoredTimes: statement.keepsStoredTimes) { column, type in
        statement.isRaw
          ? SQLiteTime.isDeclared(type) : statement.timeColumns.contains(column)
      }
    }
  }

  private func with<Result>(
    _ statement: Statement, _ body: (SQLiteStatement) throws(SQLiteCode) -> Result
  ) throws(DatabaseError) -> Result {
    if statement.isRaw,
      SQLiteScript(statement.sql).statements.first?.controlsWholeTransaction == true
    {
      throw .transactionInRawSQL(statement.sql)
    }
    let prepared = try prepared(
      statement.comparedTimes.isEmpty
        ? statement.sql : try timeColumns.text(of: statement, on: self))
    // VACUUM INTO would write a new file, which the opening of this one does not prevent.
    guard !isReading || !statement.isRaw || prepared.isReadOnly else {
      throw DatabaseError(
        .accessDenied, "the statement may write, and only reading is allowed", sql: statement.sql)
    }
    guard prepared.parameterCount == statement.parameters.count else {
      throw DatabaseError(
        .other,
        "the statement has \(prepared.parameterCount) parameters, "
          + "\(statement.parameters.count) values are given", sql: statement.sql)
    }
    defer {
      prepared.reset()
      if statement.isRaw, !prepared.isReadOnly { timeColumns.forget() }
    }
    do throws(SQLiteCode) {
      for (index, value) in statement.parameters.enumerated() {
        try prepared.bind(value, at: index)
      }
      return try body(prepared)
    } catch {
      throw unsafe DatabaseError(error, on: connection.handle, sql: statement.sql)
    }
  }

  private func prepared(_ sql: String) throws(DatabaseError) -> SQLiteStatement {
    if let known = statements.statement(for: sql) { return known }
    var text = SQLiteText(sql)
    guard let prepared = unsafe try text.nextStatement(on: handle(), isKept: true) else {
      var error = DatabaseError(
        .other, "there is no statement in the text", vendorCode: String(SQLITE_MISUSE), sql: sql)
      // What the library says where nothing has failed.
      error.clientDetail = unsafe String(cString: sqlite3_errstr(SQLITE_OK))
      throw error
    }
    // White space and comments may follow, but no second statement that would silently not run.
    let end = text.offset
    if unsafe try text.nextStatement(on: handle(), isKept: false) != nil {
      throw DatabaseError(
        .other, "only one statement at a time can have parameters", sql: sql, position: end)
    }
    _ = statements.insert(prepared, for: sql)
    return prepared
  }

  package func runScript(_ sql: String) throws(DatabaseError) {
    try forEachStatement(of: sql) { prepared throws(SQLiteCode) in try prepared.run() }
  }

  package func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    var results: [RowBuffer] = []
    try forEachStatement(of: sql) { prepared throws(SQLiteCode) in
      let rows = try prepared.rows()
      if rows.columnCount > 0 { results.append(rows) }
    }
    return results
  }

  private func forEachStatement(
    of sql: String, _ body: (SQLiteStatement) throws(SQLiteCode) -> Void
  ) throws(DatabaseError) {
    defer { timeColumns.forget() }
    var text = SQLiteText(sql)
    while true {
      guard let prepared = unsafe try text.nextStatement(on: handle(), isKept: false) else {
        return
      }
      do throws(SQLiteCode) { try body(prepared) } catch {
        throw unsafe DatabaseError(
          error, on: connection.handle, sql: sql, statementStart: text.statementStart)
      }
    }
  }

  /// Sets whether a name in double quotes that nothing has is read as a text, which SQLite does
  /// unless told: <https://sqlite.org/quirks.html#dblquote>.
  func setReadsNamesAsText(_ value: Bool) throws(DatabaseError) {
    let database = unsafe try handle()
    unsafe _ = swisma_sqlite_db_config_int(database, SQLITE_DBCONFIG_DQS_DML, value ? 1 : 0)
  }

  package var isOpen: Bool { unsafe connection.handle != nil }

  package var isInTransaction: Bool {
    guard let handle = unsafe connection.handle else { return false }
    return unsafe sqlite3_get_autocommit(handle) == 0
  }

  package func begin(
    forWriting: Bool, isolation: IsolationLevel?
  ) throws(DatabaseError) {
    guard isolation == nil || isolation == .serializable else {
      throw DatabaseError(
        .other, "SQLite knows only the isolation level `Serializable`",
        help: "leave the isolation level out")
    }
    // A deferred transaction that reads first fails at its first write, without waiting, when
    // another process wrote in between. https://sqlite.org/lang_transaction.html
    _ = try execute(Statement(forWriting ? "BEGIN IMMEDIATE" : "BEGIN"))
  }

  package func commit() throws(DatabaseError) { _ = try execute(Statement("COMMIT")) }

  package func rollback() throws(DatabaseError) {
    // Some errors, such as a full disk, have rolled back already.
    guard isInTransaction else { return }
    // What was looked at may have been of the transaction only.
    defer { timeColumns.forget() }
    _ = try execute(Statement("ROLLBACK"))
  }

  /// The number of rows that the session has changed, triggers and foreign keys included.
  var totalChanges: Int64 {
    guard let handle = unsafe connection.handle else { return 0 }
    return unsafe sqlite3_total_changes64(handle)
  }

  package func takeNotices() -> [String] {
    timeColumns.notices(ofText: timeFunction.columnsOfText)
  }

  package var interrupter: any Interrupter { connection }

  package func close() {
    _ = statements.removeAll()
    connection.close()
  }
}

extension Int {
  fileprivate func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
