import BackendInterface
import DatabaseAccess
import SQLModel

/// Reads the structure of a SQLite database with five queries.
///
/// The pragmas are described at <https://sqlite.org/pragma.html>; what they leave out, such as
/// checks, comes from the text of the table.
struct SQLiteIntrospector {
  private let session: any DatabaseSession
  private let external: Set<String>

  init(_ session: any DatabaseSession, filter: SchemaFilter) {
    self.session = session
    external = Set(filter.externalTables)
  }

  func schema() throws(DatabaseError) -> SQLSchema<SQLiteDialect> {
    let objects = try objects()
    var tables: [String: Table<SQLiteDialect>] = [:]
    var texts: [String: SQLiteTableText] = [:]
    for object in objects where object.type == "table" && isIncluded(object) {
      tables[object.name] = Table(QualifiedName(object.name), options: SQLiteTableOptions())
      texts[object.name] = SQLiteTableText(object.sql)
    }
    try readColumns(into: &tables, texts)
    // Every table has a column; those behind virtual tables were not read.
    tables = tables.filter { !$0.value.columns.isEmpty }
    try readIndexes(into: &tables, objects)
    try readForeignKeys(into: &tables, texts)
    for object in objects where object.type == "trigger" {
      tables[object.table]?.triggers.append(Trigger(object.name, definition: object.sql))
    }
    let views = objects.filter { $0.type == "view" }.map { view in
      View(QualifiedName(view.name), columns: columns(ofView: view.name), definition: view.sql)
    }
    return SQLSchema(
      tables: tables.values.sorted { $0.name < $1.name }, views: views,
      objects: SQLiteObjects(virtualTables: virtualTables(objects)))
  }

  /// A row of `sqlite_schema`.
  private struct Object {
    var type: String
    var name: String
    var table: String
    var sql: String
  }

  private func objects() throws(DatabaseError) -> [Object] {
    let rows = try session.fetch(
      Statement("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"))
    return (0..<rows.rowCount).map { row in
      Object(
        type: rows.string(row, 0) ?? "", name: rows.string(row, 1) ?? "",
        table: rows.string(row, 2) ?? "", sql: rows.string(row, 3) ?? "")
    }
  }

  /// Whether a table is one that the schema language can describe; virtual tables are not.
  private func isIncluded(_ object: Object) -> Bool {
    isOfUser(object) && !SQLiteTableText.isVirtual(object.sql)
  }

  private func virtualTables(_ objects: [Object]) -> [String] {
    objects.filter {
      $0.type == "table" && isOfUser($0) && SQLiteTableText.isVirtual($0.sql)
    }.map(\.name)
  }

  private func isOfUser(_ object: Object) -> Bool {
    !SQLiteDialect.isInternal(object.name) && !external.contains(object.name)
  }

  /// Reads the columns of all tables, without those that `pragma_table_list` calls `shadow`.
  ///
  /// These hold the data of virtual tables, and come and go with them.
  private func readColumns(
    into tables: inout [String: Table<SQLiteDialect>], _ texts: [String: SQLiteTableText]
  ) throws(DatabaseError) {
    let rows = try session.fetch(
      Statement(
        """
        SELECT t.name, t.wr, t.strict, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
        FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
        WHERE t.schema = 'main' AND t.type = 'table'
        ORDER BY t.name, c.cid
        """))
    var keys: [String: [(position: Int64, column: String)]] = [:]
    for row in 0..<rows.rowCount {
      guard let table = rows.string(row, 0), tables[table] != nil,
        let name = rows.string(row, 3)
      else { continue }
      tables[table]?.options.isWithoutRowID = rows.integer(row, 1) != 0
      tables[table]?.options.isStrict = rows.integer(row, 2) != 0
      let type = SQLiteType(declared: rows.string(row, 4) ?? "")
      let position = rows.integer(row, 7)
      if position > 0 { keys[table, default: []].append((position, name)) }
      var column = Column<SQLiteDialect>(
        name, type, isNullable: rows.integer(row, 5) == 0 && position == 0,
        defaultValue: rows.string(row, 6).flatMap {
          ColumnDefault(reported: $0, family: type.family)
        },
        options: SQLiteColumnOptions())
      column.options.collation = texts[table]?.collations[name]
      // 2 and 3 stand for generated columns, 1 for the hidden ones of virtual tables.
      if rows.integer(row, 8) > 1 { column.options.generation = texts[table]?.generations[name] }
      tables[table]?.columns.append(column)
    }
    for (table, parts) in keys {
      tables[table]?.setPrimaryKey(parts.sorted { $0.position < $1.position }.map(\.column))
      tables[table]?.checks = texts[table]?.checks ?? []
    }
    for table in tables.keys where keys[table] == nil {
      tables[table]?.checks = texts[table]?.checks ?? []
    }
  }

  /// The columns of a view; none of one over a table that is gone, which cannot be asked for them.
  private func columns(ofView name: String) -> [Column<SQLiteDialect>] {
    let question = Statement("SELECT name, type FROM pragma_table_xinfo(?)", [.text(name)])
    guard let rows = try? session.fetch(question) else { return [] }
    return (0..<rows.rowCount).map { row in
      Column(
        rows.string(row, 0) ?? "", SQLiteType(declared: rows.string(row, 1) ?? ""),
        isNullable: true, options: SQLiteColumnOptions())
    }
  }

