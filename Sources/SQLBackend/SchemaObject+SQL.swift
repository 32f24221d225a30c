package import BackendInterface
package import SQLModel

extension SchemaObject {
  package static func table(_ name: QualifiedName) -> Self { Self(.table, name.display) }

  package static func column(_ name: String, of table: QualifiedName) -> Self {
    Self(.column, name, of: table.display)
  }

  package static func primaryKey(of table: QualifiedName) -> Self {
    Self(.primaryKey, nil, of: table.display)
  }

  package static func index<Dialect>(
    _ index: Index<Dialect>, of table: QualifiedName
  ) -> Self {
    Self(index.isUnique ? .uniqueIndex : .index, index.name, of: table.display)
  }

  package static func index(named name: String, of table: QualifiedName) -> Self {
    Self(.index, name, of: table.display)
  }

  /// A foreign key; one without a name goes by its columns.
  package static func foreignKey(_ key: ForeignKey, of table: QualifiedName) -> Self {
    foreignKey(named: key.name ?? key.columns.joined(separator: ", "), of: table)
  }

  package static func foreignKey(named name: String, of table: QualifiedName) -> Self {
    Self(.foreignKey, name, of: table.display)
  }

  package static func enumeration(_ name: QualifiedName) -> Self {
    Self(.enumeration, name.display)
  }

  package static func enumValue(_ value: String, of enumeration: QualifiedName) -> Self {
    Self(.enumValue, value, of: enumeration.display)
  }
}
