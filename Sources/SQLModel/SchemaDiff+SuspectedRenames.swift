extension SchemaDiff {
  /// Drops and additions that look like one thing under two names.
  ///
  /// Only pairs are suspected that are alone on both sides: one dropped and one added table with
  /// the same columns, or one dropped and one added column of the same type in one table.
  package var suspectedRenames: SchemaRenames {
    var result = SchemaRenames()
    result.tables = suspectedTables
    for change in alteredTables {
      for column in change.droppedColumns {
        let successors = change.addedColumns.filter { $0.resembles(column) }
        guard let successor = successors.first, successors.count == 1,
          change.droppedColumns.count(where: { successor.resembles($0) }) == 1
        else { continue }
        result.columns.append(
          .init(table: change.name, SchemaPair(column.name, successor.name)))
      }
    }
    return result
  }

  private var suspectedTables: [SchemaPair<QualifiedName>] {
    guard !droppedTables.isEmpty, !createdTables.isEmpty else { return [] }
    // Looked up by their likeness: all may be dropped and created at once.
    let dropped = Dictionary(grouping: droppedTables) { $0.likeness }
    let created = Dictionary(grouping: createdTables) { $0.likeness }
    return droppedTables.compactMap { table in
      let likeness = table.likeness
      guard table.columns.count > 1, let successors = created[likeness], successors.count == 1,
        dropped[likeness]?.count == 1
      else { return nil }
      return SchemaPair(table.name, successors[0].name)
    }
  }
}

extension Table {
  /// What tables have in common that have the same columns; a table of one column is nobody's
  /// likeness.
  fileprivate var likeness: Set<ColumnLikeness<Dialect>> {
    Set(columns.map { ColumnLikeness(name: $0.name, type: $0.type, isNullable: $0.isNullable) })
  }
}

private struct ColumnLikeness<Dialect: SQLDialectTypes>: Hashable {
  let name: String
  let type: Dialect.ColumnType
  let isNullable: Bool
}

extension Column {
  fileprivate func resembles(_ other: Column) -> Bool {
    type == other.type && isNullable == other.isNullable
  }
}
