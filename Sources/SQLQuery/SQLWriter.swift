package import DatabaseAccess

/// Writes statements as text with their bound parameters.
///
/// Identifiers are always quoted and values always bound: nothing from outside becomes SQL text.
package struct SQLWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var parameters: [Value] = []
  private var comparedTimes: [Statement.ComparedTime] = []
  package let rules: any SQLTextRules

  package init(_ rules: any SQLTextRules) { self.rules = rules }

  package var statement: Statement {
    var statement = Statement(String(decoding: bytes, as: UTF8.self), parameters)
    statement.comparedTimes = comparedTimes
    return statement
  }

  /// Writes SQL of our own.
  package mutating func write(_ sql: StaticString) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: sql.utf8Start, count: sql.utf8CodeUnitCount))
  }

  package mutating func write(integer: Int) { bytes.append(contentsOf: String(integer).utf8) }

  package mutating func write(identifier name: String) {
    let quote = rules.identifierQuote
    bytes.append(quote)
    for byte in name.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  package mutating func write(_ table: TableName) {
    if let schema = table.schema {
      write(identifier: schema)
      write(".")
    }
    write(identifier: table.name)
  }

  /// Writes a column that holds points in time and remembers where.
  mutating func writeTime(
    of table: String, _ column: SQLExpression, _ name: String, isOrdered: Bool
  ) {
    let start = bytes.count
    write(column)
    comparedTimes.append(
      Statement.ComparedTime(
        table: table, column: name, range: start..<bytes.count, isOrdered: isOrdered))
  }

  /// Binds a value and writes its placeholder.
  package mutating func bind(_ value: Value, type: ColumnType = .unknown) {
    parameters.append(value)
    let rules = rules
    rules.writePlaceholder(parameters.count, for: value, type: type, to: &self)
  }

  /// Writes elements with a separator between them.
  package mutating func list<Element>(
    _ elements: [Element], separator: StaticString = ", ",
    _ body: (Element, inout SQLWriter) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { write(separator) }
      body(element, &self)
    }
  }

  package mutating func write(_ select: Select) {
    let rules = rules
    write("SELECT ")
    if !select.distinctOn.isEmpty {
      write("DISTINCT ON (")
      list(select.distinctOn) { $1.write($0) }
      write(") ")
    }
    if select.columns.isEmpty { write("1") }
    list(select.columns) { $1.write($0) }
    write(" FROM ")
    write(select.from)
    for join in select.joins {
      if let condition = join.condition {
        write(" JOIN ")
        write(join.source)
        write(" ON ")
        write(condition)
      } else {
        write(" CROSS JOIN ")
        write(join.source)
      }
    }
    writeFilter(select.filter)
    if !select.groupBy.isEmpty {
      write(" GROUP BY ")
      list(select.groupBy) { $1.write($0) }
    }
    if let having = select.having {
      write(" HAVING ")
      write(having)
    }
    if !select.order.isEmpty {
      write(" ORDER BY ")
      list(select.order) { $1.write($0) }
    }
    if select.limit != nil || select.offset > 0 {
      rules.writePage(limit: select.limit, offset: select.offset, to: &self)
    }
  }

  package mutating func write(_ insert: Insert) {
    write("INSERT INTO ")
    write(insert.table)
    if insert.columns.isEmpty {
      write(" DEFAULT VALUES")
    } else {
      write(" (")
      list(insert.columns) { $1.write(identifier: $0) }
      write(") VALUES ")
      list(insert.rows) { row, writer in
        writer.write("(")
        writer.list(row) { $1.write($0) }
        writer.write(")")
      }
    }
    switch insert.conflict {
    case .fail: break
    case .skip: write(" ON CONFLICT DO NOTHING")
    case .update(let key, let assignments):
      write(" ON CONFLICT (")
      list(key) { $1.write(identifier: $0) }
      write(") DO UPDATE SET ")
      list(assignments) { $1.write($0) }
    }
    writeReturning(insert.returning)
  }

  package mutating func write(_ update: Update) {
    write("UPDATE ")
    write(update.table)
    write(" AS ")
    write(identifier: update.alias)
    write(" SET ")
    list(update.assignments) { $1.write($0) }
    writeFilter(update.filter)
    writeReturning(update.returning)
  }

  package mutating func write(_ delete: Delete) {
    write("DELETE FROM ")
    write(delete.table)
    write(" AS ")
    write(identifier: delete.alias)
    writeFilter(delete.filter)
    writeReturning(delete.returning)
  }

  private mutating func write(_ column: SelectedColumn) {
    let rules = rules
    rules.writeSelected(column.expression, type: column.type, to: &self)
    guard let alias = column.alias else { return }
    write(" AS ")
    write(identifier: alias)
  }

  private mutating func write(_ source: TableSource) {
    switch source {
    case .table(let name, let alias):
      write(name)
      write(" AS ")
      write(identifier: alias)
    case .query(let select, let alias):
      write("(")
      write(select)
      write(") AS ")
      write(identifier: alias)
    }
  }

  private mutating func write(_ assignment: SetColumn) {
    write(identifier: assignment.column)
    write(" = ")
    write(assignment.value)
  }

  private mutating func write(_ term: OrderTerm) {
    write(term.expression)
    write(term.isDescending ? " DESC" : " ASC")
    switch term.nulls {
    case .first: write(" NULLS FIRST")
    case .last: write(" NULLS LAST")
    case nil: break
    }
  }

  private mutating func writeFilter(_ filter: SQLExpression?) {
    guard let filter else { return }
    write(" WHERE ")
    write(filter)
  }

  private mutating func writeReturning(_ columns: [SelectedColumn]) {
    guard !columns.isEmpty else { return }
    write(" RETURNING ")
    list(columns) { $1.write($0) }
  }
}
