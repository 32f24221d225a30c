import BackendInterface
import DatabaseAccess
import SQLModel

/// What to ask a live database before a difference is carried out.
///
/// The questions are about the database as it is, so they use the names before any rename.
struct SQLDataLossChecks<Dialect: SQLDialect> {
  private(set) var checks: [DataLossCheck] = []
  private let renames: SchemaRenames

  init(_ diff: SchemaDiff<Dialect>) {
    renames = diff.renames
    for table in diff.droppedTables {
      add(
        "table \"\(table.name.display)\" is dropped with all its rows", .loss,
        table.name, where: nil)
    }
    for change in diff.alteredTables {
      addColumns(of: change)
      addKeys(of: change)
    }
  }

  private mutating func addColumns(of change: TableChange<Dialect>) {
    let table = change.name
    for column in change.droppedColumns {
      add(
        "column \"\(column.name)\" of table \"\(table.display)\" is dropped with its values",
        .loss, table, where: isNotNull(column.name, of: table))
    }
    for column in change.addedColumns
    where !column.isNullable && column.defaultValue == nil && !column.isAutoIncrement {
      add(
        "the required column \"\(column.name)\" is added to table \"\(table.display)\", which has rows, without a default",
        .unexecutable, table, where: nil)
    }
    for column in change.alteredColumns { add(column, of: table) }
  }

  private mutating func add(_ change: ColumnChange<Dialect>, of table: QualifiedName) {
    let name = change.name
    let subject = "column \"\(name)\" of table \"\(table.display)\""
    let types = change.columns.map(Dialect.typeName)
    switch change.type {
    case .impossible:
      let isDemanding = !change.columns.next.isNullable && change.columns.next.defaultValue == nil
      add(
        "\(subject) is dropped and added again, because \(types.previous) cannot become \(types.next); its values are lost",
        isDemanding ? .unexecutable : .loss, table,
        where: isDemanding ? nil : isNotNull(name, of: table))
      return
    case .risky:
      add(
        "\(subject) changes from \(types.previous) to \(types.next); values may not fit", .mayFail,
        table, where: isNotNull(name, of: table))
    case .safe, nil: break
    }
    if change.hasNullabilityChanged, !change.columns.next.isNullable,
      change.columns.next.defaultValue == nil
    {
      add(
        "\(subject) becomes required, but there are rows without a value", .unexecutable, table,
        where: "\(quoted(name, of: table)) IS NULL")
    }
  }

  private mutating func addKeys(of change: TableChange<Dialect>) {
    let table = change.name
    switch change.primaryKey {
    case .changed, .added:
      add(
        "the primary key of table \"\(table.display)\" changes; it fails when the new one is not unique",
        .mayFail, table, where: nil)
    case .dropped, .renamed, nil: break
    }
    for index in change.createdIndexes where index.isUnique {
      let wasUnique = change.droppedIndexes.contains {
        $0.isUnique && Set($0.columns).isSubset(of: index.columns)
      }
      if wasUnique { continue }
      let columns = index.columns.map { "\"\($0)\"" }.joined(separator: ", ")
      add(
        "\(columns) of table \"\(table.display)\" becomes unique; it fails when there are duplicates",
        .mayFail, table, where: nil)
    }
  }

  private mutating func add(
    _ message: String, _ consequence: DataLossCheck.Consequence, _ table: QualifiedName,
    where condition: String?
  ) {
    let name = renames.tables.first { $0.next == table }?.previous ?? table
    var sql = "SELECT COUNT(*) FROM \(Dialect.quote(name))"
    if let condition { sql += " WHERE \(condition)" }
    checks.append(DataLossCheck(message, consequence, count: Statement(sql)))
  }

  private func isNotNull(_ column: String, of table: QualifiedName) -> String {
    "\(quoted(column, of: table)) IS NOT NULL"
  }

  private func quoted(_ column: String, of table: QualifiedName) -> String {
    let rename = renames.columns.first { $0.table == table && $0.names.next == column }
    return Dialect.quote(rename?.names.previous ?? column)
  }
}
