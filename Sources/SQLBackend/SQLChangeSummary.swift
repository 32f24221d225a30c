import BackendInterface
import SQLModel

/// A difference in words, one line a change.
struct SQLChangeSummary<Dialect: SQLDialect> {
  private(set) var lines: [ChangeSummary] = []

  init(_ diff: SchemaDiff<Dialect>) {
    for namespace in diff.createdNamespaces {
      lines.append(ChangeSummary(.added, SchemaObject(.namespace, namespace)))
    }
    addRenames(diff.renames)
    for table in diff.createdTables { lines.append(ChangeSummary(.added, .table(table.name))) }
    for table in diff.droppedTables {
      lines.append(ChangeSummary(.removed, .table(table.name), risk: .destructive))
    }
    for change in diff.alteredTables { add(change) }
  }

  private mutating func addRenames(_ renames: SchemaRenames) {
    for pair in renames.tables {
      lines.append(
        ChangeSummary(.renamed, .table(pair.previous), detail: "to `\(pair.next.display)`"))
    }
    for pair in renames.enums {
      lines.append(
        ChangeSummary(.renamed, .enumeration(pair.previous), detail: "to `\(pair.next.display)`"))
    }
    for rename in renames.enumValues {
      add(
        .renamed, .enumValue(rename.names.previous, of: rename.enumeration),
        detail: "to `\(rename.names.next)`")
    }
    for rename in renames.columns {
      add(
        .renamed, .column(rename.names.previous, of: rename.table),
        detail: "to `\(rename.names.next)`")
    }
  }

  private mutating func add(_ change: TableChange<Dialect>) {
    let name = change.name
    for column in change.addedColumns {
      let isDemanding = !column.isNullable && column.defaultValue == nil && !column.isAutoIncrement
      add(
        .added, .column(column.name, of: name), detail: "`\(Dialect.typeName(of: column))`",
        risk: isDemanding ? .unexecutable : .safe)
    }
    for column in change.droppedColumns {
      add(.removed, .column(column.name, of: name), risk: .destructive)
    }
    for column in change.alteredColumns {
      add(
        .changed, .column(column.columns.next.name, of: name), detail: detail(of: column),
        risk: risk(of: column))
    }
    addKeys(of: change)
    if change.haveOptionsChanged {
      add(.changed, .table(name), detail: Dialect.optionsDetail(of: change.tables))
    }
  }

  private mutating func addKeys(of change: TableChange<Dialect>) {
    let name = change.name
    switch change.primaryKey {
    case .added: add(.added, .primaryKey(of: name), risk: .risky)
    case .dropped: add(.removed, .primaryKey(of: name))
    case .changed: add(.changed, .primaryKey(of: name), risk: .risky)
    case .renamed: add(.renamed, .primaryKey(of: name))
    case nil: break
    }
    for index in change.createdIndexes {
      let isRisky = index.isUnique && !change.wasUnique(index)
      add(.added, .index(index, of: name), risk: isRisky ? .risky : .safe)
    }
    for index in change.droppedIndexes { add(.removed, .index(index, of: name)) }
    for pair in change.renamedIndexes {
      add(.renamed, .index(pair.previous, of: name), detail: "to `\(pair.next.name)`")
    }
    for key in change.createdForeignKeys { add(.added, .foreignKey(key, of: name), risk: .risky) }
    for key in change.droppedForeignKeys { add(.removed, .foreignKey(key, of: name)) }
    for pair in change.renamedForeignKeys {
      add(
        .renamed, .foreignKey(pair.previous, of: name), detail: "to `\(pair.next.name ?? "")`")
    }
  }

  private mutating func add(
    _ kind: ChangeSummary.Kind, _ object: SchemaObject, detail: String? = nil,
    risk: ChangeSummary.Risk = .safe
  ) {
    lines.append(ChangeSummary(kind, object, detail: detail, risk: risk))
  }

  private func detail(of change: ColumnChange<Dialect>) -> String {
    var parts: [String] = []
    if change.type != nil {
      let names = change.columns.map(Dialect.typeName)
      parts.append("type `\(names.previous)` to `\(names.next)`")
    }
    if change.hasNullabilityChanged {
      parts.append(change.columns.next.isNullable ? "optional" : "required")
    }
    if change.hasAutoIncrementChanged {
      parts.append(change.columns.next.isAutoIncrement ? "numbered" : "no longer numbered")
    }
    if change.hasDefaultChanged {
      parts.append(change.columns.next.defaultValue == nil ? "no default" : "default")
    }
    return parts.joined(separator: ", ")
  }

  private func risk(of change: ColumnChange<Dialect>) -> ChangeSummary.Risk {
    let next = change.columns.next
    switch change.type {
    case .impossible:
      return !next.isNullable && next.defaultValue == nil ? .unexecutable : .destructive
    case .risky: return .risky
    case .safe, nil: return change.hasNullabilityChanged && !next.isNullable ? .risky : .safe
    }
  }
}