  private func readIndexes(
    into tables: inout [String: Table<SQLiteDialect>], _ objects: [Object]
  ) throws(DatabaseError) {
    let definitions = Dictionary(
      objects.filter { $0.type == "index" }.map { ($0.name, $0.sql) },
      uniquingKeysWith: { first, _ in first })
    let rows = try session.fetch(
      Statement(
        """
        SELECT t.name, i.name, i."unique", i.origin, i.partial, c.name, c."desc", c.coll
        FROM sqlite_schema AS t JOIN pragma_index_list(t.name) AS i
          JOIN pragma_index_xinfo(i.name) AS c
        WHERE t.type = 'table' AND c.key = 1 AND i.origin <> 'pk'
        ORDER BY t.rowid, i.seq DESC, c.seqno
        """))
    for row in 0..<rows.rowCount {
      guard let table = rows.string(row, 0), tables[table] != nil,
        let name = rows.string(row, 1)
      else { continue }
      if tables[table]?.indexes.last?.name != name {
        let kind: Index<SQLiteDialect>.Kind = rows.integer(row, 2) == 0 ? .normal : .unique
        tables[table]?.indexes.append(
          Index(
            name, kind, [], isConstraint: rows.string(row, 3) == "u",
            options: SQLiteIndexOptions()))
      }
      let position = (tables[table]?.indexes.count ?? 1) - 1
      let column = rows.string(row, 5)
      tables[table]?.indexes[position].parts.append(
        IndexPart(
          column.map { .column($0) } ?? .expression(""), isDescending: rows.integer(row, 6) != 0,
          options: NoOptions()))
      let collation = column.flatMap { tables[table]?.column(named: $0)?.options.collation }
      let isPlain =
        rows.integer(row, 4) == 0 && column != nil
        && rows.string(row, 7)?.uppercased() == (collation ?? "BINARY").uppercased()
      if !isPlain { tables[table]?.indexes[position].options.definition = definitions[name] }
    }
  }

  private func readForeignKeys(
    into tables: inout [String: Table<SQLiteDialect>], _ texts: [String: SQLiteTableText]
  ) throws(DatabaseError) {
    let rows = try session.fetch(
      Statement(
        """
        SELECT t.name, k.id, k."table", k."from", k."to", k.on_update, k.on_delete
        FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS k
        WHERE t.type = 'table'
        ORDER BY t.rowid, k.id DESC, k.seq
        """))
    var last: (table: String, id: Int64)?
    for row in 0..<rows.rowCount {
      guard let table = rows.string(row, 0), tables[table] != nil,
        let referenced = rows.string(row, 2), let column = rows.string(row, 3)
      else { continue }
      if last?.table != table || last?.id != rows.integer(row, 1) {
        last = (table, rows.integer(row, 1))
        let target = tables.name(like: referenced)
        tables[table]?.foreignKeys.append(
          ForeignKey(
            name: nil, columns: [], referencedTable: target,
            referencedColumns: [],
            onDelete: ForeignKey.Action(reported: rows.string(row, 6)),
            onUpdate: ForeignKey.Action(reported: rows.string(row, 5))))
      }
      let position = (tables[table]?.foreignKeys.count ?? 1) - 1
      tables[table]?.foreignKeys[position].columns.append(column)
      if let target = rows.string(row, 4) {
        tables[table]?.foreignKeys[position].referencedColumns.append(target)
      }
    }
    for table in Array(tables.keys) { completeForeignKeys(of: table, in: &tables, texts[table]) }
  }

  /// Adds what the pragma leaves out: the columns of a key that names only a table, which are
  /// those of its primary key, and the names of constraints.
  private func completeForeignKeys(
    of table: String, in tables: inout [String: Table<SQLiteDialect>], _ text: SQLiteTableText?
  ) {
    for index in tables[table]?.foreignKeys.indices ?? 0..<0 {
      guard var key = tables[table]?.foreignKeys[index] else { continue }
      if key.referencedColumns.isEmpty {
        key.referencedColumns = tables[key.referencedTable.name]?.primaryKey?.columns ?? []
      }
      let declared = text?.foreignKeys.first { $0.columns == key.columns }
      key.name = declared?.name
      key.timing = declared?.timing ?? .immediate
      tables[table]?.foreignKeys[index] = key
    }
  }
}

extension Table<SQLiteDialect> {
  fileprivate mutating func setPrimaryKey(_ columns: [String]) {
    primaryKey = PrimaryKey(
      name: nil, columns.map { IndexPart(.column($0), options: NoOptions()) })
    guard columns.count == 1, !options.isWithoutRowID else { return }
    for index in self.columns.indices where self.columns[index].name == columns[0] {
      // Only this very name makes the column an alias of the row number;
      // https://sqlite.org/lang_createtable.html#rowid.
      self.columns[index].isAutoIncrement =
        self.columns[index].type.declared.uppercased() == "INTEGER"
    }
  }
}

extension [String: Table<SQLiteDialect>] {
  /// The name of a table as it was created, for a name that a foreign key gives in any case.
  fileprivate func name(like name: String) -> QualifiedName {
    if self[name] != nil { return QualifiedName(name) }
    let match = keys.first { $0.lowercased() == name.lowercased() }
    return QualifiedName(match ?? name)
  }
}

extension ForeignKey.Action {
  fileprivate init(reported: String?) {
    self = reported.flatMap(ForeignKey.Action.init) ?? .noAction
  }
}
