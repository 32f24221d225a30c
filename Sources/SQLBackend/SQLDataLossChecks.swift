import BackendInterface
import DatabaseAccess
import SQLModel

/// What to ask a live database before a difference is carried out.
///
/// The questions are about the database as it is, so they use the names before any rename.
struct SQLDataLossChecks<Dialect: SQLDialect> {
  private(set) var checks: [DataLossCheck] = []
  private let renames: SchemaRenames
  private let schemas: SchemaPair<SQLSchema<Dialect>>
  /// The tables that exist on both sides, as they were.
  private let previousTables: [QualifiedName: Table<Dialect>]
  private let alteredTables: [QualifiedName: TableChange<Dialect>]

  init(_ diff: SchemaDiff<Dialect>) {
    renames = diff.renames
    schemas = diff.schemas
    previousTables = Dictionary(
      diff.tablePairs.map { ($0.next.name, $0.previous) }, uniquingKeysWith: { first, _ in first })
    alteredTables = Dictionary(
      diff.alteredTables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for table in diff.droppedTables {
      add(
        "table `\(table.name.display)` is dropped with all its rows", .dropped, .loss,
        of: .table(table.name), table.name, where: nil)
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
        "column `\(column.name)` of table `\(table.display)` is dropped with its values",
        .dropped, .loss, of: .column(column.name, of: table), table,
        where: isNotNull(column.name, of: table))
    }
    for column in change.addedColumns
    where !column.isNullable && column.defaultValue == nil && !column.isAutoIncrement {
      add(
        "the required column `\(column.name)` is added to table `\(table.display)` without a default",
        .requiredColumn, obstacle: "rows already", .unexecutable,
        of: .column(column.name, of: table), table, where: nil)
    }
    for column in change.alteredColumns { add(column, of: table) }
  }

  private mutating func add(_ change: ColumnChange<Dialect>, of table: QualifiedName) {
    let name = change.name
    let subject = "column `\(name)` of table `\(table.display)`"
    let object = SchemaObject.column(name, of: table)
    let types = change.columns.map(Dialect.typeName)
    switch change.type {
    case .impossible:
      let isDemanding = !change.columns.next.isNullable && change.columns.next.defaultValue == nil
      let reason = "because `\(types.previous)` cannot become `\(types.next)`"
      let text = "\(subject) is dropped with its values and added again, \(reason)"
      if isDemanding {
        add(
          text, .requiredColumn, obstacle: "rows already", .unexecutable, of: object, table,
          where: nil)
      } else {
        add(text, .retyped, .loss, of: object, table, where: isNotNull(name, of: table))
      }
      return
    case .risky: addUnfitValues(of: change, object, subject, types, table)
    case .safe, nil: break
    }
    let hasDefault = change.columns.next.defaultValue != nil
    if change.hasNullabilityChanged, !change.columns.next.isNullable,
      !hasDefault || !Dialect.fillsMissingValues
    {
      let rows = "rows without a value"
      add(
        "\(subject) becomes required", .missingValues,
        obstacle: hasDefault ? "\(rows), which the default does not fill" : rows, .unexecutable,
        of: object, table, where: "\(quoted(name, of: table)) IS NULL")
    }
  }

  private mutating func addUnfitValues(
    of change: ColumnChange<Dialect>, _ object: SchemaObject, _ subject: String,
    _ types: SchemaPair<String>, _ table: QualifiedName
  ) {
    let column = quoted(change.name, of: table)
    let text = "\(subject) changes from `\(types.previous)` to `\(types.next)`"
    let known = Dialect.unfitValues(change.columns, named: column, in: schemas)
    guard let known else {
      return add(
        text, .unfitValues, obstacle: "values that may not fit", .mayFail, of: object, table,
        where: "\(column) IS NOT NULL")
    }
    for values in known {
      add(
        text, .unfitValues, obstacle: values.text, values.consequence, of: object, table,
        where: values.condition)
    }
  }

  private mutating func addKeys(of change: TableChange<Dialect>) {
    let table = change.name
    switch change.primaryKey {
    case .changed, .added:
      let columns = change.tables.next.primaryKey?.columns ?? []
      addUniqueness(
        of: columns, in: change, .primaryKey(of: table),
        "table `\(table.display)` gets a new primary key")
    case .dropped, .renamed, nil: break
    }
    for index in change.createdIndexes where index.isUnique && index.predicate == nil {
      let columns = index.columns.map { "`\($0)`" }.joined(separator: ", ")
      guard index.columns.count == index.parts.count, !change.wasUnique(index) else { continue }
      addUniqueness(
        of: index.columns, in: change, .index(index, of: table),
        "\(columns) of table `\(table.display)` becomes unique")
    }
    for key in change.createdForeignKeys { addReference(key, in: change) }
  }

