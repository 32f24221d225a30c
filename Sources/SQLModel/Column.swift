/// A column of a table.
package struct Column<Dialect: SQLDialectTypes>: Sendable, Hashable {
  package var name: String
  package var type: Dialect.ColumnType
  /// Whether it accepts NULL.
  package var isNullable: Bool
  package var defaultValue: ColumnDefault?
  /// Whether the database numbers the rows by itself, however it does that.
  package var isAutoIncrement: Bool
  package var comment: String?
  package var options: Dialect.ColumnOptions

  package init(
    _ name: String, _ type: Dialect.ColumnType, isNullable: Bool,
    defaultValue: ColumnDefault? = nil, isAutoIncrement: Bool = false, comment: String? = nil,
    options: Dialect.ColumnOptions
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.defaultValue = defaultValue
    self.isAutoIncrement = isAutoIncrement
    self.comment = comment
    self.options = options
  }
}
