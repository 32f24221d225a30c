import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel

/// Reads the structure of a database with nine catalog queries, however large it is.
struct PostgresIntrospector {
  private let session: any DatabaseSession
  private let filter: SchemaFilter
  /// The schemas that are read and exist.
  private let namespaces: [String]
  private let externalTables: Set<String>
  private let externalEnums: Set<String>

  init(_ session: any DatabaseSession, _ filter: SchemaFilter) throws(DatabaseError) {
    self.session = session
    self.filter = filter
    let statement =
      filter.namespaces.isEmpty
      ? Statement("SELECT current_schema()::text WHERE current_schema() IS NOT NULL")
      : Statement(
        "SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname = ANY($1::text[])",
        [.list(filter.namespaces.map { .text($0) })])
    let rows = try session.fetch(statement)
    namespaces = (0..<rows.rowCount).compactMap { rows.string($0, 0) }
    externalTables = Set(filter.externalTables)
    externalEnums = Set(filter.externalEnums)
  }

  func schema() throws(DatabaseError) -> SQLSchema<Postgres> {
    var tables = try readTables()
    let positions = Dictionary(
      tables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let add = { (name: QualifiedName, change: (inout Table<Postgres>) -> Void) in
      if let position = positions[name] { change(&tables[position]) }
    }
    try readColumns { name, column in add(name) { $0.columns.append(column) } }
    try readIndexes { name, index, isPrimary in
      add(name) { table in
        if isPrimary {
          // Options of a primary key's parts cannot be chosen, so they do not compare.
          table.primaryKey = PrimaryKey(
            name: index.name, index.parts.map { IndexPart($0.content, options: .init()) })
        } else {
          table.indexes.append(index)
        }
      }
    }
    try readForeignKeys { name, key in add(name) { $0.foreignKeys.append(key) } }
    try readChecks { name, check in add(name) { $0.checks.append(check) } }
    return SQLSchema(
      namespaces: filter.namespaces.filter { namespaces.contains($0) }, tables: tables,
      views: try readViews(),
      objects: PostgresObjects(
        enumerations: try readEnums(), extensions: try readExtensions()))
  }

  /// Runs a query whose only parameter is the list of schemas.
  func rows(_ sql: String) throws(DatabaseError) -> RowBuffer {
    try session.fetch(Statement(sql, [.list(namespaces.map { .text($0) })]))
  }

  /// A name as the schema is to know it: without its namespace when only one is looked at.
  func name(_ namespace: String?, _ name: String?) -> QualifiedName {
    guard filter.namespaces.isEmpty, let own = namespaces.first, namespace == own else {
      return QualifiedName(name ?? "", in: namespace)
    }
    return QualifiedName(name ?? "")
  }

  func isExternal(_ table: QualifiedName) -> Bool {
    table.name == MigrationTable.name || externalTables.contains(table.name)
      || externalTables.contains(table.display)
  }

  func isExternal(enumeration: QualifiedName) -> Bool {
    externalEnums.contains(enumeration.name) || externalEnums.contains(enumeration.display)
  }

  // https://www.postgresql.org/docs/current/catalog-pg-class.html
  private func readTables() throws(DatabaseError) -> [Table<Postgres>] {
    let rows = try rows(
      """
      SELECT
        namespace.nspname::text,
        class.relname::text,
        class.relkind = 'p',
        class.relhassubclass,
        class.relrowsecurity,
        obj_description(class.oid, 'pg_class')
      FROM pg_catalog.pg_class class
      JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
      WHERE namespace.nspname = ANY($1::text[])
        AND class.relkind IN ('r', 'p')
        AND NOT class.relispartition
      ORDER BY namespace.nspname COLLATE "C", class.relname COLLATE "C"
      """)
    var tables: [Table<Postgres>] = []
    for row in 0..<rows.rowCount {
      let name = name(rows.string(row, 0), rows.string(row, 1))
      guard !isExternal(name) else { continue }
      var options = PostgresTableOptions()
      options.isPartitioned = rows.isTrue(row, 2)
      options.hasSubclasses = rows.isTrue(row, 3)
      options.hasRowLevelSecurity = rows.isTrue(row, 4)
      tables.append(Table(name, comment: rows.string(row, 5), options: options))
    }
    return tables
  }

  // https://www.postgresql.org/docs/current/catalog-pg-attribute.html
  private func readColumns(
    _ receive: (QualifiedName, Column<Postgres>) -> Void
  ) throws(DatabaseError) {
    let rows = try rows(Self.columnQuery)
    for row in 0..<rows.rowCount {
      receive(name(rows.string(row, 0), rows.string(row, 1)), column(rows, row))
    }
  }

  private static let columnQuery = """
    SELECT
      namespace.nspname::text,
      class.relname::text,
      attribute.attname::text,
      attribute.attnotnull,
      element.typname::text,
      elementspace.nspname::text,
      element.typtype = 'e',
      type.typcategory = 'A' AND type.typelem <> 0,
      CASE WHEN domain.typtype = 'd' THEN domain.typtypmod ELSE attribute.atttypmod END,
      format_type(element.oid, attribute.atttypmod),
      attribute.attidentity::text,
      attribute.attgenerated::text,
      pg_get_expr(attrdef.adbin, attrdef.adrelid),
      col_description(class.oid, attribute.attnum)
    FROM pg_catalog.pg_attribute attribute
    JOIN pg_catalog.pg_class class ON class.oid = attribute.attrelid
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
    JOIN pg_catalog.pg_type domain ON domain.oid = attribute.atttypid
    JOIN pg_catalog.pg_type type
      ON type.oid = CASE WHEN domain.typtype = 'd' THEN domain.typbasetype ELSE domain.oid END
    JOIN pg_catalog.pg_type element
      ON element.oid
        = CASE WHEN type.typcategory = 'A' AND type.typelem <> 0
          THEN type.typelem ELSE type.oid END
    JOIN pg_catalog.pg_namespace elementspace ON elementspace.oid = element.typnamespace
    LEFT JOIN pg_catalog.pg_attrdef attrdef
      ON attrdef.adrelid = class.oid AND attrdef.adnum = attribute.attnum
    WHERE namespace.nspname = ANY($1::text[])
      AND class.relkind IN ('r', 'p')
      AND attribute.attnum > 0
      AND NOT attribute.attisdropped
    ORDER BY class.oid, attribute.attnum
    """

  private func column(_ rows: RowBuffer, _ row: Int) -> Column<Postgres> {
    let type = type(rows, row)
    var options = PostgresColumnOptions()
    options.identity =
      switch rows.string(row, 10) {
      case "a": .always
      case "d": .byDefault
      default: nil
      }
    var value: ColumnDefault?
    if let text = rows.string(row, 12) {
      if rows.string(row, 11) == "" {
        options.defaultText = text
        value = PostgresDefault(text, type: type).value
      } else {
        options.generation = text
      }
    }
    if case .sequence(let sequence)? = value {
      options.sequence = sequence
      value = nil
    }
    return Column(
      rows.string(row, 2) ?? "", type, isNullable: !rows.isTrue(row, 3), defaultValue: value,
      isAutoIncrement: options.sequence != nil || options.identity != nil,
      comment: rows.string(row, 13), options: options)
  }

  private func type(_ rows: RowBuffer, _ row: Int) -> PostgresType {
    let typeName = rows.string(row, 4) ?? ""
    let isList = rows.isTrue(row, 7)
    if rows.isTrue(row, 6) {
      return PostgresType(.enumeration(name(rows.string(row, 5), typeName)), isList: isList)
    }
    if let scalar = PostgresScalar.byCatalogName[typeName],
      let arguments = scalar.arguments(modifier: Int(rows.integer(row, 8)))
    {
      return PostgresType(.builtin(scalar, arguments), isList: isList)
    }
    return PostgresType(.other(rows.string(row, 9) ?? typeName), isList: isList)
  }
}

extension RowBuffer {
  /// Whether a boolean cell holds true.
  func isTrue(_ row: Int, _ column: Int) -> Bool {
    kind(row, column) == .integer && integer(row, column) != 0
  }
}
