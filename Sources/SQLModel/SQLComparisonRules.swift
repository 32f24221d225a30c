/// What changing the type of a column does to its values.
package enum TypeChange: Sendable, Hashable {
  /// Every value converts.
  case safe
  /// Some values may not convert, or lose precision.
  case risky
  /// The database has no conversion: the column is dropped and added again.
  case impossible
}

/// How a SQL product compares two schemas.
package protocol SQLComparisonRules: SQLDialectTypes {
  /// Removes differences that mean nothing from two schemas before they are compared.
  static func normalize(_ schemas: inout SchemaPair<SQLSchema<Self>>)

  /// Renames enums, in the columns as well, where the product has enums.
  static func renameEnums(
    _ names: [QualifiedName: QualifiedName], in schema: inout SQLSchema<Self>)

  /// What has to be done about the types of two columns; `nil` when they are the same.
  static func typeChange(
    _ columns: SchemaPair<Column<Self>>, in schemas: SchemaPair<SQLSchema<Self>>
  ) -> TypeChange?

  /// Whether two columns have the same default, types and product-specific rules considered.
  static func haveSameDefault(_ columns: SchemaPair<Column<Self>>) -> Bool

  /// Whether two indexes are the same but for their names.
  static func areEquivalent(_ indexes: SchemaPair<Index<Self>>) -> Bool

  /// Whether the product can rename an index; else one with another name is dropped and created.
  static var canRenameIndexes: Bool { get }

  /// Whether foreign keys have names that can be read and changed.
  static var canRenameForeignKeys: Bool { get }

  /// Whether primary keys have names that can be read and changed.
  static var canRenamePrimaryKeys: Bool { get }
}

extension SQLComparisonRules {
  package static func normalize(_ schemas: inout SchemaPair<SQLSchema<Self>>) {}

  package static func renameEnums(
    _ names: [QualifiedName: QualifiedName], in schema: inout SQLSchema<Self>
  ) {}

  package static func haveSameDefault(_ columns: SchemaPair<Column<Self>>) -> Bool {
    SchemaPair(columns.previous.defaultValue, columns.next.defaultValue).areSameDefaults
  }

  package static func areEquivalent(_ indexes: SchemaPair<Index<Self>>) -> Bool {
    let (previous, next) = (indexes.previous, indexes.next)
    return previous.kind == next.kind && previous.parts == next.parts
      && previous.predicate == next.predicate && previous.options == next.options
  }
}
