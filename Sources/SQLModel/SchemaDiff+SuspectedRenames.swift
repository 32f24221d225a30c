extension SchemaDiff {
  /// Drops and additions that look like one thing under two names.
  ///
  /// Only pairs are suspected that are alone on both sides: one dropped and one added table with
  /// the same columns, or one dropped and one added column of the same type in one table.
  package var suspectedRenames: SchemaRenames {
    var result = SchemaRenames()
    for table in droppedTables {
      let successors = createdTables.filter { $0.resembles(table) }
      guard let successor = successors.first, successors.count == 1,
        droppedTables.count(where: { successor.resembles($0) }) == 1
      else { continue }
      result.tables.append(SchemaPair(table.name, successor.name))
    }
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
}

extension Table {
  /// Whether both tables have the same columns; a table of one column is nobody's likeness.
  fileprivate func resembles(_ other: Table) -> Bool {
    columns.count > 1 && columns.count == other.columns.count
      && Set(columns.map(\.name)) == Set(other.columns.map(\.name))
      && columns.allSatisfy { column in
        other.column(named: column.name).map(column.resembles) ?? false
      }
  }
}

extension Column {
  fileprivate func resembles(_ other: Column) -> Bool {
    type == other.type && isNullable == other.isNullable
  }
}
