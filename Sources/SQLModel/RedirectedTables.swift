/// Dropped tables in whose place foreign keys refer to created ones.
///
/// The rows that refer keep their values, which are the keys of the dropped rows: so the created
/// table is to have these, however little else the two have in common.
struct RedirectedTables<Dialect: SQLComparisonRules> {
  private(set) var pairs: [SchemaPair<QualifiedName>] = []

  init(_ diff: SchemaDiff<Dialect>) {
    let dropped = Set(diff.droppedTables.map { $0.name })
    let created = Set(diff.createdTables.map { $0.name })
    var seen: Set<SchemaPair<QualifiedName>> = []
    for change in diff.alteredTables {
      let gone = change.droppedForeignKeys.filter { dropped.contains($0.referencedTable) }
      let new = change.createdForeignKeys.filter { created.contains($0.referencedTable) }
      let columns = Set(gone.map { $0.columns }).intersection(new.map { $0.columns })
      var keys = gone.filter { columns.contains($0.columns) }.flatMap { key in
        new.filter { $0.columns == key.columns }.map { SchemaPair(key, $0) }
      }
      // A key whose column was renamed too is recognised where it is the only one.
      let others = SchemaPair(gone, new).map { $0.filter { !columns.contains($0.columns) } }
      if others.previous.count == 1, others.next.count == 1 {
        keys.append(SchemaPair(others.previous[0], others.next[0]))
      }
      for pair in keys where change.haveSameTypes(pair) {
        let tables = pair.map { $0.referencedTable }
        if seen.insert(tables).inserted { pairs.append(tables) }
      }
    }
  }
}

extension TableChange {
  /// Whether the columns of a dropped foreign key and a created one are of the same types.
  fileprivate func haveSameTypes(_ keys: SchemaPair<ForeignKey>) -> Bool {
    func types(_ key: ForeignKey, _ table: Table<Dialect>) -> [Dialect.ColumnType?] {
      key.columns.map { table.column(named: $0)?.type }
    }
    return types(keys.previous, tables.previous) == types(keys.next, tables.next)
  }
}
