import SQLBackend
import SQLModel

/// Finds the steps that carry out a difference, in an order in which each can be executed.
struct PostgresPlanner {
  private let diff: SchemaDiff<Postgres>
  /// Foreign keys that must make way for a change, though they are the same on both sides.
  private let detached: [(table: QualifiedName, keys: SchemaPair<ForeignKey>)]
  private let enumChanges: [PostgresEnumChange]

  init(_ diff: SchemaDiff<Postgres>) {
    self.diff = diff
    detached = Self.detachedKeys(diff)
    enumChanges = PostgresEnumPlanner(diff).changes
  }

  var steps: [PostgresStep] {
    var steps: [PostgresStep] = diff.createdNamespaces.map { .createSchema($0) }
    steps += extensionSteps
    steps += renameSteps
    let enums = createdEnums
    // A table is a type as well: an enum cannot have its name before the table is gone.
    let obstacles = diff.droppedTables.filter { table in
      enums.contains { $0.name == table.name }
    }
    if !obstacles.isEmpty { steps += droppedForeignKeys }
    steps += obstacles.map { .dropTable($0.name) }
    steps += enums.map { .createEnum($0) }
    steps += enumChanges.map { .alterEnum($0) }
    if obstacles.isEmpty { steps += droppedForeignKeys }
    steps += droppedIndexes
    for change in diff.alteredTables { steps += alterations(of: change) }
    steps += diff.droppedTables.filter { !obstacles.contains($0) }.map { .dropTable($0.name) }
    steps += droppedEnums.map { .dropEnum($0) }
    steps += diff.createdTables.map { .createTable($0) }
    steps += renamedForeignKeys
    steps += createdIndexes
    steps += createdForeignKeys
    steps += renamedIndexes
    return steps
  }

  // Objects.

  /// The steps about extensions.
  var extensionSteps: [PostgresStep] {
    var steps: [PostgresStep] = []
    let previous = diff.schemas.previous.objects.extensions
    for next in diff.schemas.next.objects.extensions {
      guard let present = previous.first(where: { $0.name == next.name }) else {
        steps.append(.createExtension(next))
        continue
      }
      if let version = next.version, version != present.version {
        steps.append(.alterExtension(next, .version(version)))
      }
      if let namespace = next.namespace, namespace != present.namespace {
        steps.append(.alterExtension(next, .namespace(namespace)))
      }
    }
    return steps
  }

  private var renameSteps: [PostgresStep] {
    var steps = tableRenameSteps
    var renamed: Set<QualifiedName> = []
    for table in diff.renames.columns.map(\.table) where renamed.insert(table).inserted {
      let names = diff.renames.columns.filter { $0.table == table }.map(\.names)
      steps += RenameSequence(names).steps.map {
        .renameColumn(table: table, $0.previous, to: $0.next)
      }
    }
    for pair in diff.renames.enums {
      if pair.previous.name != pair.next.name {
        steps.append(.renameEnum(pair.previous, to: pair.next.name))
      }
      if let namespace = pair.next.namespace, namespace != pair.previous.namespace {
        let name = QualifiedName(pair.next.name, in: pair.previous.namespace)
        steps.append(.moveEnum(name, toNamespace: namespace))
      }
    }
    for rename in diff.renames.enumValues {
      steps.append(
        .renameEnumValue(
          enumeration: rename.enumeration, rename.names.previous, to: rename.names.next))
    }
    return steps
  }

  private var tableRenameSteps: [PostgresStep] {
    var steps: [PostgresStep] = []
    var renamed: Set<String?> = []
    for namespace in diff.renames.tables.map(\.previous.namespace)
    where renamed.insert(namespace).inserted {
      let names = diff.renames.tables.filter { $0.previous.namespace == namespace }
      steps += RenameSequence(names.map { $0.map(\.name) }).steps.map {
        .renameTable(QualifiedName($0.previous, in: namespace), to: $0.next)
      }
      for pair in names {
        guard let next = pair.next.namespace, next != namespace else { continue }
        let name = QualifiedName(pair.next.name, in: namespace)
        steps.append(.moveTable(name, toNamespace: next))
      }
    }
    return steps
  }

  private var createdEnums: [PostgresObjects.Enumeration] {
    let previous = Set(diff.schemas.previous.objects.enumerations.map(\.name))
    return diff.schemas.next.objects.enumerations.filter { !previous.contains($0.name) }
  }

  private var droppedEnums: [QualifiedName] {
    let next = Set(diff.schemas.next.objects.enumerations.map(\.name))
    let gone = diff.schemas.previous.objects.enumerations.map(\.name).filter { !next.contains($0) }
    return gone
      + enumChanges.filter { !$0.replacement.isEmpty && $0.keepsPreviousType }.map(\.previousName)
  }

  // Keys and indexes.

