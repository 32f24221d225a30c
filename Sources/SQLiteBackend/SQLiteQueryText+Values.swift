package import DatabaseAccess
package import SQLQuery

/// JSON, and the types that SQLite does not have.
extension SQLiteQueryText {
  package func writeJSONPart(
    _ operand: SQLExpression, _ location: SQLExpression.JSONLocation,
    _ form: SQLExpression.JSONForm,
    to writer: inout SQLWriter
  ) {
    let path = Value.text(Self.path(location))
    switch form {
    case .json:
      writer.write("(")
      writer.write(operand)
      writer.write(" -> ")
      writer.bind(path)
      writer.write(")")
    case .text:
      writer.write("CASE json_type(")
      writer.write(operand)
      writer.write(", ")
      writer.bind(path)
      writer.write(") WHEN 'text' THEN json_extract(")
      writer.write(operand)
      writer.write(", ")
      writer.bind(path)
      writer.write(") END")
    }
  }

  private static func path(_ location: SQLExpression.JSONLocation) -> String {
    switch location {
    case .text(let text): text
    case .steps(let steps):
      steps.reduce(into: "$") { path, step in
        path += Int(step) == nil ? ".\"\(step)\"" : "[\(step)]"
      }
    }
  }

  package func writeJSONTest(
    _ left: SQLExpression, _ test: SQLExpression.JSONTest, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    switch test {
    case .equal: write(left, " = ", right, to: &writer)
    case .less: write(left, " < ", right, to: &writer)
    case .lessOrEqual: write(left, " <= ", right, to: &writer)
    case .greater: write(left, " > ", right, to: &writer)
    case .greaterOrEqual: write(left, " >= ", right, to: &writer)
    case .arrayStartsWith: write(left, " -> '$[0]' = ", right, to: &writer)
    case .arrayEndsWith: write(left, " -> '$[#-1]' = ", right, to: &writer)
    case .arrayContains:
      writer.write("EXISTS (SELECT 1 FROM json_each(")
      writer.write(left)
      writer.write(") AS e JOIN json_each(json_array(json(")
      writer.write(right)
      writer.write("))) AS w ON e.value = w.value)")
    }
  }

  private func write(
    _ left: SQLExpression, _ operation: StaticString, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    writer.write(left)
    writer.write(operation)
    writer.write(right)
  }

  package func writeListTest(
    _ left: SQLExpression, _ test: SQLExpression.ListTest, _ right: SQLExpression, type: ColumnType,
    to writer: inout SQLWriter
  ) {
    // The schema language has no lists on SQLite.
    writer.write("1=0")
  }

  package func writeListAppend(
    _ left: SQLExpression, _ right: SQLExpression, type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write(left)
  }

  package func writeSearch(
    _ columns: [SQLExpression], _ query: SQLExpression, to writer: inout SQLWriter
  ) {
    writer.write("1=0")
  }

  package func writeRelevance(
    _ columns: [SQLExpression], _ query: SQLExpression, to writer: inout SQLWriter
  ) {
    writer.write("0")
  }

  /// The declared type decides, else the first value. <https://sqlite.org/datatype3.html>
  package func rawColumnType(_ rows: RowBuffer, column: Int) -> String {
    let declared = rows.columnTypes.count > column ? rows.columnTypes[column] : ""
    switch SQLiteTypeName.plain(declared) {
    case "int", "integer", "tinyint", "smallint", "mediumint", "int2", "int4": return "int"
    case "bigint", "int8", "unsigned bigint": return "bigint"
    case "real", "double", "double precision", "float": return "double"
    case "decimal", "numeric": return "decimal"
    case "text", "clob", "character", "varchar", "nchar", "nvarchar": return "string"
    case "boolean": return "bool"
    case _ where SQLiteTime.isDeclared(declared): return "datetime"
    case "date": return "date"
    case "time": return "time"
    case "json", "jsonb": return "json"
    case "blob": return "bytes"
    default: break
    }
    for row in 0..<rows.rowCount {
      switch rows.kind(row, column) {
      case .null: continue
      case .integer: return "bigint"
      case .double: return "double"
      case .text: return "string"
      case .bytes: return "bytes"
      case .dateTime: return "datetime"
      }
    }
    return "int"
  }
}
