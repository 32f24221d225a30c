import BackendInterface
package import DatabaseAccess
import JSON
package import SQLBackend
package import SQLQuery

extension SQLQueryDriver {
  /// The query side of SQLite.
  package static let sqlite: SQLQueryDriver = {
    var capabilities = QueryCapabilities(
      parameterLimit: 32766, supportsSkipDuplicates: false, supportsScalarLists: false,
      supportsInsensitiveMode: false, supportsFullTextSearch: false, usesJSONPathSteps: false,
      supportsJSONComparison: false, isolationLevels: [.serializable])
    capabilities.checksIntegerRange = false
    capabilities.keepsAnyText = true
    capabilities.distinguishesTimeForms = true
    capabilities.defaultNamespace = "main"
    return SQLQueryDriver(
      rules: SQLiteQueryText(), names: SQLiteDialect.constraintNames, capabilities: capabilities,
      fractionDigits: { _ in 3 })
  }()
}

/// How SQLite writes what the SQL standard leaves open.
package struct SQLiteQueryText: SQLTextRules {
  package init() {}

  // A name in double quotes that matches no column is a string to SQLite; one in backticks is not.
  // https://sqlite.org/quirks.html#dblquote
  package var identifierQuote: UInt8 { UInt8(ascii: "`") }
  package var sortsNullsFirst: Bool { true }
  package var writesRowListAsValues: Bool { true }

  package func writePlaceholder(
    _ number: Int, for value: Value, type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write("?")
  }

  package func writePage(limit: Int?, offset: Int, to writer: inout SQLWriter) {
    writer.write(" LIMIT ")
    writer.bind(.integer(limit.map { Int64($0) } ?? -1))
    writer.write(" OFFSET ")
    writer.bind(.integer(Int64(offset)))
  }

  package func writeSelected(
    _ expression: SQLExpression, type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write(expression)
  }

  package func writeIsIn(
    _ expression: SQLExpression, values: [Value], type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write(expression)
    if values.count == 1 {
      writer.write(" = ")
      writer.bind(values[0], type: type)
    } else if values.count > 8, let json = Self.jsonArray(values) {
      // One parameter for any number of values: no limit, and the same text for every number.
      writer.write(" IN (SELECT value FROM json_each(")
      writer.bind(.json(json))
      writer.write("))")
    } else {
      writer.write(" IN (")
      writer.list(values) { $1.bind($0, type: type) }
      writer.write(")")
    }
  }

  /// The values as SQLite stores them, as a JSON array; `nil` for values without such a form.
  private static func jsonArray(_ values: [Value]) -> String? {
    var json = JSONWriter()
    json.beginArray()
    for value in values {
      switch value {
      case .integer(let number): json.integer(number)
      case .boolean(let flag): json.integer(flag ? 1 : 0)
      case .text(let text), .enumeration(let text), .uuid(let text):
        // A NUL would end the text of the array.
        guard !text.utf8.contains(0) else { return nil }
        json.string(text)
      case .dateTime(let microseconds): json.integer(microseconds.floorDivided(by: 1000))
      case .null, .double, .decimal, .bytes, .json, .list: return nil
      }
    }
    json.endArray()
    return json.text
  }

  package func writeAggregate(
    _ aggregate: SQLExpression.Aggregate, _ operand: SQLExpression, type: ColumnType,
    to writer: inout SQLWriter
  ) {
    writer.write(aggregate)
    writer.write("(")
    writer.write(operand)
    writer.write(")")
  }

  // LIKE holds ASCII letters of either case for equal. https://sqlite.org/lang_expr.html#like
  package func writeLike(
    _ operand: SQLExpression, _ match: SQLExpression.Match, _ pattern: SQLExpression,
    ignoresCase: Bool,
    to writer: inout SQLWriter
  ) {
    writer.write(operand)
    writer.write(" LIKE ")
    writer.write(pattern: pattern, match)
  }

  package func writeIgnoringCase(
    _ left: SQLExpression, _ comparison: SQLExpression.Comparison, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    writer.write(left)
    writer.write(" COLLATE NOCASE")
    writer.write(comparison)
    writer.write(right)
  }

  package func writeIsSame(
    _ left: SQLExpression, _ right: SQLExpression, to writer: inout SQLWriter
  ) {
    writer.write(left)
    writer.write(" IS ")
    writer.write(right)
  }

  package func writeArithmetic(
    _ left: SQLExpression, _ operation: SQLExpression.Arithmetic, _ right: SQLExpression,
    type: ColumnType,
    to writer: inout SQLWriter
  ) {
    let isInteger = type == .int || type == .bigInt
    if isInteger { writer.write(SQLiteIntegerFunction.name) }
    writer.write("(")
    writer.write(left)
    writer.write(operation)
    writer.write(right)
    if isInteger { writer.write(type == .int ? ", 32" : ", 64") }
    writer.write(")")
  }
}
