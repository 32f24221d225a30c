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
    let session = try PostgresServer.session()
    try session.begin(forWriting: true, isolation: nil)
    defer { try? session.rollback() }
    for number in 0..<30 {
      try session.runScript("CREATE TABLE counted_\(number) (id INT PRIMARY KEY, name TEXT UNIQUE)")
    }
    let counted = CountingSession(session)
    let schema = try PostgresBackend().schema.introspect(counted, filter: SchemaFilter())
    #expect(schema.tables.count >= 30)
    #expect(counted.statements <= 10)
    #expect(counted.roundTrips == 1)
  }
}
