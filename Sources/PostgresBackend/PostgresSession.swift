import CPostgres
package import DatabaseAccess
import Glibc
import SQLBackend

/// A session on a PostgreSQL server.
@safe
package final class PostgresSession: DatabaseSession {
  let library: LibPQ
  /// The connection; `nil` once closed.
  private var connection: OpaquePointer?
  let canceller: PostgresInterrupter
  private let parameters: PostgresParameters
  var statements: StatementCache<String>
  private var lastStatementNumber = 0
  /// Prepared statements that nobody uses any more, to be dropped on the server.
  private var abandoned: [String] = []
  private var typeNames: [UInt32: String] = [:]
  /// The types among them that are enums.
  private var enumTypes: Set<UInt32> = []
  private var knownMoneyDigits: Int?
  /// The BEGIN of a transaction that the server has not heard of yet: it travels with the first
  /// statement, so that a transaction costs one round trip more than its statements, not two.
  private var pendingBegin: String?

  /// The server's version, 150018 for 15.18.
  package let serverVersion: Int
  /// The first schema of the search path.
  package var schema: String { parameters.schema }

  /// Connects to the server of a URL.
  ///
  /// - Throws: `DatabaseError` of kind `.unreachable`, `.authentication`, `.accessDenied`,
  ///   `.databaseNotFound`, `.tls`, `.invalidURL` or `.driverMissing`.
  package init(_ url: DatabaseURL) throws(DatabaseError) {
    parameters = try PostgresParameters(url)
    library = try LibPQ.loaded.get()
    let connection = unsafe try PostgresConnector(library: library, parameters: parameters)
      .connect()
    unsafe self.connection = connection
    unsafe canceller = PostgresInterrupter(library, connection: connection)
    statements = StatementCache(capacity: parameters.statementCacheSize)
    serverVersion = unsafe Int(library.functions.PQserverVersion(connection))
    do throws(DatabaseError) { try runScript(settings) } catch {
      close()
      throw error
    }
  }

  deinit { close() }

  /// The settings that the reading of results relies on, and the search path, in one round trip.
  ///
  /// Settings in the start packet would not pass every pooler.
  private var settings: String {
    var text =
      "SET search_path = \(Postgres.quote(parameters.schema));"
      + " SET DateStyle = ISO; SET IntervalStyle = postgres; SET bytea_output = hex;"
      // Compiling a filter of hundreds of branches takes a thousand times as long as running it.
      + " SET jit = off; SET standard_conforming_strings = on; SET client_min_messages = warning;"
    // Later servers write the shortest exact digits by themselves.
    if serverVersion < 120_000 { text += " SET extra_float_digits = 3;" }
    if let timeout = parameters.statementTimeout {
      text += " SET statement_timeout = '\(timeout.components.seconds)s';"
    }
    return text
  }

  package func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    try run(statement).changedRows
  }

  package func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    try rows(of: try run(statement))
  }

  /// Copies the rows of a result.
  func rows(
    of result: PostgresResult, showsServerText: Bool = false
  ) throws(DatabaseError) -> RowBuffer {
    let columns = 0..<result.columnCount
    var types: [String] = []
    for column in columns { types.append(try typeName(result.columnType(column))) }
    let holdsMoney = !showsServerText && types.contains { $0 == "money" || $0 == "money[]" }
    var rows = result.rows(
      names: columns.map { result.columnName($0) }, types: types,
      showsServerText: showsServerText, moneyDigits: holdsMoney ? try moneyDigits() : 0)
    rows.enumColumns = Set(
      columns.lazy.filter { self.enumTypes.contains(result.columnType($0)) }.map { Int($0) })
    return rows
  }

  /// The digits of money behind the point, which depend on the locale of the server.
  private func moneyDigits() throws(DatabaseError) -> Int {
    if let knownMoneyDigits { return knownMoneyDigits }
    let rows = try fetch(Statement("SELECT 1::money::text"))
    let digits = rows.bytes(0, 0).count { (48...57).contains($0) }
    knownMoneyDigits = digits - 1
    return digits - 1
  }

  private func typeName(_ oid: UInt32) throws(DatabaseError) -> String {
    if let name = PostgresTypeNames.name(oid) ?? typeNames[oid] { return name }
    // https://www.postgresql.org/docs/current/catalog-pg-type.html
    let result = try run(
      Statement(
        """
        SELECT COALESCE(element.typname || '[]', type.typname), type.typtype = 'e'
        FROM pg_catalog.pg_type type
        LEFT JOIN pg_catalog.pg_type element
          ON element.oid = type.typelem AND type.typcategory = 'A'
        WHERE type.oid = $1::oid
        """, [.integer(Int64(oid))]))
    let rows = result.rows(
      names: ["name", "isEnum"], types: ["", ""], showsServerText: true, moneyDigits: 0)
    let name = rows.isEmpty ? "" : rows.string(0, 0) ?? ""
    if !rows.isEmpty, rows.scalarBoolean(0, 1) == true { enumTypes.insert(oid) }
    typeNames[oid] = name
    return name
  }

  // https://www.postgresql.org/docs/current/limits.html
  private static let maximumParameters = 65535

  /// The parameters of a statement in the form that libpq takes.
  func parameters(of statement: Statement) throws(DatabaseError) -> PostgresText {
    let text = PostgresText(statement.parameters)
    guard !text.holdsNUL, !statement.sql.utf8.contains(0) else {
      throw DatabaseError(
        .other, "a text holds a NUL character, which PostgreSQL cannot store",
        vendorCode: "22021", sql: statement.sql)
    }
    guard statement.parameters.count <= Self.maximumParameters else {
      throw DatabaseError(
        .statementTooLarge,
        "the statement has \(statement.parameters.count) values; PostgreSQL takes "
          + "\(Self.maximumParameters)", sql: statement.sql)
    }
    return text
  }

  func run(_ statement: Statement) throws(DatabaseError) -> PostgresResult {
    if statement.isRaw, PostgresScript.controlsWholeTransaction(statement.sql) {
      throw .transactionInRawSQL(statement.sql)
    }
    // One result a statement.
    guard pendingBegin == nil else { return try results(of: [statement])[0] }
    let text = try parameters(of: statement)
    guard statements.capacity > 0 else { return try runUnprepared(statement.sql, text) }
    let isKnown = statements.statement(for: statement.sql) != nil
    do throws(DatabaseError) { return try runPrepared(statement.sql, text) } catch {
      guard isKnown, !isInTransaction, error.isInvalidPreparation else { throw error }
      abandon(statements.remove(statement.sql).map { [$0] } ?? [])
      return try runPrepared(statement.sql, text)
    }
  }

  private func runUnprepared(
    _ sql: String, _ text: PostgresText
  ) throws(DatabaseError) -> PostgresResult {
    let connection = unsafe try openConnection()
    let library = library
    return unsafe try check(
      text.withPointers { values in
        unsafe library.functions.PQexecParams(
          connection, sql, Int32(clamping: values.count), nil, values.baseAddress, nil, nil, 0)
      }, sql)
  }

  private func runPrepared(
    _ sql: String, _ text: PostgresText
  ) throws(DatabaseError) -> PostgresResult {
    let name = try prepared(sql)
    let connection = unsafe try openConnection()
    let library = library
    return unsafe try check(
      text.withPointers { values in
        unsafe library.functions.PQexecPrepared(
          connection, name, Int32(clamping: values.count), values.baseAddress, nil, nil, 0)
      }, sql)
  }

  private func prepared(_ sql: String) throws(DatabaseError) -> String {
    if let name = statements.statement(for: sql) { return name }
    try dropAbandoned()
    let name = nextStatementName()
    let connection = unsafe try openConnection()
    _ = unsafe try check(library.functions.PQprepare(connection, name, sql, 0, nil), sql)
    abandon(statements.insert(name, for: sql))
    return name
  }

  func nextStatementName() -> String {
    lastStatementNumber += 1
    return "swisma\(lastStatementNumber)"
  }

  /// Has prepared statements dropped on the server at the next occasion.
  func abandon(_ names: [String]) { abandoned += names }

  func dropAbandoned() throws(DatabaseError) {
    // In a failed transaction the server refuses every statement; then they wait.
    guard !abandoned.isEmpty, transactionStatus != SWISMA_TRANSACTION_FAILED else { return }
    let names = abandoned
    abandoned = []
    try runScript(names.map { "DEALLOCATE \($0)" }.joined(separator: ";"), keepsStatements: true)
  }

  package func runScript(_ sql: String) throws(DatabaseError) {
    try runScript(sql, keepsStatements: false)
  }

  package func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    var results: [PostgresResult] = []
    try run(sql, keepsStatements: false) { results.append($0) }
    var buffers: [RowBuffer] = []
    for result in results where result.status == Int(SWISMA_TUPLES_OK) {
      buffers.append(try rows(of: result, showsServerText: true))
    }
    return buffers
  }

  func runScript(_ sql: String, keepsStatements: Bool) throws(DatabaseError) {
    try run(sql, keepsStatements: keepsStatements) { _ in }
  }

  /// Runs the statements of a text and hands over the result of each.
  ///
  /// - Throws: The first error, at the place that the server names or the start of its statement.
  private func run(
    _ sql: String, keepsStatements: Bool, _ receive: (PostgresResult) -> Void
  ) throws(DatabaseError) {
    if let begin = takePendingBegin() { try runScript(begin, keepsStatements: true) }
    let connection = unsafe try prepareForScript(sql, keepsStatements: keepsStatements)
    guard unsafe library.functions.PQsendQuery(connection, sql) == 1 else {
      throw DatabaseError(.connectionLost, "the connection to the server is lost", sql: sql)
    }
    var successes = 0
    var failure: DatabaseError?
    // Nothing follows the last result, also after an error.
    while let handle = unsafe library.functions.PQgetResult(connection) {
      let result = unsafe PostgresResult(library, handle)
      do throws(DatabaseError) {
        receive(try check(result, sql))
        successes += 1
      } catch {
        failure = failure ?? error
      }
    }
    guard var failure else { return }
    if failure.position == nil {
      failure.position = PostgresScript(sql).start(ofStatement: successes)
    }
    throw failure
  }

  private func prepareForScript(
    _ sql: String, keepsStatements: Bool
  ) throws(DatabaseError) -> OpaquePointer {
    guard !sql.utf8.contains(0) else {
      throw DatabaseError(.other, "there is a NUL character in the SQL text", sql: sql)
    }
    // A script may change tables under the prepared statements, and inside a transaction that
    // could not be repaired by preparing them anew.
    if !keepsStatements { abandon(statements.removeAll()) }
    return unsafe try openConnection()
  }

  /// Turns what is no success into an error.
  private func check(
    _ handle: OpaquePointer?, _ sql: String
  ) throws(DatabaseError) -> PostgresResult {
    guard let handle = unsafe handle else {
      throw isOpen
        ? DatabaseError(.other, "there is no memory for a result", sql: sql)
        : DatabaseError(.connectionLost, "the connection to the server is lost", sql: sql)
    }
    return try check(unsafe PostgresResult(library, handle), sql)
  }

  private func check(
    _ result: PostgresResult, _ sql: String
  ) throws(DatabaseError) -> PostgresResult {
    let wasInterrupted = canceller.takeInterruption()
    guard !result.isSuccess else { return result }
    // COPY waits for the client, which has nothing to say; PQexec ends it first.
    if result.isCopy, let connection = unsafe connection {
      unsafe library.functions.PQclear(library.functions.PQexec(connection, ""))
    }
    throw error(of: result, sql, wasInterrupted: wasInterrupted)
  }

  /// What is wrong with a result that is no success.
  func error(of result: PostgresResult, _ sql: String, wasInterrupted: Bool) -> DatabaseError {
    guard !result.isCopy else {
      return DatabaseError(
        .other, "COPY from or to the client is not possible here", sql: sql,
        help: "use INSERT statements, or psql for this file")
    }
    var error = DatabaseError(result, sql: sql, wasInterrupted: wasInterrupted)
    if let connection = unsafe connection, unsafe library.functions.PQstatus(connection) != 0 {
      error.kind = .connectionLost
    }
    return error
  }

  func openConnection() throws(DatabaseError) -> OpaquePointer {
    guard let connection = unsafe connection else {
      throw DatabaseError(.connectionLost, "the session is closed")
    }
    return unsafe connection
  }

  var transactionStatus: Int {
    guard let connection = unsafe connection else { return SWISMA_TRANSACTION_IDLE }
    return unsafe Int(library.functions.PQtransactionStatus(connection))
  }

  package var isOpen: Bool {
    guard let connection = unsafe connection else { return false }
    // What a server says to a session without a statement is a notice, or its end: first the
    // reason, then the end of the stream.
    var socket = pollfd(
      fd: unsafe library.functions.PQsocket(connection), events: Int16(POLLIN), revents: 0)
    while unsafe poll(&socket, 1, 0) > 0 {
      guard unsafe library.functions.PQconsumeInput(connection) != 0 else { return false }
    }
    return unsafe library.functions.PQstatus(connection) == Int32(SWISMA_CONNECTION_OK)
  }

  package var isInTransaction: Bool {
    pendingBegin != nil || transactionStatus != SWISMA_TRANSACTION_IDLE
  }

  /// The BEGIN that waits for a statement; the caller sends it.
  func takePendingBegin() -> String? {
    defer { pendingBegin = nil }
    return pendingBegin
  }

  package func begin(
    forWriting: Bool, isolation: IsolationLevel?
  ) throws(DatabaseError) {
    let level =
      switch isolation {
      case nil: ""
      case .readUncommitted: " ISOLATION LEVEL READ UNCOMMITTED"
      case .readCommitted: " ISOLATION LEVEL READ COMMITTED"
      case .repeatableRead: " ISOLATION LEVEL REPEATABLE READ"
      case .serializable: " ISOLATION LEVEL SERIALIZABLE"
      case .snapshot:
        throw DatabaseError(
          .other, "PostgreSQL has no isolation level `Snapshot`", help: "use `RepeatableRead`")
      }
    pendingBegin = "BEGIN" + level
  }

  package func commit() throws(DatabaseError) {
    guard takePendingBegin() == nil else { return }
    let connection = unsafe try openConnection()
    let result = unsafe try check(library.functions.PQexec(connection, "COMMIT"), "COMMIT")
    // The server answers COMMIT of a failed transaction with ROLLBACK and no error.
    guard result.commandTag != "ROLLBACK" else {
      throw DatabaseError(
        .other, "the transaction was rolled back because a statement in it had failed",
        vendorCode: "25P02")
    }
  }

  package func rollback() throws(DatabaseError) {
    guard takePendingBegin() == nil, isInTransaction else { return }
    try runScript("ROLLBACK", keepsStatements: true)
  }

  package var interrupter: any Interrupter { canceller }

  /// There is nothing that the server does not say by itself.
  package func takeNotices() -> [String] { [] }

  package func close() {
    canceller.close()
    if let connection = unsafe connection { unsafe library.functions.PQfinish(connection) }
    unsafe connection = nil
  }
}
