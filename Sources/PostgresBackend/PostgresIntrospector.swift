import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel

/// Reads the structure of a database from the answers to `PostgresCatalogQuery`.
struct PostgresIntrospector {
  /// A table in the making.
  private struct Entry {
    var table: Table<Postgres>
    /// The names of its columns by their numbers, counted from 1; empty for dropped ones.
    var columnNames: [String] = []
    /// The collations of its columns in the same way, by their numbers in the catalog.
    var collations: [Int64] = []
  }

  /// What decides the type of a column in the catalog.
  private struct TypeKey: Hashable {
    let type: Int64
    let modifier: Int64
  }

  private let filter: SchemaFilter
  private let answers: [RowBuffer]
  /// The schemas that are read and exist.
  private let namespaces: [String]
  private let externalTables: Set<String>
  private let externalEnums: Set<String>
  private var entries: [Entry] = []
  /// The places of tables in `entries` by their numbers in the catalog.
  private var positions: [Int64: Int] = [:]
  /// The columns of views by the numbers of these.
  private(set) var viewColumns: [Int64: [Column<Postgres>]] = [:]

  init(_ session: any DatabaseSession, _ filter: SchemaFilter) throws(DatabaseError) {
    self.filter = filter
    do throws(DatabaseError) {
      answers = try session.fetch(
        PostgresCatalogQuery.statements(namespaces: filter.namespaces))
    } catch { throw PostgresVersion(of: session)?.refusal ?? error }
    let rows = answers[PostgresCatalogQuery.namespaces.rawValue]
    namespaces = (0..<rows.rowCount).compactMap { rows.string($0, 0) }
    externalTables = Set(filter.externalTables)
    externalEnums = Set(filter.externalEnums)
  }

  /// The structure.
  mutating func schema() -> SQLSchema<Postgres> {
    readTables()
    readColumns()
    readIndexes()
    readForeignKeys()
    let unmodelled = readRest()
    markSharedSequences()
    var objects = PostgresObjects(enumerations: readEnums(), extensions: readExtensions())
    objects.unmodelled = unmodelled
    return SQLSchema(
      namespaces: filter.namespaces.filter { namespaces.contains($0) },
      tables: entries.map(\.table).filter { !isExternal($0.name) }, views: readViews(),
      objects: objects)
  }

  func rows(_ query: PostgresCatalogQuery) -> RowBuffer { answers[query.rawValue] }

  /// A name as the schema is to know it: without its namespace when only one is looked at.
  func name(_ namespace: String?, _ name: String?) -> QualifiedName {
    guard filter.namespaces.isEmpty, let own = namespaces.first, namespace == own else {
      return QualifiedName(name ?? "", in: namespace)
    }
    return QualifiedName(name ?? "")
  }

  private func isExternal(_ table: QualifiedName) -> Bool {
    table.name == MigrationTable.name || externalTables.contains(table.name)
      || externalTables.contains(table.display)
  }

  func isExternal(enumeration: QualifiedName) -> Bool {
    externalEnums.contains(enumeration.name) || externalEnums.contains(enumeration.display)
  }

  /// Changes the table of a number in the catalog; does nothing for one that is not read.
  mutating func change(_ number: Int64, _ body: (inout Table<Postgres>) -> Void) {
    if let position = positions[number] { body(&entries[position].table) }
  }

  /// The name of a table that is read.
  func tableName(_ number: Int64) -> QualifiedName? {
    positions[number].map { entries[$0].table.name }
  }

  /// The name of a column, by the numbers of the table and of the column.
  func columnName(_ table: Int64, _ column: Int) -> String? {
    guard let position = positions[table] else { return nil }
    let names = entries[position].columnNames
    return names.indices.contains(column - 1) ? names[column - 1] : nil
  }

  /// The collation of a column, by the numbers of the table and of the column; 0 for none.
  func collation(_ table: Int64, _ column: Int) -> Int64 {
    guard let position = positions[table] else { return 0 }
    let collations = entries[position].collations
    return collations.indices.contains(column - 1) ? collations[column - 1] : 0
  }

