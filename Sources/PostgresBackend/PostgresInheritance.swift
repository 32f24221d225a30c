import SQLModel

extension SchemaPair where Value == SQLSchema<Postgres> {
  /// Leaves inherited columns to the tables that they come from: these take them along when they
  /// add, change or drop them, and the server refuses to do so in the table that inherits.
  ///
  /// <https://www.postgresql.org/docs/current/ddl-inherit.html>
  mutating func leaveInheritedColumns() {
    guard previous.tables.contains(where: { !$0.options.parents.isEmpty }) else { return }
    let original = self
    let positions = map(\.tablePositions)
    for (index, table) in original.previous.tables.enumerated() {
      guard let nextIndex = positions.next[table.name] else { continue }
      for parent in table.options.parents {
        guard let place = positions.previous[parent], let nextPlace = positions.next[parent] else {
          continue
        }
        var tables = SchemaPair<Table<Postgres>>(previous.tables[index], next.tables[nextIndex])
        tables.leaveColumns(
          to: SchemaPair<Table<Postgres>>(
            original.previous.tables[place], original.next.tables[nextPlace]))
        previous.tables[index] = tables.previous
        next.tables[nextIndex] = tables.next
      }
    }
  }
}

extension SchemaPair where Value == Table<Postgres> {
  /// Makes the columns that both sides of a parent or one of them have the same.
  fileprivate mutating func leaveColumns(to parents: Self) {
    let names = Set(parents.previous.columns.map(\.name) + parents.next.columns.map(\.name))
    for name in names.sorted() {
      let parent = parents.map { $0.column(named: name) }
      switch (previous.column(named: name), next.column(named: name)) {
      case (nil, let column?):
        if parent.previous == nil { previous.columns.append(column) }
      case (let column?, nil):
        if parent.next == nil {
          previous.columns.removeAll { $0.name == name }
        } else {
          next.columns.append(column)
        }
      case (.some, let column?):
        guard parent.previous?.type != parent.next?.type, parent.next?.type == column.type else {
          continue
        }
        for index in previous.columns.indices where previous.columns[index].name == name {
          previous.columns[index].type = column.type
        }
      case (nil, nil): continue
      }
    }
  }
}
