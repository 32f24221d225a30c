import DatabaseAccess

extension SQLWriter {
  package mutating func write(_ expression: SQLExpression) {
    switch expression {
    case .column(let table, let name):
      if let table {
        write(identifier: table)
        write(".")
      }
      write(identifier: name)
    case .comparedTime(let table, let alias, let name):
      writeTime(of: table.name, .column(table: alias, name: name), name, isOrdered: false)
    case .orderedTime(let table, let alias, let name):
      writeTime(of: table.name, .column(table: alias, name: name), name, isOrdered: true)
    case .value(let value, let type): bind(value, type: type)
    case .integer(let number): write(integer: number)
    case .alwaysTrue: write("1=1")
    case .alwaysFalse: write("1=0")
    case .comparison(let left, let comparison, let right):
      write(left)
      write(comparison)
      write(right)
    case .and(let parts): writeJoined(parts, " AND ", empty: .alwaysTrue)
    case .or(let parts): writeJoined(parts, " OR ", empty: .alwaysFalse)
    case .not(let part):
      write("(NOT ")
      write(part)
      write(")")
    case .isNull(let part):
      write(part)
      write(" IS NULL")
    case .isNotNull(let part):
      write(part)
      write(" IS NOT NULL")
    case .isInQuery(let columns, let select):
      writeTuple(columns)
      write(" IN (")
      write(select)
      write(")")
    case .exists(let select):
      write("EXISTS (")
      write(select)
      write(")")
    case .subquery(let select):
      write("(")
      write(select)
      write(")")
    case .countAll: write("COUNT(*)")
    case .coalesce(let first, let second):
      write("COALESCE(")
      write(first)
      write(", ")
      write(second)
      write(")")
    case .excluded(let name):
      write("EXCLUDED.")
      write(identifier: name)
    case .isIn, .isSame, .aggregate, .arithmetic, .like, .equalsIgnoringCase, .jsonPart, .jsonTest,
      .listTest, .listAppend, .search, .relevance:
      writeByRules(expression)
    }
  }

  /// Writes the name of the aggregate's function.
  package mutating func write(_ aggregate: SQLExpression.Aggregate) {
    switch aggregate {
    case .count: write("COUNT")
    case .average: write("AVG")
    case .sum: write("SUM")
    case .minimum: write("MIN")
    case .maximum: write("MAX")
    }
  }

  package mutating func write(_ operation: SQLExpression.Arithmetic) {
    switch operation {
    case .add: write(" + ")
    case .subtract: write(" - ")
    case .multiply: write(" * ")
    case .divide: write(" / ")
    }
  }

  package mutating func write(_ comparison: SQLExpression.Comparison) {
    switch comparison {
    case .equal: write(" = ")
    case .notEqual: write(" <> ")
    case .less: write(" < ")
    case .lessOrEqual: write(" <= ")
    case .greater: write(" > ")
    case .greaterOrEqual: write(" >= ")
    }
  }

  /// Writes the right side of a LIKE: the text with wildcards at the ends that the match asks for.
  ///
  /// Wildcards inside the text stay wildcards, as clients of Prisma expect.
  package mutating func write(pattern: SQLExpression, _ match: SQLExpression.Match) {
    let opens = match != .startsWith
    let closes = match != .endsWith
    if case .value(.text(let text), let type) = pattern {
      return bind(.text("\(opens ? "%" : "")\(text)\(closes ? "%" : "")"), type: type)
    }
    write(opens ? "('%' || " : "(")
    write(pattern)
    write(closes ? " || '%')" : ")")
  }

  private mutating func writeJoined(
    _ parts: [SQLExpression], _ separator: StaticString, empty: SQLExpression
  ) {
    guard !parts.isEmpty else { return write(empty) }
    writeJoined(parts[...], separator)
  }

  // SQLite nests the operands of a chain in each other, a thousand at most, so that a long chain
  // is written as a tree. https://sqlite.org/limits.html#max_expr_depth
  private mutating func writeJoined(_ parts: ArraySlice<SQLExpression>, _ separator: StaticString) {
    guard parts.count > 1 else { return parts.forEach { write($0) } }
    write("(")
    if parts.count <= 64 {
      list(Array(parts), separator: separator) { $1.write($0) }
    } else {
      let middle = parts.startIndex + parts.count / 2
      writeJoined(parts[..<middle], separator)
      write(separator)
      writeJoined(parts[middle...], separator)
    }
    write(")")
  }

  private mutating func writeByRules(_ expression: SQLExpression) {
    let rules = rules
    switch expression {
    case .isIn(let columns, let rows, let types): writeIsIn(columns, rows, types)
    case .isSame(let left, let right): rules.writeIsSame(left, right, to: &self)
    case .aggregate(let aggregate, let operand, let type):
      rules.writeAggregate(aggregate, operand, type: type, to: &self)
    case .arithmetic(let left, let operation, let right, let type):
      rules.writeArithmetic(left, operation, right, type: type, to: &self)
    case .like(let operand, let match, let pattern, let ignoresCase):
      rules.writeLike(operand, match, pattern, ignoresCase: ignoresCase, to: &self)
    case .equalsIgnoringCase(let left, let comparison, let right):
      rules.writeIgnoringCase(left, comparison, right, to: &self)
    case .jsonPart(let operand, let location, let form):
      rules.writeJSONPart(operand, location, form, to: &self)
    case .jsonTest(let left, let test, let right):
      rules.writeJSONTest(left, test, right, to: &self)
    case .listTest(let left, let test, let right, let type):
      rules.writeListTest(left, test, right, type: type, to: &self)
    case .listAppend(let left, let right, let type):
      rules.writeListAppend(left, right, type: type, to: &self)
    case .search(let columns, let query): rules.writeSearch(columns, query, to: &self)
    case .relevance(let columns, let query): rules.writeRelevance(columns, query, to: &self)
    case .column, .comparedTime, .orderedTime, .value, .integer, .alwaysTrue, .alwaysFalse,
      .comparison, .and, .or, .not, .isNull, .isNotNull, .isInQuery, .exists, .subquery, .countAll,
      .coalesce, .excluded:
      preconditionFailure("The caller writes these expressions itself.")
    }
  }

  private mutating func writeIsIn(
    _ columns: [SQLExpression], _ rows: [[Value]], _ types: [ColumnType]
  ) {
    guard !rows.isEmpty else { return write("1=0") }
    if columns.count == 1 {
      let rules = rules
      return rules.writeIsIn(
        columns[0], values: rows.compactMap(\.first), type: types.first ?? .unknown, to: &self)
    }
    writeTuple(columns)
    write(rules.writesRowListAsValues ? " IN (VALUES " : " IN (")
    list(rows) { row, writer in
      writer.write("(")
      for (index, value) in row.enumerated() {
        if index > 0 { writer.write(", ") }
        writer.bind(value, type: index < types.count ? types[index] : .unknown)
      }
      writer.write(")")
    }
    write(")")
  }

  private mutating func writeTuple(_ columns: [SQLExpression]) {
    guard columns.count != 1 else { return write(columns[0]) }
    write("(")
    list(columns) { $1.write($0) }
    write(")")
  }
}
