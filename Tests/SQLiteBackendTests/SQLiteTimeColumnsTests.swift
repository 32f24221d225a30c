import DatabaseAccess
import SQLiteBackend
import Testing

struct SQLiteTimeColumnsTests {
  @Test("Columns are told whose texts were compared, each once")
  func notices() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript(
      "CREATE TABLE t (a, b); INSERT INTO t VALUES ('2020-01-01', 1), (1, '2020-01-01')")
    // Where `a` is late, SQLite does not look at `b`.
    let condition = statement("SELECT 1 FROM t WHERE NOT a > 5 AND b > 5", ["a", "b"])
    _ = try session.execute(Statement("UPDATE t SET a = '2020-01-01' WHERE b <> 1"))
    #expect(try session.fetch(condition).isEmpty)
    #expect(session.takeNotices() == [notice("a")])
    _ = try session.execute(Statement("UPDATE t SET a = 1"))
    #expect(try session.fetch(condition).rowCount == 1)
    #expect(session.takeNotices() == [notice("b")])
    #expect(try session.fetch(condition).rowCount == 1)
    #expect(session.takeNotices() == [])
  }

  @Test("A column is compared in the same way in all places of a statement")
  func manyPlaces() throws {
    let session = try SQLiteSession(DatabaseURL(":memory:"))
    try session.runScript("CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1577836800000)")
    let places = Array(repeating: "a <> 1577836800000", count: 300).joined(separator: " OR ")
    let condition = statement("SELECT 1 FROM t WHERE \(places)", ["a"])
    #expect(try session.fetch(condition).isEmpty)
    try session.runScript("UPDATE t SET a = '2020-01-01'")
    #expect(try session.fetch(condition).isEmpty)
    try session.runScript("UPDATE t SET a = '2020-01-02'")
    #expect(try session.fetch(condition).rowCount == 1)
  }

  private func notice(_ column: String) -> String {
    "the column `\(column)` of `t` holds points in time as text; they are compared by a slower "
      + "expression"
  }

  /// A statement that compares points in time wherever it names one of the columns.
  private func statement(_ sql: String, _ columns: Set<String>) -> Statement {
    var statement = Statement(sql)
    var start = 0
    for word in sql.split(separator: " ") {
      if columns.contains(String(word)) {
        statement.comparedTimes.append(
          Statement.ComparedTime(
            table: "t", column: String(word), range: start..<start + word.utf8.count))
      }
      start += word.utf8.count + 1
    }
    return statement
  }
}
