/// The types that a SQL product contributes to the schema model.
///
/// What every SQL product has is in the model itself; what only some have is in these types, so
/// that a table of one product can neither hold nor be compared with a fact of another. A product
/// without such facts uses `NoOptions`.
package protocol SQLDialectTypes: Sendable {
  /// The type of a column, arrays and the names of enums included.
  associatedtype ColumnType: Sendable & Hashable
  /// Further facts of a column, such as identity, collation or a generation expression.
  associatedtype ColumnOptions: Sendable & Hashable
  /// Further facts of a table, such as `STRICT` or a partition key.
  associatedtype TableOptions: Sendable & Hashable
  /// Further facts of an index, such as its algorithm or included columns.
  associatedtype IndexOptions: Sendable & Hashable
  /// Further facts of one part of an index, such as its operator class.
  associatedtype IndexPartOptions: Sendable & Hashable
  /// Schema-level objects that are not tables, such as enums, sequences or extensions.
  associatedtype Objects: Sendable & Hashable
}

/// The absence of product-specific facts.
package struct NoOptions: Sendable, Hashable {
  package init() {}
}
