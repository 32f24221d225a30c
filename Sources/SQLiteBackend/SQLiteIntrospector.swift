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
  /// In the order of the database.
  private var tables: [Table<SQLiteDialect>] = []
  /// What the texts of the tables say, each at its table's position.
  private var texts: [SQLiteTableText] = []
  private var positions: [String: Int] = [:]
  /// The columns of the primary keys, each at its table's position.
  private var keys: [[String]] = []
  /// The primary keys that have an index of their own, by table.
  private var keyIndexes: [Int: [IndexPart<SQLiteDialect>]] = [:]

  init(_ session: any DatabaseSession, filter: SchemaFilter) {
    self.session = session
    external = Set(filter.externalTables)
  }

  mutating func schema() throws(DatabaseError) -> SQLSchema<SQLiteDialect> {
    let objects = try objects()
    for object in objects where object.type == "table" && isIncluded(object) {
      positions[object.name] = tables.count
      tables.append(Table(QualifiedName(object.name), options: SQLiteTableOptions()))
      texts.append(SQLiteTableText(object.sql))
      keys.append([])
    }
    try readColumns()
    try readIndexes(objects)
    for position in tables.indices where !keys[position].isEmpty {
      tables[position].setPrimaryKey(keys[position], index: keyIndexes[position])
    }
    try readForeignKeys()
    for object in objects where object.type == "trigger" {
      guard let position = positions[object.table] else { continue }
      tables[position].triggers.append(Trigger(object.name, definition: object.sql))
    }
    let viewColumns = columns(ofViews: objects.filter { $0.type == "view" }.map(\.name))
    let views = objects.filter { $0.type == "view" }.map { view in
      View(
        QualifiedName(view.name), columns: viewColumns[view.name] ?? [], definition: view.sql)
    }
    let hasTriggers = !tables.isEmpty && objects.contains { $0.type == "trigger" }
    let hasDependents = hasTriggers || !views.isEmpty
    return SQLSchema(
      // Every table has a column; those behind virtual tables were not read.
      tables: tables.filter { !$0.columns.isEmpty }.sorted { $0.name < $1.name }, views: views,
      objects: SQLiteObjects(
        virtualTables: virtualTables(objects), viewTriggers: viewTriggers(objects),
        definitions: hasDependents ? definitions(objects) : []))
  }

  private func definitions(_ objects: [Object]) -> [SQLiteDefinition] {
    objects.compactMap { object -> SQLiteDefinition? in
      guard let kind = SQLiteDefinition.Kind(rawValue: object.type), !object.sql.isEmpty else {
        return nil
      }
      return SQLiteDefinition(kind: kind, name: object.name, sql: object.sql)
    }.inOrderOfCreation
  }

  /// A row of `sqlite_schema`.
  private struct Object {
    var type: String
    var name: String
    var table: String
    var sql: String
    var isVirtual = false
  }

  private func objects() throws(DatabaseError) -> [Object] {
    let rows = try session.fetch(
      Statement("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"))
    return (0..<rows.rowCount).map { row in
      var object = Object(
        type: rows.string(row, 0) ?? "", name: rows.string(row, 1) ?? "",
        table: rows.string(row, 2) ?? "", sql: rows.string(row, 3) ?? "")
      object.isVirtual = object.type == "table" && SQLiteTableText.isVirtual(object.sql)
      return object
    }
  }

  /// Whether a table is one that the schema language can describe; virtual tables are not.
  private func isIncluded(_ object: Object) -> Bool {
    isOfUser(object) && !object.isVirtual
  }

  private func virtualTables(_ objects: [Object]) -> [String] {
    objects.filter { $0.isVirtual && isOfUser($0) }.map(\.name)
  }

  private func viewTriggers(_ objects: [Object]) -> [SQLiteObjects.ViewTrigger] {
    let views = Set(objects.filter { $0.type == "view" }.map(\.name))
    return objects.filter { $0.type == "trigger" && views.contains($0.table) }
      .map { SQLiteObjects.ViewTrigger(name: $0.name, view: $0.table) }
  }

  private func isOfUser(_ object: Object) -> Bool {
    !SQLiteDialect.isInternal(object.name) && !external.contains(object.name)
  }

  /// The rows of each table that is read, where the first column has its name.
  private func rowsByTable(_ rows: RowBuffer) -> [(position: Int, rows: Range<Int>)] {
    var result: [(position: Int, rows: Range<Int>)] = []
    var row = 0
    while row < rows.rowCount {
      let first = row
      let name = rows.bytes(first, 0)
      repeat { row += 1 } while row < rows.rowCount && rows.bytes(row, 0) == name
      if let position = rows.string(first, 0).flatMap({ positions[$0] }) {
        result.append((position, first..<row))
      }
    }
    return result
  }

  /// Reads the columns of all tables, without those that `pragma_table_list` calls `shadow`.
  ///
  /// These hold the data of virtual tables, and come and go with them.
  private mutating func readColumns() throws(DatabaseError) {
    let rows = try session.fetch(
      Statement(
        """
        SELECT t.name, t.wr, t.strict, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
        FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
        WHERE t.schema = 'main' AND t.type = 'table'
        ORDER BY t.name, c.cid
        """))
    // Few types are declared again and again.
    var types: [String: SQLiteType] = [:]
    for (position, range) in rowsByTable(rows) {
      tables[position].options.isWithoutRowID = rows.integer(range.lowerBound, 1) != 0
      tables[position].options.isStrict = rows.integer(range.lowerBound, 2) != 0
      tables[position].options.comments = texts[position].comments
      tables[position].options.keyName = texts[position].primaryKey?.name
      tables[position].options.keyConflict = texts[position].primaryKey?.conflict
      tables[position].checks = texts[position].checks
      tables[position].columns.reserveCapacity(range.count)
      var key: [(place: Int64, column: String)] = []
      for row in range {
        guard let name = rows.string(row, 3) else { continue }
        let declared = rows.string(row, 4) ?? ""
        let type = types[declared] ?? SQLiteType(declared: declared)
        types[declared] = type
        let place = rows.integer(row, 7)
        if place > 0 { key.append((place, name)) }
        tables[position].columns.append(column(name, type, rows, row, texts[position]))
      }
      keys[position] = key.sorted { $0.place < $1.place }.map(\.column)
    }
  }

  private func column(
    _ name: String, _ type: SQLiteType, _ rows: RowBuffer, _ row: Int, _ text: SQLiteTableText
  ) -> Column<SQLiteDialect> {
    var options = SQLiteColumnOptions()
    options.collation = text.collations[name]
    options.nullConflict = text.nullConflicts[name]
    options.comments = text.columnComments[name] ?? []
    // 2 and 3 stand for generated columns, 1 for the hidden ones of virtual tables.
    if rows.integer(row, 8) > 1 { options.generation = text.generations[name] }
    return Column(
      name, type, isNullable: rows.integer(row, 5) == 0,
      defaultValue: rows.string(row, 6).flatMap {
        ColumnDefault(reported: $0, family: type.family)
      },
      options: options)
  }

  /// The columns of views; none of one over a table that is gone, which cannot be asked for them.
  private func columns(ofViews names: [String]) -> [String: [Column<SQLiteDialect>]] {
    guard !names.isEmpty else { return [:] }
    let question = """
      SELECT c.name, c.type, v.name FROM sqlite_schema AS v JOIN pragma_table_xinfo(v.name) AS c
      WHERE v.type = 'view'
      """
    let order = " ORDER BY v.rowid, c.cid"
    var columns: [String: [Column<SQLiteDialect>]] = [:]
    func read(_ statement: Statement) -> Bool {
      guard let rows = try? session.fetch(statement) else { return false }
      for row in 0..<rows.rowCount {
        columns[rows.string(row, 2) ?? "", default: []].append(
          Column(
            rows.string(row, 0) ?? "", SQLiteType(declared: rows.string(row, 1) ?? ""),
            isNullable: true, options: SQLiteColumnOptions()))
      }
      return true
    }
    if read(Statement(question + order)) { return columns }
    // One that cannot be asked fails the question about all.
    for name in names { _ = read(Statement(question + " AND v.name = ?" + order, [.text(name)])) }
    return columns
  }

  private mutating func readIndexes(_ objects: [Object]) throws(DatabaseError) {
    let definitions = Dictionary(
      objects.filter { $0.type == "index" }.map { ($0.name, $0.sql) },
      uniquingKeysWith: { first, _ in first })
    let rows = try session.fetch(
      Statement(
        """
        SELECT t.name, i.name, i."unique", i.origin, i.partial, c.name, c."desc", c.coll
        FROM sqlite_schema AS t JOIN pragma_index_list(t.name) AS i
          JOIN pragma_index_xinfo(i.name) AS c
        WHERE t.type = 'table' AND c.key = 1
        ORDER BY t.rowid, i.seq DESC, c.seqno
        """))
    for (position, range) in rowsByTable(rows) {
      var row = range.lowerBound
      while row < range.upperBound {
        let first = row
        let name = rows.bytes(first, 1)
        repeat { row += 1 } while row < range.upperBound && rows.bytes(row, 1) == name
        readIndex(rows, first..<row, definitions, of: position)
      }
    }
  }

  /// Reads one index, a part a row.
  private mutating func readIndex(
    _ rows: RowBuffer, _ range: Range<Int>, _ definitions: [String: String], of position: Int
  ) {
    let first = range.lowerBound
    guard let name = rows.string(first, 1), let origin = rows.string(first, 3) else { return }
    let parts = range.map { part(rows, $0, of: position) }
    if origin == "pk" {
      keyIndexes[position] = parts
      return
    }
    var index = Index<SQLiteDialect>(
      name, rows.integer(first, 2) == 0 ? .normal : .unique, parts, isConstraint: origin == "u",
      options: SQLiteIndexOptions())
    if index.isConstraint {
      let collations = range.map { rows.string($0, 7) ?? "BINARY" }
      let declared = texts[position].uniqueKey(on: index.columns, collations: collations)
      index.options.constraintName = declared.name
      index.options.conflict = declared.conflict
    } else if rows.integer(first, 4) != 0
      || parts.contains(where: { $0.column == nil || $0.options.collation != nil })
    {
      // Its statement says all of it.
      index.options.definition = definitions[name]
      for part in index.parts.indices { index.parts[part].options.collation = nil }
    }
    tables[position].indexes.append(index)
  }

  private func part(
    _ rows: RowBuffer, _ row: Int, of position: Int
  ) -> IndexPart<SQLiteDialect> {
    let column = rows.string(row, 5)
    let usual = column.flatMap { texts[position].collations[$0] } ?? "BINARY"
    let collation = rows.string(row, 7).flatMap {
      $0.lowercased() == usual.lowercased() ? nil : $0
    }
    return IndexPart(
      column.map { .column($0) } ?? .expression(""), isDescending: rows.integer(row, 6) != 0,
      options: SQLiteIndexPartOptions(collation: collation))
  }

  private mutating func readForeignKeys() throws(DatabaseError) {
    let rows = try session.fetch(
      Statement(
        """
        SELECT t.name, k.id, k."table", k."from", k."to", k.on_update, k.on_delete
        FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS k
        WHERE t.type = 'table'
        ORDER BY t.rowid, k.id DESC, k.seq
        """))
    let names = TableNames(tables)
    for (position, range) in rowsByTable(rows) {
      var keys: [ForeignKey] = []
      var last: Int64?
      for row in range {
        guard let referenced = rows.string(row, 2), let column = rows.string(row, 3) else {
          continue
        }
        if last != rows.integer(row, 1) {
          last = rows.integer(row, 1)
          keys.append(
            ForeignKey(
              name: nil, columns: [], referencedTable: names.name(like: referenced),
              referencedColumns: [], onDelete: ForeignKey.Action(reported: rows.string(row, 6)),
              onUpdate: ForeignKey.Action(reported: rows.string(row, 5))))
        }
        keys[keys.count - 1].columns.append(column)
        if let target = rows.string(row, 4) {
          keys[keys.count - 1].referencedColumns.append(target)
        }
      }
      // Text and pragma tell of the same keys in the same order.
      let declared = texts[position].foreignKeys
      let isComplete = declared.count == keys.count
      tables[position].foreignKeys = keys.enumerated().map { index, key in
        completed(key, isComplete ? declared[index] : nil)
      }
    }
  }

  /// Adds what the pragma leaves out: the columns of a key that names only a table, which are
  /// those of its primary key, and the names of constraints.
  private func completed(
    _ key: ForeignKey, _ declared: SQLiteTableText.DeclaredForeignKey?
  ) -> ForeignKey {
    var key = key
    let referenced = positions[key.referencedTable.name].map { tables[$0] }
    if key.referencedColumns.isEmpty {
      // One that has another number of columns leads nowhere, and cannot be written with them.
      let columns = referenced?.primaryKey?.columns ?? []
      if columns.count == key.columns.count { key.referencedColumns = columns }
    } else if let referenced {
      key.referencedColumns = key.referencedColumns.map { referenced.columnName(like: $0) }
    }
    key.name = declared?.name
    key.timing = declared?.timing ?? .immediate
    return key
  }
}

