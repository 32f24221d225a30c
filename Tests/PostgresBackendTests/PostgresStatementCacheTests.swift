import DatabaseAccess
import PostgresBackend
import Testing

/// What a session leaves prepared on the server.
@Suite(.enabled(if: PostgresServer.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct PostgresStatementCacheTests {
  /// The statements that the server has prepared for a session, but for this question.
  private func prepared(_ session: PostgresSession) throws -> [String] {
    let question = "SELECT statement FROM pg_prepared_statements ORDER BY prepare_time, name"
    let rows = try session.fetch(Statement(question))
    return (0..<rows.rowCount).compactMap { rows.string($0, 0) }.filter { $0 != question }
  }

  @Test("A repeated statement is prepared once, alone and in batches")
  func once() throws {
    let session = try PostgresServer.session()
    let (sum, next) = ("SELECT $1::int + 1", "SELECT $1::int + 2")
    for number in Int64(0)..<3 {
      let answer = try session.fetch(Statement(sum, [.integer(number)]))
      #expect(answer.integer(0, 0) == number + 1)
    }
    #expect(try prepared(session) == [sum])
    for number in Int64(0)..<3 {
      let batch = [sum, next, next].map { Statement($0, [.integer(number)]) }
      let answers = try session.fetch(batch).map { $0.integer(0, 0) }
      #expect(answers == [number + 1, number + 2, number + 2])
      _ = try session.execute(batch[1])
    }
    #expect(try prepared(session) == [sum, next])
  }

  @Test(
    "Behind a pooler nothing stays prepared",
    arguments: ["pgbouncer=true", "statement_cache_size=0"])
  func pooler(_ parameters: String) throws {
    let session = try PostgresServer.session(parameters)
    for _ in 0..<3 {
      _ = try session.fetch(Statement("SELECT $1::int", [.integer(1)]))
      _ = try session.fetch([Statement("SELECT 1"), Statement("SELECT $1::int", [.integer(1)])])
    }
    let rows = try session.fetch(Statement("SELECT count(*) FROM pg_prepared_statements"))
    #expect(rows.integer(0, 0) == 0)
  }

  @Test("Statements beyond the size of the cache are dropped on the server, the oldest first")
  func size() throws {
    let session = try PostgresServer.session("statement_cache_size=3")
    for number in 0..<10 { _ = try session.fetch(Statement("SELECT \(number)")) }
    #expect(try Array(prepared(session).suffix(2)) == ["SELECT 8", "SELECT 9"])
    #expect(try prepared(session).count <= 3)
  }
}
