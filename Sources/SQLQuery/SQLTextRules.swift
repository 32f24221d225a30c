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
  func writePlaceholder(
    _ number: Int, for value: Value, type: ColumnType, to writer: inout SQLWriter)
  /// Writes ` LIMIT … OFFSET …`.
  func writePage(limit: Int?, offset: Int, to writer: inout SQLWriter)
  /// Writes a column of a select list or of `RETURNING`, cast to what the driver reads.
  func writeSelected(_ expression: SQLExpression, type: ColumnType, to writer: inout SQLWriter)
  /// Writes that one column is among many values.
  func writeIsIn(
    _ expression: SQLExpression, values: [Value], type: ColumnType, to writer: inout SQLWriter)
  /// Writes an aggregate of a column.
  func writeAggregate(
    _ aggregate: SQLExpression.Aggregate, _ operand: SQLExpression, type: ColumnType,
    to writer: inout SQLWriter)
  /// Writes `operand LIKE pattern`.
  func writeLike(
    _ operand: SQLExpression, _ match: SQLExpression.Match, _ pattern: SQLExpression,
    ignoresCase: Bool,
    to writer: inout SQLWriter)
  /// Writes a comparison that holds the sides' cases for equal.
  func writeIgnoringCase(
    _ left: SQLExpression, _ comparison: SQLExpression.Comparison, _ right: SQLExpression,
    to writer: inout SQLWriter)
  /// Writes an equality that holds two NULLs for equal.
  func writeIsSame(_ left: SQLExpression, _ right: SQLExpression, to writer: inout SQLWriter)
  func writeJSONPart(
    _ operand: SQLExpression, _ location: SQLExpression.JSONLocation,
    _ form: SQLExpression.JSONForm,
    to writer: inout SQLWriter)
  func writeJSONTest(
    _ left: SQLExpression, _ test: SQLExpression.JSONTest, _ right: SQLExpression,
    to writer: inout SQLWriter)
  func writeListTest(
    _ left: SQLExpression, _ test: SQLExpression.ListTest, _ right: SQLExpression, type: ColumnType,
    to writer: inout SQLWriter)
  func writeListAppend(
    _ left: SQLExpression, _ right: SQLExpression, type: ColumnType, to writer: inout SQLWriter)
  func writeArithmetic(
    _ left: SQLExpression, _ operation: SQLExpression.Arithmetic, _ right: SQLExpression,
    type: ColumnType,
    to writer: inout SQLWriter)
  func writeSearch(_ columns: [SQLExpression], _ query: SQLExpression, to writer: inout SQLWriter)
  func writeRelevance(
    _ columns: [SQLExpression], _ query: SQLExpression, to writer: inout SQLWriter)

  /// The type that clients are told for a column of a raw query, such as `bigint`.
  func rawColumnType(_ rows: RowBuffer, column: Int) -> String
}
