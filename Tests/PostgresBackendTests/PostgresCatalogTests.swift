import BackendInterface
import DatabaseAccess
import PostgresBackend
import SQLBackend
import SQLModel
import TestSupport
import Testing

@Suite(.enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct PostgresCatalogTests {
  @Test("A database of any size is described with the same few queries in one round trip")
  func queries() throws {
    var counts: [Int] = []
    for size in [1, 40] {
      let session = try PostgresServer.session("schema=counted")
      try session.begin(forWriting: true, isolation: nil)
      defer { try? session.rollback() }
      try session.runScript("CREATE SCHEMA counted; CREATE TYPE counted.mood AS ENUM ('a', 'b')")
      for number in 0..<size {
        try session.runScript(
          """
          CREATE TABLE counted.t\(number) (id INT PRIMARY KEY, name TEXT UNIQUE, mood counted.mood,
            previous INT REFERENCES counted.t\(max(0, number - 1)), CHECK (id > 0));
          CREATE VIEW counted.v\(number) AS SELECT * FROM counted.t\(number);
          """)
      }
      let counted = CountingSession(session)
      let filter = SchemaFilter(namespaces: ["counted"])
      let schema = try PostgresBackend().schema.introspect(counted, filter: filter)
      #expect(schema.tables.count >= size)
      #expect(counted.roundTrips == 1)
      counts.append(counted.statements)
    }
    #expect(counts[0] == counts[1] && counts[0] <= 10)
  }
}
