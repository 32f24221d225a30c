import SQLBackend
import SQLModel

extension PostgresPlanner {
  /// The foreign keys over columns whose types change, or whose target is made anew.
  static func detachedKeys(
    _ diff: SchemaDiff<Postgres>
  ) -> [(table: QualifiedName, keys: SchemaPair<ForeignKey>)] {
    let changes = Dictionary(
      diff.alteredTables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var result: [(table: QualifiedName, keys: SchemaPair<ForeignKey>)] = []
    guard !changes.isEmpty else { return [] }
    for tables in diff.tablePairs {
      let change = changes[tables.next.name]
      let dropped = change?.droppedForeignKeys ?? []
      for key in tables.previous.foreignKeys where !dropped.contains(key) {
        guard change != nil || changes[key.referencedTable] != nil,
          let next = tables.next.foreignKeys.first(where: { $0.isCounterpart(of: key) }),
          change.map({ $0.changesTypes(of: key.columns) }) ?? false
            || changes[key.referencedTable].map({ $0.replaces(key.referencedColumns) }) ?? false
        else { continue }
        result.append((tables.next.name, SchemaPair(key, next)))
      }
    }
    return result
  }

  var droppedForeignKeys: [PostgresStep] {
    var steps: [PostgresStep] = []
    var keys: [QualifiedName: [ForeignKey]] = [:]
    for change in diff.alteredTables where !change.droppedForeignKeys.isEmpty {
      keys[change.name, default: []] += change.droppedForeignKeys
    }
    for (table, pair) in detached { keys[table, default: []].append(pair.previous) }
    for tables in diff.tablePairs {
      steps += keys[tables.next.name, default: []].compactMap { key in
        key.name.map { .dropForeignKey(table: tables.next.name, name: $0) }
      }
    }
    for table in diff.droppedTables {
      steps += table.foreignKeys.compactMap { key in
        key.name.map { .dropForeignKey(table: table.name, name: $0) }
      }
    }
    return steps
  }

  var createdForeignKeys: [PostgresStep] {
    var steps: [PostgresStep] = []
    for change in diff.alteredTables {
      steps += change.createdForeignKeys.map { .addForeignKey(table: change.name, $0) }
    }
    steps += detached.map { .addForeignKey(table: $0.table, $0.keys.next) }
    for table in diff.createdTables {
      steps += table.foreignKeys.map { .addForeignKey(table: table.name, $0) }
    }
    return steps
  }

  var renamedForeignKeys: [PostgresStep] {
    diff.alteredTables.flatMap { change in
      let names = change.renamedForeignKeys.compactMap { pair -> SchemaPair<String>? in
        let isDetached = detached.contains {
          $0.table == change.name && $0.keys.previous == pair.previous
        }
        return isDetached ? nil : pair.compactMap(\.name)
      }
      return RenameSequence(names).steps.map { pair -> PostgresStep in
        .renameForeignKey(table: change.name, pair.previous, to: pair.next)
      }
    }
  }

  var droppedIndexes: [PostgresStep] {
    diff.alteredTables.flatMap { change in
      change.droppedIndexes.map { index -> PostgresStep in
        index.isConstraint
          ? .dropUniqueConstraint(table: change.name, name: index.name)
          : .dropIndex(table: change.name, name: index.name)
      }
    }
  }

  var createdIndexes: [PostgresStep] {
    diff.createdTables.flatMap { table in
      table.indexes.map { PostgresStep.createIndex(table: table.name, $0) }
    }
      + diff.alteredTables.flatMap { change in
        change.createdIndexes.map { PostgresStep.createIndex(table: change.name, $0) }
      }
  }

  /// The renames of indexes, whose names are those of a namespace, not of their tables.
  var renamedIndexes: [PostgresStep] {
    var steps: [PostgresStep] = []
    var namespaces: Set<String?> = []
    let changes = diff.alteredTables.filter { !$0.renamedIndexes.isEmpty }
    for namespace in changes.map(\.name.namespace) where namespaces.insert(namespace).inserted {
      var tables: [String: QualifiedName] = [:]
      var names: [SchemaPair<String>] = []
      for change in changes where change.name.namespace == namespace {
        for pair in change.renamedIndexes {
          tables[pair.previous.name] = change.name
          names.append(pair.map(\.name))
        }
      }
      for pair in RenameSequence(names).steps {
        guard let table = tables[pair.previous] else { continue }
        tables[pair.next] = table
        steps.append(.renameIndex(table: table, pair.previous, to: pair.next))
      }
    }
    return steps
  }

  /// Whether a primary key gets the name that another one has until it is renamed, as where tables
  /// swap their names.
  var areRenamedKeysEntangled: Bool {
    let names = diff.alteredTables.compactMap { change in
      change.namesOfRenamedKey?.map { QualifiedName($0, in: change.name.namespace) }
    }
    return !Set(names.map(\.previous)).isDisjoint(with: names.map(\.next))
  }

  /// The renames of primary keys in an order in which each name is free.
  var entangledKeyRenames: [PostgresStep] {
    let changes = Dictionary(grouping: diff.alteredTables) { $0.name.namespace }
    return changes.sorted { $0.key ?? "" < $1.key ?? "" }.flatMap { _, changes in
      var tables: [String: QualifiedName] = [:]
      for change in changes {
        if let names = change.namesOfRenamedKey { tables[names.previous] = change.name }
      }
      let renames = RenameSequence(changes.compactMap(\.namesOfRenamedKey))
      return renames.steps.compactMap { names -> PostgresStep? in
        guard let table = tables[names.previous] else { return nil }
        tables[names.next] = table
        return .renamePrimaryKey(table: table, names.previous, to: names.next)
      }
    }
  }

  /// Whether something new gets a name that an index has until it is renamed.
  var needsNamesOfRenamedIndexes: Bool {
    var names: Set<QualifiedName> = []
    for change in diff.alteredTables {
      names.formUnion(
        change.renamedIndexes.map { QualifiedName($0.previous.name, in: change.name.namespace) })
    }
    guard !names.isEmpty else { return false }
    let created =
      diff.createdTables.flatMap { table in
        ([table.name.name, table.primaryKey?.name].compactMap { $0 } + table.indexes.map(\.name))
          .map { QualifiedName($0, in: table.name.namespace) }
      }
      + diff.alteredTables.flatMap { change in
        change.createdIndexes.map { QualifiedName($0.name, in: change.name.namespace) }
      }
    return !names.isDisjoint(with: created)
  }
}

extension ForeignKey {
  fileprivate func isCounterpart(of other: ForeignKey) -> Bool {
    columns == other.columns && referencedTable == other.referencedTable
      && referencedColumns == other.referencedColumns && onDelete == other.onDelete
      && onUpdate == other.onUpdate
  }
}

extension TableChange<Postgres> {
  /// Whether one of the columns gets another type.
  fileprivate func changesTypes(of columns: [String]) -> Bool {
    alteredColumns.contains { $0.type != nil && columns.contains($0.name) }
  }

  /// Whether the columns change, or the key or index that makes them unique is made anew.
  fileprivate func replaces(_ columns: [String]) -> Bool {
    if changesTypes(of: columns) { return true }
    if primaryKey == .changed || primaryKey == .dropped,
      tables.previous.primaryKey.map({ Set($0.columns) == Set(columns) }) ?? false
    {
      return true
    }
    return droppedIndexes.contains { $0.isUnique && Set($0.columns) == Set(columns) }
  }
}

extension TableChange<Postgres> {
  /// The names of a primary key that is renamed.
  var namesOfRenamedKey: SchemaPair<String>? {
    guard primaryKey == .renamed else { return nil }
    return tables.compactMap { $0.primaryKey?.name }
  }
}
