import SQLModel

extension ForeignKey {
  /// Why no relation of the schema language can stand for a foreign key between two tables, as the
  /// rest of a sentence about it; `nil` where one can.
  func obstacle<Dialect: SQLDialect>(
    from table: Table<Dialect>, to referenced: Table<Dialect>
  ) -> String? {
    if traits.contains(.coversPeriods) { return "is about periods, which relations cannot be" }
    let pairs = zip(columns, referencedColumns).compactMap { name, referencedName in
      table.column(named: name).flatMap { column in
        referenced.column(named: referencedName).map { SchemaPair(column, $0) }
      }
    }
    guard pairs.count == columns.count, pairs.count == referencedColumns.count else {
      return "leads to columns that `\(referenced.name.display)` does not have"
    }
    if let pair = pairs.first(where: { !$0.previous.hasType(of: $0.next) }) {
      let types = pair.map(Dialect.typeName)
      return "joins columns of different types, `\(types.previous)` and `\(types.next)`"
    }
    let keys =
      [referenced.primaryKey?.columns ?? []]
      + referenced.indexes.filter { $0.isUnique && Dialect.isExpressible($0) }.map(\.columns)
    let wanted = Set(referencedColumns)
    guard keys.contains(where: { $0.count == referencedColumns.count && Set($0) == wanted }) else {
      return "leads to columns that are not unique"
    }
    return nil
  }
}

extension Column where Dialect: SQLDialect {
  /// Whether the fields of two columns have one type.
  fileprivate func hasType(of other: Self) -> Bool {
    let types = SchemaPair(self, other).map(Dialect.introspectedType)
    if types.previous.isUnsupported, types.next.isUnsupported { return true }
    return types.previous.element == types.next.element
      && types.previous.isList == types.next.isList
  }
}

extension SQLSchema where Dialect: SQLDialect {
  /// Adds the foreign keys of a previous schema that no schema can ask for, and those that only
  /// repeat one that this schema asks for: they stay.
  mutating func keepForeignKeys(of previous: Self) {
    let previousTables = previous.tablePositions
    let nextTables = tablePositions
    for index in tables.indices {
      let table = tables[index]
      guard let position = previousTables[table.name] else { continue }
      let previousTable = previous.tables[position]
      let kept = previousTable.keysWithoutCounterpart(in: table).filter { key in
        guard key.columns.allSatisfy({ table.column(named: $0) != nil }) else { return false }
        if table.foreignKeys.contains(where: { $0.columns == key.columns }) {
          return table.foreignKeys.contains { $0.leads(as: key) }
        }
        let targets = SchemaPair(
          previousTables[key.referencedTable].map { previous.tables[$0] },
          nextTables[key.referencedTable].map { tables[$0] })
        // Of a target that is in neither schema nothing is known, and nothing changes.
        guard let next = targets.next else { return targets.previous == nil }
        return key.obstacle(from: table, to: next) != nil
          && targets.previous.map { key.isInexpressible(from: previousTable, to: $0, then: next) }
            ?? true
      }
      // Before the others: of keys that repeat each other a pull takes the last.
      tables[index].foreignKeys = kept + tables[index].foreignKeys
    }
  }
}

extension Table {
  /// The foreign keys for which another table has none that leads the same way.
  fileprivate func keysWithoutCounterpart(in next: Self) -> [ForeignKey] {
    var remaining = foreignKeys
    for key in next.foreignKeys where !remaining.isEmpty {
      let matches = remaining.indices.filter { remaining[$0].leads(as: key) }
      let alike = matches.filter { remaining[$0].hasSameEffect(as: key) }
      let match = alike.first { remaining[$0].name == key.name } ?? alike.first ?? matches.first
      if let match { remaining.remove(at: match) }
    }
    return remaining
  }
}

extension ForeignKey {
  /// Whether no schema could ask for the key before, and no column that it leads to goes away.
  fileprivate func isInexpressible<Dialect: SQLDialect>(
    from table: Table<Dialect>, to referenced: Table<Dialect>, then next: Table<Dialect>
  ) -> Bool {
    obstacle(from: table, to: referenced) != nil
      && referencedColumns.allSatisfy {
        next.column(named: $0) != nil || referenced.column(named: $0) == nil
      }
  }
}