/// The names of tables as they were created, by those that foreign keys give in any case.
private struct TableNames {
  private let exact: Set<String>
  private let folded: [String: String]

  init(_ tables: [Table<SQLiteDialect>]) {
    exact = Set(tables.map(\.name.name))
    folded = Dictionary(
      tables.map { ($0.name.name.lowercased(), $0.name.name) },
      uniquingKeysWith: { first, _ in first })
  }

  func name(like name: String) -> QualifiedName {
    QualifiedName(exact.contains(name) ? name : folded[name.lowercased()] ?? name)
  }
}

extension Table<SQLiteDialect> {
  /// The name of a column as it was declared, by one in any case.
  fileprivate func columnName(like name: String) -> String {
    guard column(named: name) == nil else { return name }
    let folded = name.lowercased()
    return columns.first { $0.name.lowercased() == folded }?.name ?? name
  }

  /// Sets the primary key; one without an index of its own is the number of the row.
  fileprivate mutating func setPrimaryKey(
    _ key: [String], index parts: [IndexPart<SQLiteDialect>]?
  ) {
    primaryKey = PrimaryKey(
      name: nil,
      parts ?? key.map { IndexPart(.column($0), options: SQLiteIndexPartOptions()) })
    let takesNull = !options.isWithoutRowID && !options.isStrict
    for index in columns.indices where key.contains(columns[index].name) {
      // `INTEGER PRIMARY KEY` is the number of the row, but `INTEGER PRIMARY KEY DESC` is not;
      // https://sqlite.org/lang_createtable.html#rowid.
      let isRowNumber =
        key.count == 1 && !options.isWithoutRowID && parts == nil
        && columns[index].type.declared.uppercased() == "INTEGER"
      columns[index].isAutoIncrement = isRowNumber
      // https://sqlite.org/lang_createtable.html#primkeyconst
      if isRowNumber || !takesNull { columns[index].isNullable = false }
    }
  }
}

extension ForeignKey.Action {
  fileprivate init(reported: String?) {
    self = reported.flatMap(ForeignKey.Action.init) ?? .noAction
  }
}
