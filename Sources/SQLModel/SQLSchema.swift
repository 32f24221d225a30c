/// The structure of a database.
///
/// References are by name: schemas are compared, and two databases never share ids.
package struct SQLSchema<Dialect: SQLDialectTypes>: Sendable, Equatable {
  /// The namespaces that the schema asks for or was read from; empty for the connection's own.
  package var namespaces: [String]
  /// In the order of the datamodel, or by name when read from a database.
  package var tables: [Table<Dialect>]
  package var views: [View<Dialect>]
  /// What is not a table: enums, sequences, extensions.
  package var objects: Dialect.Objects

  package init(
    namespaces: [String] = [], tables: [Table<Dialect>], views: [View<Dialect>] = [],
    objects: Dialect.Objects
  ) {
    self.namespaces = namespaces
    self.tables = tables
    self.views = views
    self.objects = objects
  }

  /// The positions of the tables by their names.
  package var tablePositions: [QualifiedName: Int] {
    var positions: [QualifiedName: Int] = [:]
    positions.reserveCapacity(tables.count)
    for position in tables.indices.reversed() { positions[tables[position].name] = position }
    return positions
  }

  package func table(named name: QualifiedName) -> Table<Dialect>? {
    tables.first { $0.name == name }
  }
}

/// A view, as the database stores it.
package struct View<Dialect: SQLDialectTypes>: Sendable, Hashable {
  package var name: QualifiedName
  /// Empty where they are not read: those of stored rows, and of a view over what is gone.
  package var columns: [Column<Dialect>]
  package var definition: String
  /// Whether its rows are stored.
  package var isMaterialized: Bool

  package init(
    _ name: QualifiedName, columns: [Column<Dialect>] = [], definition: String,
    isMaterialized: Bool = false
  ) {
    self.name = name
    self.columns = columns
    self.definition = definition
    self.isMaterialized = isMaterialized
  }
}
