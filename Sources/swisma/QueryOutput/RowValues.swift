import DatabaseAccess
import QueryEngine

/// Rows as a database gave them, as values to write.
enum RowValues {
  /// One object a row; columns of the same name stay apart.
  static func objects(from rows: RowBuffer) -> ArgumentValue {
    .list(
      (0..<rows.rowCount).map { row in
        .object(
          rows.columnNames.enumerated().map { column, name in
            QueryRequest.Argument(name, value(rows, row, column))
          })
      })
  }

  private static func value(_ rows: RowBuffer, _ row: Int, _ column: Int) -> ArgumentValue {
    switch rows.kind(row, column) {
    case .null: return .null
    case .integer:
      let number = rows.integer(row, column)
      let isBoolean = (0...1).contains(number) && isBoolean(rows, column)
      return isBoolean ? .boolean(number == 1) : .integer(number)
    case .double:
      let number = rows.double(row, column)
      return number.isFinite ? .number(number.description) : .string(number.description)
    case .text: return .string(rows.string(row, column) ?? "")
    case .bytes: return .bytes(Array(rows.bytes(row, column)))
    case .dateTime:
      let microseconds = rows.integer(row, column)
      return ISODateTime.text(milliseconds: microseconds / 1000).map { .dateTime($0) }
        ?? .integer(microseconds)
    }
  }

  /// Whether the type of a column is called as in standard SQL, or shorter.
  private static func isBoolean(_ rows: RowBuffer, _ column: Int) -> Bool {
    guard rows.columnTypes.indices.contains(column) else { return false }
    return ["bool", "boolean"].contains(rows.columnTypes[column].lowercased())
  }
}
