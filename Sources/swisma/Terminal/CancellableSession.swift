import DatabaseAccess

/// A session that stops at the next statement after a signal, once.
///
/// The interrupter ends the statement that is running; this ends the command when the signal comes
/// between two statements. After the first refusal statements pass again: they clean up.
final class CancellableSession: DatabaseSession {
  private let session: any DatabaseSession
  private var hasRefused = false

  /// Wraps a session and registers it for interruption.
  init(_ session: any DatabaseSession) {
    self.session = session
    Interruption.register(session.interrupter)
  }

  private func checkCancellation() throws(DatabaseError) {
    guard !hasRefused, Interruption.pendingSignal != nil else { return }
    hasRefused = true
    throw DatabaseError(.cancelled, "the work was stopped by a signal")
  }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    try checkCancellation()
    return try session.execute(statement)
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    try checkCancellation()
    return try session.fetch(statement)
  }

  func fetch(_ statements: [Statement]) throws(DatabaseError) -> [RowBuffer] {
    try checkCancellation()
    return try session.fetch(statements)
  }

  func runScript(_ sql: String) throws(DatabaseError) {
    try checkCancellation()
    try session.runScript(sql)
  }

  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    try checkCancellation()
    return try session.fetchScript(sql)
  }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    try checkCancellation()
    try session.begin(forWriting: forWriting, isolation: isolation)
  }

  func commit() throws(DatabaseError) {
    try checkCancellation()
    try session.commit()
  }

  func rollback() throws(DatabaseError) { try session.rollback() }
  var isInTransaction: Bool { session.isInTransaction }
  var interrupter: any Interrupter { session.interrupter }
  func close() { session.close() }
}
