import BackendInterface
import SQLModel

/// A difference in words, one line a change.
struct SQLChangeSummary<Dialect: SQLDialect> {
  private(set) var lines: [ChangeSummary] = []

  init(_ diff: SchemaDiff<Dialect>) {
    for namespace in diff.createdNamespaces {
      lines.append(ChangeSummary(.added, "namespace \"\(namespace)\""))
    }
    addRenames(diff.renames)
    for table in diff.createdTables { lines.append(ChangeSummary(.added, table.words)) }
    for table in diff.droppedTables {
      lines.append(ChangeSummary(.removed, table.words, risk: .destructive))
    }
    for change in diff.alteredTables { add(change) }
  }

  private mutating func addRenames(_ renames: SchemaRenames) {
    for pair in renames.tables {
      lines.append(
        ChangeSummary(
          .renamed, "table \"\(pair.previous.display)\"", detail: "to \"\(pair.next.display)\""))
    }
    for rename in renames.columns {
      add(
        .renamed, "column \"\(rename.names.previous)\"", of: rename.table,
        detail: "to \"\(rename.names.next)\"")
    }
  }

  private mutating func add(_ change: TableChange<Dialect>) {
    let name = change.name
    for column in change.addedColumns {
      let isDemanding = !column.isNullable && column.defaultValue == nil && !column.isAutoIncrement
      add(
        .added, column.words, of: name, detail: Dialect.typeName(of: column),
        risk: isDemanding ? .risky : .safe)
    }
    for column in change.droppedColumns {
      add(.removed, column.words, of: name, risk: .destructive)
    }
    for column in change.alteredColumns {
      add(
        .changed, column.columns.next.words, of: name, detail: detail(of: column),
        risk: risk(of: column))
    }
    addKeys(of: change)
    if change.haveOptionsChanged { add(.changed, change.tables.next.words, of: name) }
  }

  private mutating func addKeys(of change: TableChange<Dialect>) {
    let name = change.name
    switch change.primaryKey {
    case .added: add(.added, "primary key", of: name, risk: .risky)
    case .dropped: add(.removed, "primary key", of: name)
    case .changed: add(.changed, "primary key", of: name, risk: .risky)
    case .renamed: add(.renamed, "primary key", of: name)
    case nil: break
    }
    for index in change.createdIndexes {
      add(.added, index.words, of: name, risk: index.isUnique ? .risky : .safe)
    }
    for index in change.droppedIndexes { add(.removed, index.words, of: name) }
    for pair in change.renamedIndexes {
      add(.renamed, pair.previous.words, of: name, detail: "to \"\(pair.next.name)\"")
    }
    for key in change.createdForeignKeys { add(.added, key.words, of: name, risk: .risky) }
    for key in change.droppedForeignKeys { add(.removed, key.words, of: name) }
    for pair in change.renamedForeignKeys {
      add(.renamed, pair.previous.words, of: name, detail: "to \"\(pair.next.name ?? "")\"")
    }
  }

  private mutating func add(
    _ kind: ChangeSummary.Kind, _ subject: String, of table: QualifiedName, detail: String? = nil,
    risk: ChangeSummary.Risk = .safe
  ) {
    lines.append(
      ChangeSummary(kind, subject, table: table.display, detail: detail, risk: risk))
  }

  private func detail(of change: ColumnChange<Dialect>) -> String {
    var parts: [String] = []
    if change.type != nil {
      let names = change.columns.map(Dialect.typeName)
      parts.append("type \(names.previous) to \(names.next)")
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
    switch change.type {
    case .impossible: .destructive
    case .risky: .risky
    case .safe, nil:
      change.hasNullabilityChanged && !change.columns.next.isNullable ? .risky : .safe
    }
  }
}

extension Table {
  fileprivate var words: String { "table \"\(name.display)\"" }
}

extension Column {
  fileprivate var words: String { "column \"\(name)\"" }
}

extension Index {
  fileprivate var words: String {
    "\(isUnique ? "unique index" : "index") \"\(name)\""
  }
}

extension ForeignKey {
  fileprivate var words: String {
    name.map { "foreign key \"\($0)\"" }
      ?? "foreign key on \(columns.map { "\"\($0)\"" }.joined(separator: ", "))"
  }
}
