import DatabaseAccess

/// A session whose every statement is in a read-only transaction.
///
/// A setting of the session would not do: a statement could set it back. A read-only transaction
/// stays one once it has run a query.
/// <https://www.postgresql.org/docs/current/sql-set-transaction.html>
final class PostgresReadingSession: DatabaseSession {
  private let session: PostgresSession

  init(_ session: PostgresSession) { self.session = session }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    try refuseFiles(statement)
    return try reading { () throws(DatabaseError) in try session.execute(statement) }
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    try refuseFiles(statement)
    return try reading { () throws(DatabaseError) in try session.fetch(statement) }
  }

  /// Refuses what a read-only transaction allows though it may write files or run programs: COPY,
  /// and blocks of code, which may hold one.
  private func refuseFiles(_ statement: Statement) throws(DatabaseError) {
    guard PostgresScript.mayWriteFiles(statement.sql) else { return }
    throw DatabaseError(
      .accessDenied, "COPY, DO and CALL are not run where only reading is allowed",
      sql: statement.sql)
  }

  func runScript(_ sql: String) throws(DatabaseError) { throw Self.refusal(of: sql) }

  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    throw Self.refusal(of: sql)
  }

  private static func refusal(of script: String) -> DatabaseError {
    DatabaseError(
      .accessDenied, "a script is not run where only reading is allowed", sql: script,
      help: "run its statements one by one")
  }

  private func reading<Result>(
    _ body: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    guard !session.isInTransaction else { return try body() }
    try begin(forWriting: false, isolation: nil)
    let result: Result
    do throws(DatabaseError) { result = try body() } catch {
      try? session.rollback()
      throw error
    }
    try session.rollback()
    return result
  }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    try session.begin(forWriting: forWriting, isolation: isolation)
    do throws(DatabaseError) { try session.runScript("SET TRANSACTION READ ONLY; SELECT 1") } catch
    {
      try? session.rollback()
      throw error
    }
  }

  func commit() throws(DatabaseError) { try session.commit() }
  func rollback() throws(DatabaseError) { try session.rollback() }
  var isInTransaction: Bool { session.isInTransaction }
  var isOpen: Bool { session.isOpen }
  var interrupter: any Interrupter { session.interrupter }
  func takeNotices() -> [String] { session.takeNotices() }
  func close() { session.close() }
}
