package import DatabaseAccess

/// How one SQL product writes what the standard leaves open.
package protocol SQLTextRules: Sendable {
  /// The character around identifiers; doubled inside.
  var identifierQuote: UInt8 { get }
  /// Whether NULL sorts before all values in ascending order.
  var sortsNullsFirst: Bool { get }
  /// Whether rows to compare with are written `(VALUES (1, 2), (3, 4))`, else `((1, 2), (3, 4))`.
  var writesRowListAsValues: Bool { get }

  /// Writes the placeholder of the parameter with a number, counted from 1.
  func writePlaceholder(_ number: Int, for value: Value, type: ColumnType, to writer: inout SQLWriter)
  /// Writes ` LIMIT … OFFSET …`.
  func writePage(limit: Int?, offset: Int, to writer: inout SQLWriter)
  /// Writes a column of a select list or of `RETURNING`, cast to what the driver reads.
  func writeSelected(_ expression: Expression, type: ColumnType, to writer: inout SQLWriter)
  /// Writes that one column is among many values.
  func writeIsIn(
    _ expression: Expression, values: [Value], type: ColumnType, to writer: inout SQLWriter)
  /// Writes an aggregate of a column.
  func writeAggregate(
    _ aggregate: Expression.Aggregate, _ operand: Expression, type: ColumnType,
    to writer: inout SQLWriter)
  /// Writes `operand LIKE pattern`.
  func writeLike(
    _ operand: Expression, _ match: Expression.Match, _ pattern: Expression, ignoresCase: Bool,
    to writer: inout SQLWriter)
  /// Writes a comparison that holds the sides' cases for equal.
  func writeIgnoringCase(
    _ left: Expression, _ comparison: Expression.Comparison, _ right: Expression,
    to writer: inout SQLWriter)
  /// Writes an equality that holds two NULLs for equal.
  func writeIsSame(_ left: Expression, _ right: Expression, to writer: inout SQLWriter)
  func writeJSONPart(
    _ operand: Expression, _ location: Expression.JSONLocation, _ form: Expression.JSONForm,
    to writer: inout SQLWriter)
  func writeJSONTest(
    _ left: Expression, _ test: Expression.JSONTest, _ right: Expression,
    to writer: inout SQLWriter)
  func writeListTest(
    _ left: Expression, _ test: Expression.ListTest, _ right: Expression, type: ColumnType,
    to writer: inout SQLWriter)
  func writeListAppend(
    _ left: Expression, _ right: Expression, type: ColumnType, to writer: inout SQLWriter)
  func writeArithmetic(
    _ left: Expression, _ operation: Expression.Arithmetic, _ right: Expression, type: ColumnType,
    to writer: inout SQLWriter)
  func writeSearch(_ columns: [Expression], _ query: Expression, to writer: inout SQLWriter)
  func writeRelevance(_ columns: [Expression], _ query: Expression, to writer: inout SQLWriter)

  /// The type that clients are told for a column of a raw query, such as `bigint`.
  func rawColumnType(_ rows: RowBuffer, column: Int) -> String
}
