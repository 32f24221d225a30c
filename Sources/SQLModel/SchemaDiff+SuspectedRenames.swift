extension SchemaDiff {
  /// Drops and additions that may be one thing under two names, each with all its counterparts.
  ///
  /// Tables may be one
  /// - that have the same columns, or most of them, where some of these say what the table is
  ///   about; a number and dates, which nearly every table has, are no evidence;
  /// - where a foreign key that referred to the dropped one refers to the created one;
  /// - that stand for many-to-many relations between the same models.
  ///
  /// Columns of one table may be one that are of the same type, or, where one is dropped and one
  /// added, of a type that holds all its values.
  package var suspectedRenames: SchemaRenames {
    var result = SchemaRenames()
    result.tables = suspectedTables
    for change in alteredTables where !change.droppedColumns.isEmpty {
      let areAlone = change.droppedColumns.count == 1 && change.addedColumns.count == 1
      let pairs = SuspectedPairs(change.droppedColumns, change.addedColumns) { column, successor in
        switch Dialect.typeChange(SchemaPair(column, successor), in: schemas) {
        case nil: true
        case .safe: areAlone
        case .risky, .impossible: false
        }
      }
      result.columns += pairs.pairs.map {
        SchemaRenames.Column(table: change.name, SchemaPair($0.previous.name, $0.next.name))
      }
    }
    return result
  }

  private var suspectedTables: [SchemaPair<QualifiedName>] {
    guard !droppedTables.isEmpty, !createdTables.isEmpty else { return [] }
    // Looked up by their likeness: all may be dropped and created at once.
    let dropped = Dictionary(grouping: droppedTables) { $0.likeness }
    let created = Dictionary(grouping: createdTables) { $0.likeness }
    var seen: Set<TableLikeness<Dialect>> = []
    let equal = droppedTables.flatMap { table -> [SchemaPair<Table<Dialect>>] in
      let likeness = table.likeness
      guard table.saysSomething, let successors = created[likeness],
        seen.insert(likeness).inserted
      else { return [] }
      return SuspectedPairs(dropped[likeness] ?? [], successors) { _, _ in true }.pairs
    }
    let similar = SimilarTables(
      dropped: droppedTables.filter { created[$0.likeness] == nil },
      created: createdTables.filter { dropped[$0.likeness] == nil })
    let alike = equal.map { $0.map { $0.name } } + similar.pairs
    let known = Set(alike)
    return alike + RedirectedTables(self).pairs.filter { !known.contains($0) }
  }
}

/// What tables have in common that may be one.
private enum TableLikeness<Dialect: SQLDialectTypes>: Hashable {
  case columns(Set<ColumnLikeness<Dialect>>)
  /// Tables of many-to-many relations all have the same columns.
  case manyToMany(Set<QualifiedName>)
}

private struct ColumnLikeness<Dialect: SQLDialectTypes>: Hashable {
  let name: String
  let type: Dialect.ColumnType
  let isNullable: Bool
}

extension Table {
  fileprivate var likeness: TableLikeness<Dialect> {
    if let ends = manyToManyEnds { return .manyToMany(ends.tables) }
    return .columns(
      Set(columns.map { ColumnLikeness(name: $0.name, type: $0.type, isNullable: $0.isNullable) }))
  }

  /// Whether an equal table is hardly one by chance.
  fileprivate var saysSomething: Bool { manyToManyEnds != nil || !tellingColumns.isEmpty }
}
