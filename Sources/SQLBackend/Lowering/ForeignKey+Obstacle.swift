import SQLModel

extension ForeignKey {
  /// Why no relation of the schema language can stand for a foreign key between two tables, as the
  /// rest of a sentence about it; `nil` where one can.
  func obstacle<Dialect: SQLDialect>(
    from table: Table<Dialect>, to referenced: Table<Dialect>
  ) -> String? {
    let pairs = zip(columns, referencedColumns).compactMap { name, referencedName in
      table.column(named: name).flatMap { column in
        referenced.column(named: referencedName).map { SchemaPair(column, $0) }
      }
    }
    guard pairs.count == columns.count, pairs.count == referencedColumns.count else {
      return "leads to columns that “\(referenced.name.display)” does not have"
    }
    if let pair = pairs.first(where: { !$0.previous.hasType(of: $0.next) }) {
      let types = pair.map(Dialect.typeName)
      return "joins columns of different types, \(types.previous) and \(types.next)"
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

extension SchemaPair {
  /// Both schemas, the next one with the foreign keys that no schema can ask for: they stay.
  func keepingForeignKeys<Dialect: SQLDialect>() -> Self where Value == SQLSchema<Dialect> {
    var next = next
    let previousTables = previous.tablePositions
    let nextTables = next.tablePositions
    for index in next.tables.indices {
      let table = next.tables[index]
      guard let position = previousTables[table.name] else { continue }
      let kept = previous.tables[position].foreignKeys.filter { key in
        guard let target = nextTables[key.referencedTable].map({ next.tables[$0] }),
          let previousTarget = previousTables[key.referencedTable].map({ previous.tables[$0] }),
          key.obstacle(from: previous.tables[position], to: previousTarget) != nil,
          key.columns.allSatisfy({ table.column(named: $0) != nil }),
          key.referencedColumns.allSatisfy({
            target.column(named: $0) != nil || previousTarget.column(named: $0) == nil
          })
        else { return false }
        return key.obstacle(from: table, to: target) != nil
          && !table.foreignKeys.contains { $0.columns == key.columns }
      }
      next.tables[index].foreignKeys += kept
    }
    return SchemaPair(previous, next)
  }
}
