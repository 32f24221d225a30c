extension TableChange {
  /// Compares two tables.
  package init(
    comparing tables: SchemaPair<Table<Dialect>>, in schemas: SchemaPair<SQLSchema<Dialect>>
  ) {
    self.init(tables)
    compareColumns(in: schemas)
    comparePrimaryKeys()
    compareIndexes()
    compareForeignKeys()
    haveOptionsChanged = !tables.map(\.options).isUnchanged
  }

  private mutating func compareColumns(in schemas: SchemaPair<SQLSchema<Dialect>>) {
    let previous = Dictionary(
      tables.previous.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let next = Set(tables.next.columns.map(\.name))
    droppedColumns = tables.previous.columns.filter { !next.contains($0.name) }
    for column in tables.next.columns {
      guard let counterpart = previous[column.name] else {
        addedColumns.append(column)
        continue
      }
      let change = ColumnChange(SchemaPair(counterpart, column), in: schemas)
      if !change.isEmpty { alteredColumns.append(change) }
    }
  }

  private mutating func comparePrimaryKeys() {
    switch (tables.previous.primaryKey, tables.next.primaryKey) {
    case (nil, nil): primaryKey = nil
    case (nil, .some): primaryKey = .added
    case (.some, nil): primaryKey = .dropped
    case (let previous?, let next?):
      let recreated = Set(alteredColumns.filter(\.isRecreated).map(\.name))
      if previous.parts != next.parts || next.columns.contains(where: recreated.contains) {
        primaryKey = .changed
      } else if Dialect.canRenamePrimaryKeys, previous.name != next.name {
        primaryKey = .renamed
      }
    }
  }

  /// Pairs indexes by name first, then by form, so that a rename is only seen where no index of
  /// the same name and form exists.
  private mutating func compareIndexes() {
    let recreated = Set(alteredColumns.filter(\.isRecreated).map(\.name))
    var remaining = tables.previous.indexes
    var unmatched: [Index<Dialect>] = []
    for index in tables.next.indexes {
      let isKept = !index.columns.contains(where: recreated.contains)
      let position = remaining.firstIndex {
        $0.name == index.name && isKept && Dialect.areEquivalent(SchemaPair($0, index))
      }
      if let position { remaining.remove(at: position) } else { unmatched.append(index) }
    }
    for index in unmatched {
      let isKept = !index.columns.contains(where: recreated.contains)
      let position = remaining.firstIndex {
        Dialect.canRenameIndexes && isKept && Dialect.areEquivalent(SchemaPair($0, index))
      }
      if let position {
        renamedIndexes.append(SchemaPair(remaining.remove(at: position), index))
      } else {
        createdIndexes.append(index)
      }
    }
    droppedIndexes = remaining
  }

  private mutating func compareForeignKeys() {
    let recreated = Set(alteredColumns.filter(\.isRecreated).map(\.name))
    var remaining = tables.previous.foreignKeys
    for key in tables.next.foreignKeys {
      let isKept = !key.columns.contains(where: recreated.contains)
      let matches = remaining.indices.filter { isKept && remaining[$0].hasSameEffect(as: key) }
      // Two keys may have the same effect; then that of the same name is the counterpart.
      guard
        let position = matches.first(where: { remaining[$0].name == key.name }) ?? matches.first
      else {
        createdForeignKeys.append(key)
        continue
      }
      let previous = remaining.remove(at: position)
      if Dialect.canRenameForeignKeys, previous.name != key.name {
        renamedForeignKeys.append(SchemaPair(previous, key))
      }
    }
    droppedForeignKeys = remaining
  }
}

extension ForeignKey {
  /// Whether both keys demand the same of the rows; when a violation is reported is left aside,
  /// because the schema language cannot say it.
  fileprivate func hasSameEffect(as other: ForeignKey) -> Bool {
    columns == other.columns && referencedTable == other.referencedTable
      && referencedColumns == other.referencedColumns && onDelete == other.onDelete
      && onUpdate == other.onUpdate
  }
}
