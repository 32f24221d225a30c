package import DatabaseAccess

/// Counts what is asked of a session.
package final class CountingSession: DatabaseSession {
  private let session: any DatabaseSession
  package private(set) var statements = 0
  package private(set) var roundTrips = 0

  package init(_ session: any DatabaseSession) { self.session = session }

  package func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    count(1)
    return try session.execute(statement)
  }

  package func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    count(1)
    return try session.fetch(statement)
  }

  package func fetch(_ statements: [Statement]) throws(DatabaseError) -> [RowBuffer] {
    count(statements.count)
    return try session.fetch(statements)
  }

  package func runScript(_ sql: String) throws(DatabaseError) {
    count(1)
    try session.runScript(sql)
  }

  package func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    count(1)
    return try session.fetchScript(sql)
  }

  private func count(_ number: Int) {
    statements += number
    roundTrips += 1
  }

  package func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    try session.begin(forWriting: forWriting, isolation: isolation)
  }

  package func commit() throws(DatabaseError) { try session.commit() }
  package func rollback() throws(DatabaseError) { try session.rollback() }
  package var isInTransaction: Bool { session.isInTransaction }
  package var isOpen: Bool { session.isOpen }
  package var interrupter: any Interrupter { session.interrupter }
  package func takeNotices() -> [String] { session.takeNotices() }
  package func close() { session.close() }
}
