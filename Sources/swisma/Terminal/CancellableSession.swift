import DatabaseAccess

/// A session that stops at the next statement after a signal, once.
///
/// A statement that is running is interrupted; when the signal comes between two statements, the
/// next one is refused. After that statements pass again: they clean up.
final class CancellableSession: DatabaseSession {
  private let session: any DatabaseSession
  private let work: InterruptibleWork
  private var isCleaningUp = false

  /// Wraps a session and registers it for interruption.
  init(_ session: any DatabaseSession) {
    self.session = session
    work = InterruptibleWork(session.interrupter)
    Interruption.register(work)
  }

  private func cancellable<Result>(
    _ body: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    if isCleaningUp { return try body() }
    guard Interruption.pendingSignal == nil else {
      isCleaningUp = true
      throw DatabaseError(.cancelled, "the work was stopped by a signal")
    }
    return try work.run(body)
  }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    try cancellable { () throws(DatabaseError) in try session.execute(statement) }
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    try cancellable { () throws(DatabaseError) in try session.fetch(statement) }
  }

  func fetch(_ statements: [Statement]) throws(DatabaseError) -> [RowBuffer] {
    try cancellable { () throws(DatabaseError) in try session.fetch(statements) }
  }

  func runScript(_ sql: String) throws(DatabaseError) {
    try cancellable { () throws(DatabaseError) in try session.runScript(sql) }
  }

  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    try cancellable { () throws(DatabaseError) in try session.fetchScript(sql) }
  }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    try cancellable { () throws(DatabaseError) in
      try session.begin(forWriting: forWriting, isolation: isolation)
    }
  }

  func commit() throws(DatabaseError) {
    try cancellable { () throws(DatabaseError) in try session.commit() }
  }

  func rollback() throws(DatabaseError) { try session.rollback() }
  var isInTransaction: Bool { session.isInTransaction }
  var isOpen: Bool { session.isOpen }
  var interrupter: any Interrupter { session.interrupter }
  func takeNotices() -> [String] { session.takeNotices() }
  func close() { session.close() }
}