  /// The foreign keys over columns whose types change, or whose target is made anew.
  private static func detachedKeys(
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

  private var droppedForeignKeys: [PostgresStep] {
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

  private var createdForeignKeys: [PostgresStep] {
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

  private var renamedForeignKeys: [PostgresStep] {
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

  private var droppedIndexes: [PostgresStep] {
    diff.alteredTables.flatMap { change in
      change.droppedIndexes.map { index -> PostgresStep in
        index.isConstraint
          ? .dropUniqueConstraint(table: change.name, name: index.name)
          : .dropIndex(table: change.name, name: index.name)
      }
    }
  }

  private var createdIndexes: [PostgresStep] {
    diff.createdTables.flatMap { table in
      table.indexes.map { PostgresStep.createIndex(table: table.name, $0) }
    }
      + diff.alteredTables.flatMap { change in
        change.createdIndexes.map { PostgresStep.createIndex(table: change.name, $0) }
      }
  }

  private var renamedIndexes: [PostgresStep] {
    diff.alteredTables.flatMap { change in
      change.renamedIndexes.map { pair -> PostgresStep in
        .renameIndex(table: change.name, pair.previous.name, to: pair.next.name)
      }
    }
  }

  // Tables.

  private func alterations(of change: TableChange<Postgres>) -> [PostgresStep] {
    var clauses: [PostgresTableClause] = []
    if change.primaryKey == .dropped || change.primaryKey == .changed,
      let name = change.tables.previous.primaryKey?.name
    {
      clauses.append(.dropPrimaryKey(name: name))
    }
    clauses += change.droppedColumns.map { .dropColumn($0.name) }
    clauses += change.addedColumns.map { .addColumn($0.computed(in: change.tables.next)) }
    for column in change.alteredColumns { clauses += self.clauses(for: column, of: change) }
    if change.primaryKey == .added || change.primaryKey == .changed,
      let key = change.tables.next.primaryKey
    {
      clauses.append(.addPrimaryKey(key))
    }
    var steps: [PostgresStep] = clauses.isEmpty ? [] : [.alterTable(change.name, clauses)]
    if change.primaryKey == .renamed, let previous = change.tables.previous.primaryKey?.name,
      let next = change.tables.next.primaryKey?.name
    {
      steps.append(.renamePrimaryKey(table: change.name, previous, to: next))
    }
    return steps
  }

  private func clauses(
    for change: ColumnChange<Postgres>, of table: TableChange<Postgres>
  ) -> [PostgresTableClause] {
    let (previous, next) = (change.columns.previous, change.columns.next)
    if change.isRecreated { return [.dropColumn(previous.name), .addColumn(next)] }
    var clauses: [PostgresTableClause] = []
    if change.hasNullabilityChanged {
      clauses.append(next.isNullable ? .dropNotNull(next.name) : .setNotNull(next.name))
    }
    if change.hasAutoIncrementChanged, !next.isAutoIncrement {
      clauses += numberingEnd(previous)
    } else if change.hasDefaultChanged, next.defaultValue.isAbsent, !next.isAutoIncrement,
      !isSetWithEnum(next, of: table.name)
    {
      clauses.append(.dropDefault(next.name))
    }
    if change.type != nil {
      let conversion = change.columns.map(\.type).conversion(of: Postgres.quote(next.name))
      // The server would have to convert the default as well; it sets the next one afterwards.
      let isInTheWay = conversion != nil && !previous.defaultValue.isAbsent
      if isInTheWay, !clauses.contains(.dropDefault(next.name)) {
        clauses.append(.dropDefault(next.name))
      }
      // Without a word the column would get the collation of the type.
      let collation = next.type.scalar?.isText == true ? previous.options.collation : nil
      clauses.append(
        .setType(next.name, next.type, collation: collation, using: conversion))
    }
    if change.hasAutoIncrementChanged, next.isAutoIncrement {
      // The server folds the name, which the toolkit that wrote older migrations left unquoted.
      let name = "\(table.name.name)_\(next.name)_seq".lowercased()
      clauses.append(
        .startNumbering(next.name, sequence: QualifiedName(name, in: table.name.namespace)))
    } else if change.hasDefaultChanged || clauses.contains(.dropDefault(next.name)),
      let value = next.defaultValue, !next.defaultValue.isAbsent,
      !isSetWithEnum(next, of: table.name)
    {
      clauses.append(.setDefault(next.name, value, next.type))
    }
    return clauses
  }

  /// Whether the default changes together with the values of the column's enum.
  private func isSetWithEnum(_ column: Column<Postgres>, of table: QualifiedName) -> Bool {
    enumChanges.contains { change in
      !change.replacement.isEmpty
        && change.usages.contains {
          $0.table == table && $0.column == column.name && $0.hadDefault
        }
    }
  }

  private func numberingEnd(_ column: Column<Postgres>) -> [PostgresTableClause] {
    guard column.options.identity == nil else { return [.dropIdentity(column.name)] }
    // A schema does not tell the sequence's name, which depends on how the column came about.
    guard let sequence = column.options.sequence, !column.options.sharesSequence else {
      return [.dropDefault(column.name)]
    }
    return [.dropDefault(column.name), .dropSequence(sequence)]
  }
}

extension ColumnDefault? {
  /// Whether there is nothing to write: also `dbgenerated()` without a text says nothing.
  var isAbsent: Bool { self == nil || self == .expression(nil) }
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
