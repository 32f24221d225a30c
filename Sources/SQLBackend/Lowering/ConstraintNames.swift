package import SQLModel
package import SchemaModel

/// The names that constraints and indexes get when the schema gives none.
package struct ConstraintNames: Sendable {
  /// The longest name that the database keeps, in bytes.
  private let limit: Int

  package init(maximumIdentifierLength: Int) { limit = maximumIdentifierLength }

  package func primaryKey(of table: String) -> String { name(table, [], .primaryKey) }

  package func unique(_ columns: [String], of table: String) -> String {
    name(table, columns, .unique)
  }

  package func index(_ columns: [String], of table: String) -> String {
    name(table, columns, .index)
  }

  package func foreignKey(_ columns: [String], of table: String) -> String {
    name(table, columns, .foreignKey)
  }

  /// The table of an implicit many-to-many relation.
  package func joinTable(of relation: RelationView) -> QualifiedName {
    QualifiedName(
      fixed("_" + relation.name), in: relation.referencingModel.model.schemaName)
  }

  /// A name with a fixed ending, as of the table of a many-to-many relation and of its keys, cut
  /// before the ending.
  package func fixed(_ text: String, before ending: String = "") -> String {
    var name = ConstraintName()
    name.begin(text)
    name.end(with: ending, limit: limit)
    return name.text
  }

  private func name(
    _ table: String, _ columns: [String], _ suffix: ConstraintName.Suffix
  ) -> String {
    var name = ConstraintName()
    name.begin(table)
    for column in columns { name.add(column) }
    name.end(suffix, limit: limit)
    return name.text
  }
}