  /// Counts the rows whose combination of values others have too.
  private mutating func addUniqueness(
    of columns: [String], in change: TableChange<Dialect>, _ object: SchemaObject, _ text: String
  ) {
    let added = change.addedColumns.filter { columns.contains($0.name) }
    // Rows without a value in one of the columns are never duplicates, and a row number never is.
    guard !columns.isEmpty, added.allSatisfy({ $0.defaultValue != nil && !$0.isAutoIncrement })
    else { return }
    let present = columns.filter { name in !added.contains { $0.name == name } }
      .map { quoted($0, of: change.name) }
    let table = Dialect.quote(previousName(of: change.name))
    let sql: String
    if present.isEmpty {
      sql = "SELECT COUNT(*) FROM \(table) WHERE (SELECT COUNT(*) FROM \(table)) > 1"
    } else {
      let condition = present.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
      sql =
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) "
        + "FROM (SELECT COUNT(*) AS size FROM \(table) WHERE \(condition) "
        + "GROUP BY \(present.joined(separator: ", ")) HAVING COUNT(*) > 1) AS duplicates"
    }
    checks.append(
      DataLossCheck(
        text, .duplicates, obstacle: "duplicates", .unexecutable, of: object,
        count: Statement(sql)))
  }

  /// Counts the rows that a new foreign key would find without their counterpart.
  private mutating func addReference(_ key: ForeignKey, in change: TableChange<Dialect>) {
    let isNew = change.addedColumns.contains { key.columns.contains($0.name) }
    let isConverted = change.alteredColumns.contains {
      $0.type != nil && key.columns.contains($0.name)
    }
    guard !isNew, !isConverted, let parent = referencedColumns(of: key) else { return }
    let child = Dialect.quote(previousName(of: change.name))
    let columns = key.columns.map { "child.\(quoted($0, of: change.name))" }
    var sql = "SELECT COUNT(*) FROM \(child) AS child WHERE "
    sql += columns.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    if !parent.isEmpty {
      let matches = zip(columns, parent).map { "\($0) = parent.\($1)" }.joined(separator: " AND ")
      let table = Dialect.quote(previousName(of: key.referencedTable))
      sql += " AND NOT EXISTS (SELECT 1 FROM \(table) AS parent WHERE \(matches))"
    }
    let name = key.referencedTable.display
    checks.append(
      DataLossCheck(
        "rows of table `\(change.name.display)` must refer to rows of table `\(name)`",
        .danglingReferences, obstacle: "references to rows that do not exist", .unexecutable,
        of: .foreignKey(key, of: change.name), count: Statement(sql)))
  }

  /// The referenced columns by their present names; empty when the table does not exist yet, `nil`
  /// when they cannot be compared yet.
  private func referencedColumns(of key: ForeignKey) -> [String]? {
    guard let table = previousTables[key.referencedTable] else { return [] }
    let altered = alteredTables[key.referencedTable]?.alteredColumns ?? []
    guard key.referencedColumns.allSatisfy({ table.column(named: $0) != nil }),
      !altered.contains(where: { $0.type != nil && key.referencedColumns.contains($0.name) })
    else { return nil }
    return key.referencedColumns.map { quoted($0, of: key.referencedTable) }
  }

  private mutating func add(
    _ text: String, _ problem: DataLossCheck.Problem, obstacle: String? = nil,
    _ consequence: DataLossCheck.Consequence, of object: SchemaObject, _ table: QualifiedName,
    where condition: String?
  ) {
    var sql = "SELECT COUNT(*) FROM \(Dialect.quote(previousName(of: table)))"
    if let condition { sql += " WHERE \(condition)" }
    checks.append(
      DataLossCheck(
        text, problem, obstacle: obstacle, consequence, of: object, count: Statement(sql)))
  }

  private func previousName(of table: QualifiedName) -> QualifiedName {
    renames.tables.first { $0.next == table }?.previous ?? table
  }

  private func isNotNull(_ column: String, of table: QualifiedName) -> String {
    "\(quoted(column, of: table)) IS NOT NULL"
  }

  private func quoted(_ column: String, of table: QualifiedName) -> String {
    let rename = renames.columns.first { $0.table == table && $0.names.next == column }
    return Dialect.quote(rename?.names.previous ?? column)
  }
}
