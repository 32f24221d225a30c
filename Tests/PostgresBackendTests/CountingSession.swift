import DatabaseAccess

/// Counts what is asked of a session.
final class CountingSession: DatabaseSession {
  private let session: any DatabaseSession
  private(set) var statements = 0
  private(set) var roundTrips = 0

  init(_ session: any DatabaseSession) { self.session = session }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    count(1)
    return try session.execute(statement)
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    count(1)
    return try session.fetch(statement)
  }

  func fetch(_ statements: [Statement]) throws(DatabaseError) -> [RowBuffer] {
    count(statements.count)
    return try session.fetch(statements)
  }

  func runScript(_ sql: String) throws(DatabaseError) {
    count(1)
    try session.runScript(sql)
  }

  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    count(1)
    return try session.fetchScript(sql)
  }

  private func count(_ number: Int) {
    statements += number
    roundTrips += 1
  }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    try session.begin(forWriting: forWriting, isolation: isolation)
  }

  func commit() throws(DatabaseError) { try session.commit() }
  func rollback() throws(DatabaseError) { try session.rollback() }
  var isInTransaction: Bool { session.isInTransaction }
  var isOpen: Bool { session.isOpen }
  var interrupter: any Interrupter { session.interrupter }
  func close() { session.close() }
}
