import DatabaseAccess
import Glibc

/// A session that writes down the statements on their way to another one.
final class RecordingSession: DatabaseSession {
  private let session: any DatabaseSession
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

  /// The time of the request is another one in each run.
  private static func text(_ value: Value) -> String {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    guard case .dateTime(let microseconds) = value,
      (now.tv_sec - 3600...now.tv_sec).contains(Int(microseconds / 1_000_000))
    else { return "\(value)" }
    return "now"
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
