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
    haveOptionsChanged = tables.previous.options != tables.next.options
  }

  private mutating func compareColumns(in schemas: SchemaPair<SQLSchema<Dialect>>) {
    let counterparts = ColumnCounterparts(tables)
    droppedColumns = counterparts.dropped.map { tables.previous.columns[$0] }
    for (index, position) in counterparts.positions.enumerated() {
      let column = tables.next.columns[index]
      guard let position else {
        addedColumns.append(column)
        continue
      }
      let pair = SchemaPair(tables.previous.columns[position], column)
      let change = ColumnChange(pair, in: schemas)
      if !change.isEmpty { alteredColumns.append(change) }
    }
  }

  /// The columns that are dropped and added again, and whatever is on them with them.
  private var recreatedColumns: Set<String> {
    guard !alteredColumns.isEmpty else { return [] }
    return Set(alteredColumns.lazy.filter { $0.isRecreated }.map { $0.name })
  }

  private mutating func comparePrimaryKeys() {
    switch (tables.previous.primaryKey, tables.next.primaryKey) {
    case (nil, nil): primaryKey = nil
    case (nil, .some): primaryKey = .added
    case (.some, nil): primaryKey = .dropped
    case (let previous?, let next?):
      let recreated = recreatedColumns
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
    let recreated = recreatedColumns
    var remaining = tables.previous.indexes
    var unmatched: [Index<Dialect>] = []
    for index in tables.next.indexes {
      let isKept = !index.isOn(recreated)
      let position = remaining.firstIndex {
        $0.name == index.name && isKept && Dialect.areEquivalent(SchemaPair($0, index))
      }
      if let position { remaining.remove(at: position) } else { unmatched.append(index) }
    }
    for index in unmatched {
      let isKept = !index.isOn(recreated)
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
    let recreated = recreatedColumns
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

extension Index {
  fileprivate func isOn(_ columns: Set<String>) -> Bool {
    !columns.isEmpty && parts.contains { $0.column.map(columns.contains) ?? false }
  }
}

extension ForeignKey {
  /// Whether it refers to the same columns as another one by the same columns.
  package func leads(as other: ForeignKey) -> Bool {
    columns == other.columns && referencedTable == other.referencedTable
      && referencedColumns == other.referencedColumns
  }

  /// Whether both keys demand the same of the rows; when a violation is reported is left aside,
  /// because the schema language cannot say it.
  package func hasSameEffect(as other: ForeignKey) -> Bool {
    leads(as: other) && onDelete == other.onDelete && onUpdate == other.onUpdate
  }
}
