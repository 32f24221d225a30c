import SQLBackend
import SQLModel

/// Finds the steps that carry out a difference, in an order in which each can be executed.
struct PostgresPlanner {
  let diff: SchemaDiff<Postgres>
  /// Foreign keys that must make way for a change, though they are the same on both sides.
  let detached: [(table: QualifiedName, keys: SchemaPair<ForeignKey>)]
  private let enumChanges: [PostgresEnumChange]
  /// The sequences of the columns that begin to number their rows, by table and column.
  private let sequences: [QualifiedName: [String: QualifiedName]]

  init(_ diff: SchemaDiff<Postgres>) {
    self.diff = diff
    detached = Self.detachedKeys(diff)
    enumChanges = PostgresEnumPlanner(diff).changes
    sequences = Self.sequences(diff)
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
    let areKeysEntangled = areRenamedKeysEntangled
    for change in diff.alteredTables {
      steps += alterations(of: change)
      if !areKeysEntangled, let names = change.namesOfRenamedKey {
        steps.append(.renamePrimaryKey(table: change.name, names.previous, to: names.next))
      }
    }
    if areKeysEntangled { steps += entangledKeyRenames }
    steps += diff.droppedTables.filter { !obstacles.contains($0) }.map { .dropTable($0.name) }
    steps += droppedEnums.map { .dropEnum($0) }
    let renamedIndexes = renamedIndexes
    let areIndexesInTheWay = needsNamesOfRenamedIndexes
    if areIndexesInTheWay { steps += renamedIndexes }
    steps += diff.createdTables.map { .createTable($0) }
    steps += renamedForeignKeys
    steps += createdIndexes
    steps += createdForeignKeys
    if !areIndexesInTheWay { steps += renamedIndexes }
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
      + enumChanges.compactMap(\.replacement).filter(\.keepsPreviousType).map(\.previousName)
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
    return clauses.isEmpty ? [] : [.alterTable(change.name, clauses)]
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
      !isSetWithEnum(change, of: table.name)
    {
      clauses.append(.dropDefault(next.name))
    }
    if change.type != nil {
      let conversion = change.columns.map(\.type).conversion(of: Postgres.quote(next.name))
      // The server would have to convert the default as well; it sets the next one afterwards.
      let isInTheWay =
        change.hasDefaultOfOtherKind || (conversion != nil && !previous.defaultValue.isAbsent)
      if isInTheWay, !clauses.contains(.dropDefault(next.name)) {
        clauses.append(.dropDefault(next.name))
      }
      // Without a word the column would get the collation of the type.
      let collation = next.type.scalar?.isText == true ? previous.options.collation : nil
      clauses.append(
        .setType(next.name, next.type, collation: collation, using: conversion))
    }
    if change.hasAutoIncrementChanged, next.isAutoIncrement {
      if let sequence = sequences[table.name]?[next.name] {
        clauses.append(.startNumbering(next.name, sequence: sequence))
      }
    } else if change.hasDefaultChanged || clauses.contains(.dropDefault(next.name)),
      let value = next.defaultValue, !next.defaultValue.isAbsent,
      !isSetWithEnum(change, of: table.name)
    {
      clauses.append(.setDefault(next.name, value, next.type))
    }
    return clauses
  }

  /// Whether the default changes together with the values of the column's enum.
  private func isSetWithEnum(
    _ column: ColumnChange<Postgres>, of table: QualifiedName
  ) -> Bool {
    column.type == nil
      && enumChanges.flatMap(\.usages).contains {
        $0.table == table && $0.column == column.name && $0.hadDefault
      }
  }

  private static func sequences(
    _ diff: SchemaDiff<Postgres>
  ) -> [QualifiedName: [String: QualifiedName]] {
    var result: [QualifiedName: [String: QualifiedName]] = [:]
    var names: PostgresFreeNames?
    for table in diff.alteredTables {
      for column in table.alteredColumns
      where column.hasAutoIncrementChanged && column.columns.next.isAutoIncrement {
        var free = names ?? .relations(diff.schemas)
        // The server folds the name, which the toolkit that wrote older migrations left unquoted.
        result[table.name, default: [:]][column.name] = free.take(
          "\(table.name.name)_\(column.name)".lowercased(), ending: "_seq",
          in: table.name.namespace)
        names = free
      }
    }
    return result
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

extension ColumnChange<Postgres> {
  /// Whether the default is one of another kind of type, even where it reads the same.
  ///
  /// The server would convert it by a cast of what it was, which keeps an enum in use and makes
  /// another text of a time or of a document.
  fileprivate var hasDefaultOfOtherKind: Bool {
    guard type != nil, !columns.previous.defaultValue.isAbsent,
      columns.next.defaultValue != .expression(nil)
    else { return false }
    let (previous, next) = (columns.previous.type, columns.next.type)
    guard previous.isList == next.isList else { return true }
    switch (previous.element, next.element) {
    case (.builtin(let scalar, _), .builtin(let other, _)):
      return scalar != other && !(scalar.isNumber && other.isNumber)
        && !(scalar.isText && other.isText)
    case (.enumeration(let name), .enumeration(let other)): return name != other
    case (.other, .other): return false
    case (.enumeration, _), (_, .enumeration), (.other, _), (_, .other): return true
    }
  }
}
