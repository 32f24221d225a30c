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
    case .integer: return .integer(rows.integer(row, column))
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
}
