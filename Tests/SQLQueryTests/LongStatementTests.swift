import BackendInterface
import DatabaseAccess
import PostgresBackend
import SQLQuery
import SQLiteBackend
import TestSupport
import Testing

/// Statements that are long, and what is in names and values, on real databases.
struct LongStatementTests {
  private static let hostile = [
    "`", "\"", "``", "\"\"", "'", "''", "`; DROP TABLE things; --", "\"; DROP TABLE things; --",
    "'; DROP TABLE things; --", "?", "$1", ":a", "\\", "/*", "--", "a.b", "ä \u{1F600}", "%_",
    "[x]",
  ]

  @Test(
    "A chain of any length is written as a tree of bounded depth", arguments: [65, 1_100, 9_000])
  func chains(count: Int) {
    let parts = (0..<count).map { SQLExpression.comparison(.integer($0), .equal, .integer($0)) }
    for rules in products {
      for chain in [SQLExpression.and(parts), .or(parts)] {
        let sql = Written.expression(chain).statement(rules).sql
        // A level halves a chain, until 64 parts stand side by side.
        #expect(depth(of: sql) <= 2 + (count / 64).bitWidth - (count / 64).leadingZeroBitCount)
        #expect(sql.split(separator: " = ").count == count + 1)
      }
    }
  }

  private func depth(of sql: String) -> Int {
    var (depth, greatest) = (0, 0)
    for byte in sql.utf8 {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      greatest = max(greatest, depth)
    }
    return greatest
  }

  @Test("On SQLite long chains and lists run")
  func longOnSQLite() throws { try withSQLite(longStatements) }

  @Test("On PostgreSQL long chains and lists run", .enabled(if: TestPostgres.isAvailable))
  func longOnPostgres() throws { try withPostgres(longStatements) }

  private func longStatements(_ session: any DatabaseSession, _ rules: any SQLTextRules) throws {
    try session.runScript("CREATE TEMPORARY TABLE things (a INTEGER, b INTEGER)")
    try session.runScript("INSERT INTO things VALUES (1, 1), (1099, 7), (5000, 8)")
    let equalities = (0..<1_100).map { column("a").equals($0) }
    let differences = (0..<1_100).map { SQLExpression.not(column("a").equals($0)) }
    let tuples: [[Value]] = (0..<1_100).map { [.integer($0), .integer(7)] }
    let values: [[Value]] = (0..<1_100).map { [.integer($0)] }
    for (filter, found) in [
      (SQLExpression.or(equalities), 2), (.and(differences), 1),
      (.isIn([column("a"), column("b")], rows: tuples, types: [.int, .int]), 1),
      (.isIn([column("a")], rows: values, types: [.int]), 2),
    ] {
      let statement = Written.select(select(where: filter)).statement(rules)
      #expect(try session.fetch(statement).rowCount == found)
    }
  }

  @Test("On SQLite names and values are nothing but names and values")
  func hostileOnSQLite() throws { try withSQLite(hostileTexts) }

  @Test(
    "On PostgreSQL names and values are nothing but names and values",
    .enabled(if: TestPostgres.isAvailable))
  func hostileOnPostgres() throws { try withPostgres(hostileTexts) }

  private func hostileTexts(_ session: any DatabaseSession, _ rules: any SQLTextRules) throws {
    try session.runScript("CREATE TEMPORARY TABLE things (a INTEGER)")
    for (number, name) in Self.hostile.enumerated() {
      let table = TableName(schema: nil, name: "x\(name)")
      // The name as the products themselves quote it.
      let quoted = { (name: String) in "\"\(name.replacing("\"", with: "\"\""))\"" }
      try session.runScript(
        "CREATE TEMPORARY TABLE \(quoted(table.name)) (\(quoted(name)) TEXT PRIMARY KEY, n INTEGER)"
      )
      let named = SQLExpression.column(table: name, name: name)
      let insert = Insert(
        into: table, columns: [name, "n"], rows: [[text(name), self.number(number)]],
        conflict: .update(key: [name], assignments: [SetColumn(name, .excluded(name))]),
        returning: [SelectedColumn(.column(table: nil, name: name), as: name, type: .string)])
      #expect(try texts(session, .insert(insert), rules) == [name])
      for filter in [
        SQLExpression.comparison(named, .equal, text(name)),
        .isIn([named], rows: [[.text(name)], [.text("")]], types: [.string]),
        .isIn([named], rows: (0..<20).map { [.text("\($0)")] } + [[.text(name)]], types: [.string]),
        .isIn(
          [named, .column(table: name, name: "n")],
          rows: [[.text(name), .integer(Int64(number))]], types: [.string, .int]),
      ] {
        let select = Select(
          columns: [SelectedColumn(named, as: name)], from: .table(table, alias: name),
          filter: filter, order: [OrderTerm(named, isDescending: false)], limit: 1)
        #expect(try texts(session, .select(select), rules) == [name], "\(filter)")
      }
      let update = Update(
        table, alias: name, assignments: [SetColumn(name, text("\(name)!"))],
        filter: .comparison(named, .equal, text(name)),
        returning: [SelectedColumn(.column(table: nil, name: name))])
      #expect(try texts(session, .update(update), rules) == ["\(name)!"])
      let delete = Delete(from: table, alias: name, filter: .isNotNull(named))
      #expect(try session.execute(Written.delete(delete).statement(rules)) == 1)
    }
    #expect(try session.fetch(Statement("SELECT * FROM things")).rowCount == 0)
  }

  private func number(_ value: Int) -> SQLExpression { .value(.integer(Int64(value)), .int) }

  private func texts(
    _ session: any DatabaseSession, _ written: Written, _ rules: any SQLTextRules
  ) throws -> [String] {
    let rows = try session.fetch(written.statement(rules))
    return (0..<rows.rowCount).compactMap { rows.string($0, 0) }
  }

  private typealias Body = (any DatabaseSession, any SQLTextRules) throws -> Void

  private func withSQLite(_ body: Body) throws {
    let folder = try TemporaryDirectory()
    let url = try DatabaseURL("file:\(folder.path)/test.db")
    let backend = SQLiteBackend()
    _ = try backend.createDatabase(at: url)
    let session = try backend.connect(to: url)
    defer { session.close() }
    try body(session, SQLiteQueryText())
  }

  private func withPostgres(_ body: Body) throws {
    let url = try DatabaseURL(try #require(TestPostgres.url))
    let session = try PostgresBackend().connect(to: url)
    defer { session.close() }
    try body(session, PostgresQueryText())
  }
}

extension SQLExpression {
  fileprivate func equals(_ number: Int) -> SQLExpression {
    .comparison(self, .equal, .value(.integer(Int64(number)), .int))
  }
}
