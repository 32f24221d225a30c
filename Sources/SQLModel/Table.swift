/// A table.
package struct Table<Dialect: SQLDialectTypes>: Sendable, Hashable {
  package var name: QualifiedName
  /// In the order of the table.
  package var columns: [Column<Dialect>]
  package var primaryKey: PrimaryKey<Dialect>?
  /// All indexes but that of the primary key, unique constraints included.
  package var indexes: [Index<Dialect>]
  package var foreignKeys: [ForeignKey]
  package var checks: [CheckConstraint]
  package var triggers: [Trigger]
  package var comment: String?
  package var options: Dialect.TableOptions

  package init(
    _ name: QualifiedName, columns: [Column<Dialect>] = [],
    primaryKey: PrimaryKey<Dialect>? = nil, indexes: [Index<Dialect>] = [],
    foreignKeys: [ForeignKey] = [], checks: [CheckConstraint] = [], triggers: [Trigger] = [],
    comment: String? = nil, options: Dialect.TableOptions
  ) {
    self.name = name
    self.columns = columns
    self.primaryKey = primaryKey
    self.indexes = indexes
    self.foreignKeys = foreignKeys
    self.checks = checks
    self.triggers = triggers
    self.comment = comment
    self.options = options
  }

  package func column(named name: String) -> Column<Dialect>? {
    columns.first { $0.name == name }
  }
}

/// A check constraint.
package struct CheckConstraint: Sendable, Hashable {
  package var name: String?
  /// The condition as the database stores it, without parentheses around it.
  package var expression: String

  package init(name: String?, expression: String) {
    self.name = name
    self.expression = expression
  }
}

/// A trigger on a table.
package struct Trigger: Sendable, Hashable {
  package var name: String
  /// The statement that creates it.
  package var definition: String

  package init(_ name: String, definition: String) {
    self.name = name
    self.definition = definition
  }
}
