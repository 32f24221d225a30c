package import DatabaseAccess
package import SQLQuery

/// JSON, arrays and full text search.
extension PostgresQueryText {
  // https://www.postgresql.org/docs/current/functions-json.html
  package func writeJSONPart(
    _ operand: SQLExpression, _ location: SQLExpression.JSONLocation,
    _ form: SQLExpression.JSONForm, to writer: inout SQLWriter
  ) {
    let steps: [String] =
      switch location {
      case .steps(let steps): steps
      case .text(let text): [text]
      }
    let path = Value.list(steps.map { .text($0) })
    switch form {
    case .json: write(operand, "::jsonb #> ", path, to: &writer)
    case .text:
      writer.write("CASE jsonb_typeof")
      write(operand, "::jsonb #> ", path, to: &writer)
      writer.write(" WHEN 'string' THEN ")
      write(operand, "::jsonb #>> ", path, to: &writer)
      writer.write(" END")
    }
  }

  private func write(
    _ operand: SQLExpression, _ operation: StaticString, _ path: Value, to writer: inout SQLWriter
  ) {
    writer.write("(")
    writer.write(operand)
    writer.write(operation)
    writer.bind(path, type: .list(.string))
    writer.write("::text[])")
  }

  /// A test of a value of another kind is neither true nor false: a number has no elements, and is
  /// not after a text.
  package func writeJSONTest(
    _ left: SQLExpression, _ test: SQLExpression.JSONTest, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    switch test {
    case .equal: compare(left, "::jsonb = ", right, to: &writer)
    case .arrayStartsWith: compareArray(left, "::jsonb -> 0 = ", right, to: &writer)
    case .arrayEndsWith: compareArray(left, "::jsonb -> -1 = ", right, to: &writer)
    case .arrayContains: compareArray(left, "::jsonb @> ", right, to: &writer)
    case .less: compareSameType(left, "::jsonb < ", right, to: &writer)
    case .lessOrEqual: compareSameType(left, "::jsonb <= ", right, to: &writer)
    case .greater: compareSameType(left, "::jsonb > ", right, to: &writer)
    case .greaterOrEqual: compareSameType(left, "::jsonb >= ", right, to: &writer)
    }
  }

  private func compare(
    _ left: SQLExpression, _ operation: StaticString, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    writer.write(left)
    writer.write(operation)
    writer.write(right)
    writer.write("::jsonb")
  }

  private func compareArray(
    _ left: SQLExpression, _ operation: StaticString, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    writer.write("CASE jsonb_typeof(")
    writer.write(left)
    writer.write("::jsonb) WHEN 'array' THEN ")
    compare(left, operation, right, to: &writer)
    writer.write(" END")
  }

  private func compareSameType(
    _ left: SQLExpression, _ operation: StaticString, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    writer.write("CASE jsonb_typeof(")
    writer.write(left)
    writer.write("::jsonb) WHEN jsonb_typeof(")
    writer.write(right)
    writer.write("::jsonb) THEN ")
    compare(left, operation, right, to: &writer)
    writer.write(" END")
  }

  // https://www.postgresql.org/docs/current/functions-array.html
  package func writeListTest(
    _ left: SQLExpression, _ test: SQLExpression.ListTest, _ right: SQLExpression,
    type: ColumnType, to writer: inout SQLWriter
  ) {
    switch test {
    case .has:
      writer.write(right)
      writer.write(" = ANY(")
      writer.write(left)
      writer.write(")")
    case .isElement:
      writer.write(left)
      writer.write(" = ANY(")
      writer.write(right)
      writer.write(")")
    case .isElementIgnoringCase:
      // No list is unknown, while a list without elements has none.
      writer.write("CASE WHEN ")
      writer.write(right)
      writer.write(" IS NOT NULL THEN LOWER(")
      writer.write(left)
      writer.write(") IN (SELECT LOWER(element) FROM unnest(")
      writer.write(right)
      writer.write(") AS element) END")
    case .hasEvery:
      writer.write(left)
      writer.write(" @> ")
      writer.write(right)
    case .hasSome:
      writer.write(left)
      writer.write(" && ")
      writer.write(right)
    case .isEmpty:
      writer.write("cardinality(")
      writer.write(left)
      writer.write(") = 0")
    }
  }

  package func writeListAppend(
    _ left: SQLExpression, _ right: SQLExpression, type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write("array_cat(")
    writer.write(left)
    writer.write(", ")
    writer.write(right)
    writer.write(")")
  }

  // https://www.postgresql.org/docs/current/textsearch-controls.html
  package func writeSearch(
    _ columns: [SQLExpression], _ query: SQLExpression, to writer: inout SQLWriter
  ) {
    writeDocument(columns, to: &writer)
    writer.write(" @@ to_tsquery(")
    writer.write(query)
    writer.write(")")
  }

  package func writeRelevance(
    _ columns: [SQLExpression], _ query: SQLExpression, to writer: inout SQLWriter
  ) {
    writer.write("ts_rank(")
    writeDocument(columns, to: &writer)
    writer.write(", to_tsquery(")
    writer.write(query)
    writer.write("))")
  }

  private func writeDocument(_ columns: [SQLExpression], to writer: inout SQLWriter) {
    writer.write("to_tsvector(concat_ws(' ', ")
    writer.list(columns) { $1.write($0) }
    writer.write("))")
  }

  package func rawColumnType(_ rows: RowBuffer, column: Int) -> String {
    guard rows.columnTypes.count > column else { return "unknown" }
    if rows.enumColumns.contains(column) { return "enum" }
    let name = rows.columnTypes[column]
    return name.hasSuffix("[]")
      ? Self.rawType(String(name.dropLast(2))) + "-array" : Self.rawType(name)
  }

  private static func rawType(_ name: String) -> String {
    switch name {
    case "int2", "int4": "int"
    case "int8", "oid": "bigint"
    case "float4": "float"
    case "float8": "double"
    case "numeric", "money": "decimal"
    case "bool": "bool"
    case "bytea": "bytes"
    case "json", "jsonb": "json"
    case "char": "char"
    case "uuid": "uuid"
    case "xml": "xml"
    case "date": "date"
    case "time", "timetz": "time"
    case "timestamp", "timestamptz": "datetime"
    default: "string"
    }
  }
}
