/// The difference between two schemas in terms of meaning; how it is carried out is the
/// dialect's business.
///
/// Renames come first: `changes` lead from the renamed previous schema to the next one.
package struct SchemaDiff<Dialect: SQLComparisonRules>: Sendable {
  /// Both schemas, made comparable, the previous one with the renames applied.
  package let schemas: SchemaPair<SQLSchema<Dialect>>
  package let renames: SchemaRenames
  package private(set) var createdNamespaces: [String] = []
  /// In the order of the next schema.
  package private(set) var createdTables: [Table<Dialect>] = []
  /// In the order of the previous schema.
  package private(set) var droppedTables: [Table<Dialect>] = []
  /// All tables that are on both sides, in the order of the previous schema.
  package private(set) var tablePairs: [SchemaPair<Table<Dialect>>] = []
  /// Those of `tablePairs` that differ.
  package private(set) var alteredTables: [TableChange<Dialect>] = []

  package init(_ schemas: SchemaPair<SQLSchema<Dialect>>, renames: SchemaRenames = .init()) {
    var schemas = SchemaPair(schemas.previous.applying(renames), schemas.next)
    Dialect.normalize(&schemas)
    self.schemas = schemas
    self.renames = renames
    let present = Set(schemas.previous.namespaces)
    createdNamespaces = schemas.next.namespaces.filter { !present.contains($0) }
    compareTables()
  }

  private mutating func compareTables() {
    let previous = schemas.previous.tablePositions
    let next = schemas.next.tablePositions
    createdTables = schemas.next.tables.filter { previous[$0.name] == nil }
    for table in schemas.previous.tables {
      guard let position = next[table.name] else {
        droppedTables.append(table)
        continue
      }
      let pair = SchemaPair(table, schemas.next.tables[position])
      tablePairs.append(pair)
      guard !pair.isUnchanged else { continue }
      let change = TableChange(comparing: pair, in: schemas)
      if !change.isEmpty { alteredTables.append(change) }
    }
  }
}
