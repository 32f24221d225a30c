import DatabaseAccess

/// A session that writes down the statements on their way to another one.
final class RecordingSession: DatabaseSession {
  private let session: any DatabaseSession
  /// The moment of all requests, in microseconds since 1970: 2030-01-02T03:04:05.678Z.
  static let now: Int64 = 1_893_553_445_678_000
  /// One line a statement, its parameters after it.
  var log = ""

  init(_ session: any DatabaseSession) { self.session = session }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    record(statement)
    return try session.execute(statement)
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    record(statement)
    return try session.fetch(statement)
  }

  private func record(_ statement: Statement) {
    log += statement.sql
    if !statement.parameters.isEmpty {
      log += " -- [\(statement.parameters.map(Self.text).joined(separator: ", "))]"
    }
    log += "\n"
  }

  private static func text(_ value: Value) -> String {
    value == .dateTime(now) ? "now" : "\(value)"
  }

  func runScript(_ sql: String) throws(DatabaseError) { try session.runScript(sql) }

  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    try session.fetchScript(sql)
  }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    log += "BEGIN\n"
    try session.begin(forWriting: forWriting, isolation: isolation)
  }

  func commit() throws(DatabaseError) {
    log += "COMMIT\n"
    try session.commit()
  }

  func rollback() throws(DatabaseError) {
    log += "ROLLBACK\n"
    try session.rollback()
  }

  var isInTransaction: Bool { session.isInTransaction }
  var isOpen: Bool { session.isOpen }
  var interrupter: any Interrupter { session.interrupter }
  func takeNotices() -> [String] { session.takeNotices() }
  func close() { session.close() }
}
