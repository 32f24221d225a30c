/// The default of a column.
package enum ColumnDefault: Sendable, Hashable {
  /// A constant.
  case literal(SQLLiteral)
  /// The time of the transaction or statement.
  case now
  /// The next value of a sequence, by its name.
  case sequence(QualifiedName)
  /// Any other expression, as written; `nil` when a schema says only that the database has one.
  case expression(String?)
}

/// A constant in SQL, independent of how a product writes it.
package indirect enum SQLLiteral: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A number, digits as written.
  case number(String)
  case string(String)
  /// The text of a JSON document.
  case json(String)
  case bytes([UInt8])
  /// A value of an enum: its name in the database.
  case enumValue(String)
  /// A point in time as written in the schema, ISO 8601.
  case dateTime(String)
  case list([SQLLiteral])
}
