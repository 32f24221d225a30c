import Diagnostics

/// A value of rows that the enum of their column does not know, so that reading them fails.
package struct UnknownEnumValue: Sendable, Hashable {
  package var table: String
  package var column: String
  package var enumeration: String
  package var value: String
  /// How many rows have it.
  package var rows: Int64

  package init(
    table: String, column: String, enumeration: String, value: String, rows: Int64
  ) {
    self.table = table
    self.column = column
    self.enumeration = enumeration
    self.value = value
    self.rows = rows
  }

  /// What is the matter, in words.
  package var message: String {
    "enum `\(enumeration)` does not know the value `\(value)` in column `\(column)` of table "
      + "`\(table)` (\(rows.counted("row"))): reading it fails"
  }
}
