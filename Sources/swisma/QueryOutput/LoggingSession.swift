import DatabaseAccess

/// A session that writes every statement with its duration to a stream; parameters are not shown.
final class LoggingSession: DatabaseSession {
  private let session: any DatabaseSession
  private let stream: TextStream

  /// Wraps a session.
  init(_ session: any DatabaseSession, to stream: TextStream) {
    self.session = session
    self.stream = stream
  }

  private func timed<Result>(
    _ sql: String, _ body: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    defer {
      let (seconds, attoseconds) = (clock.now - start).components
      let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
      let fraction = "\(microseconds % 1000)"
      let zeros = String(repeating: "0", count: 3 - fraction.count)
      stream.writeLine(
        stream.style.dim("\(microseconds / 1000).\(zeros)\(fraction) ms  ") + sql)
    }
    return try body()
  }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    try timed(statement.sql) { () throws(DatabaseError) in try session.execute(statement) }
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    try timed(statement.sql) { () throws(DatabaseError) in try session.fetch(statement) }
  }

  func runScript(_ sql: String) throws(DatabaseError) {
    try timed(sql) { () throws(DatabaseError) in try session.runScript(sql) }
  }

  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    try timed(sql) { () throws(DatabaseError) in try session.fetchScript(sql) }
  }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    try timed("BEGIN") { () throws(DatabaseError) in
      try session.begin(forWriting: forWriting, isolation: isolation)
    }
  }

  func commit() throws(DatabaseError) {
    try timed("COMMIT") { () throws(DatabaseError) in try session.commit() }
  }

  func rollback() throws(DatabaseError) {
    try timed("ROLLBACK") { () throws(DatabaseError) in try session.rollback() }
  }

  var isInTransaction: Bool { session.isInTransaction }
  var isOpen: Bool { session.isOpen }
  var interrupter: any Interrupter { session.interrupter }
  func takeNotices() -> [String] { session.takeNotices() }
  func close() { session.close() }
}
