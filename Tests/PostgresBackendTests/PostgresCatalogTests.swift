import BackendInterface
import DatabaseAccess
import PostgresBackend
import SQLBackend
import SQLModel
import Testing

@Suite(.enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct PostgresCatalogTests {
  @Test("A database of any size is described with at most ten queries in one round trip")
  func queries() throws {
    let session = CountingSession(try PostgresServer.session())
    try session.begin(forWriting: true, isolation: nil)
    defer { try? session.rollback() }
    for number in 0..<30 {
      try session.runScript("CREATE TABLE counted_\(number) (id INT PRIMARY KEY, name TEXT UNIQUE)")
    }
    let schema = try PostgresBackend().schema.introspect(session, filter: SchemaFilter())
    #expect(schema.tables.count >= 30)
    #expect(session.statements <= 10)
    #expect(session.roundTrips == 1)
  }
}

/// A session that counts what is fetched.
private final class CountingSession: DatabaseSession {
  private let session: any DatabaseSession
  private(set) var statements = 0
  private(set) var roundTrips = 0

  init(_ session: any DatabaseSession) { self.session = session }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    try session.execute(statement)
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    statements += 1
    roundTrips += 1
    return try session.fetch(statement)
  }

  func fetch(_ statements: [Statement]) throws(DatabaseError) -> [RowBuffer] {
    self.statements += statements.count
    roundTrips += 1
    return try session.fetch(statements)
  }

  func runScript(_ sql: String) throws(DatabaseError) { try session.runScript(sql) }

  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] {
    statements += 1
    roundTrips += 1
    return try session.fetchScript(sql)
  }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    try session.begin(forWriting: forWriting, isolation: isolation)
  }

  func commit() throws(DatabaseError) { try session.commit() }
  func rollback() throws(DatabaseError) { try session.rollback() }
  var isInTransaction: Bool { session.isInTransaction }
  var interrupter: any Interrupter { session.interrupter }
  func close() { session.close() }
}