  private mutating func readTables() {
    let rows = rows(.tables)
    for row in 0..<rows.rowCount {
      var options = PostgresTableOptions()
      options.isPartitioned = rows.isTrue(row, 3)
      options.hasSubclasses = rows.isTrue(row, 4)
      options.hasRowLevelSecurity = rows.isTrue(row, 5)
      options.isUnlogged = rows.isTrue(row, 7)
      options.rowType = rows.string(row, 8)
      options.forcesRowLevelSecurity = rows.isTrue(row, 9)
      options.replicaIdentity = rows.string(row, 10) ?? options.replicaIdentity
      options.accessMethod = rows.string(row, 11)
      positions[rows.integer(row, 0)] = entries.count
      entries.append(
        Entry(
          table: Table(
            name(rows.string(row, 1), rows.string(row, 2)), comment: rows.string(row, 6),
            options: options)))
    }
  }

  private mutating func readColumns() {
    let rows = rows(.columns)
    var types: [TypeKey: PostgresType] = [:]
    for row in 0..<rows.rowCount {
      let owner = rows.integer(row, 0)
      guard let name = rows.string(row, 2) else { continue }
      let key = TypeKey(type: rows.integer(row, 4), modifier: rows.integer(row, 5))
      let type = types[key] ?? type(rows, row)
      types[key] = type
      let column = column(name, type, rows, row)
      guard let position = positions[owner] else {
        viewColumns[owner, default: []].append(column)
        continue
      }
      let number = Int(rows.integer(row, 1))
      while entries[position].columnNames.count < number - 1 {
        entries[position].columnNames.append("")
        entries[position].collations.append(0)
      }
      entries[position].columnNames.append(name)
      entries[position].collations.append(rows.integer(row, 17))
      entries[position].table.columns.append(column)
    }
  }

  /// Marks the columns that take their numbers from a sequence of others too.
  private mutating func markSharedSequences() {
    var counts: [QualifiedName: Int] = [:]
    // Those that inherit have the defaults of their parents.
    for entry in entries where entry.table.options.parents.isEmpty {
      for column in entry.table.columns {
        if let sequence = column.options.sequence { counts[sequence, default: 0] += 1 }
      }
    }
    guard counts.values.contains(where: { $0 > 1 }) else { return }
    for entry in entries.indices {
      for column in entries[entry].table.columns.indices {
        guard let sequence = entries[entry].table.columns[column].options.sequence else { continue }
        entries[entry].table.columns[column].options.sharesSequence =
          counts[sequence, default: 0] > 1
      }
    }
  }

  private func column(
    _ name: String, _ type: PostgresType, _ rows: RowBuffer, _ row: Int
  ) -> Column<Postgres> {
    var options = PostgresColumnOptions()
    options.identity = rows.string(row, 11).flatMap(PostgresColumnOptions.Identity.init)
    options.domain = rows.string(row, 15)
    options.collation = rows.string(row, 16)
    var value: ColumnDefault?
    if let text = rows.string(row, 13) {
      if rows.bytes(row, 12).isEmpty {
        options.defaultText = text
        value = PostgresDefault(text, type: type).value
      } else {
        options.generation = text
        options.isVirtual = rows.string(row, 12) == "v"
      }
    }
    if case .sequence(let sequence)? = value {
      options.sequence = sequence
      value = nil
    }
    return Column(
      name, type, isNullable: !rows.isTrue(row, 3), defaultValue: value,
      isAutoIncrement: options.sequence != nil || options.identity != nil,
      comment: rows.string(row, 14), options: options)
  }

  private func type(_ rows: RowBuffer, _ row: Int) -> PostgresType {
    let typeName = rows.string(row, 6) ?? ""
    let isList = rows.isTrue(row, 8)
    // The enums of other schemas are types like any that the language does not know.
    if let namespace = rows.string(row, 7), namespaces.contains(namespace) {
      return PostgresType(.enumeration(name(namespace, typeName)), isList: isList)
    }
    if let scalar = PostgresScalar.byCatalogName[typeName],
      let arguments = scalar.arguments(modifier: Int(rows.integer(row, 9)))
    {
      return PostgresType(.builtin(scalar, arguments), isList: isList)
    }
    return PostgresType(.other(rows.string(row, 10) ?? typeName), isList: isList)
  }
}

extension RowBuffer {
  /// Whether a boolean cell holds true.
  func isTrue(_ row: Int, _ column: Int) -> Bool {
    kind(row, column) == .integer && integer(row, column) != 0
  }
}
