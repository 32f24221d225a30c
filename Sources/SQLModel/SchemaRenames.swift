/// Things of a database that keep their contents under another name.
package struct SchemaRenames: Sendable, Hashable {
  package struct Column: Sendable, Hashable {
    /// The table, by the name that it has after the renaming of tables.
    package var table: QualifiedName
    package var names: SchemaPair<String>

    package init(table: QualifiedName, _ names: SchemaPair<String>) {
      self.table = table
      self.names = names
    }
  }

  package struct EnumValue: Sendable, Hashable {
    package var enumeration: QualifiedName
    package var names: SchemaPair<String>

    package init(enumeration: QualifiedName, _ names: SchemaPair<String>) {
      self.enumeration = enumeration
      self.names = names
    }
  }

  package var tables: [SchemaPair<QualifiedName>]
  package var columns: [Column]
  package var enums: [SchemaPair<QualifiedName>]
  package var enumValues: [EnumValue]

  package init(
    tables: [SchemaPair<QualifiedName>] = [], columns: [Column] = [],
    enums: [SchemaPair<QualifiedName>] = [], enumValues: [EnumValue] = []
  ) {
    self.tables = tables
    self.columns = columns
    self.enums = enums
    self.enumValues = enumValues
  }

  package var isEmpty: Bool {
    tables.isEmpty && columns.isEmpty && enums.isEmpty && enumValues.isEmpty
  }

  /// The renamed columns by table, each with the names that it has before and afterwards.
  fileprivate var columnNames: [QualifiedName: [String: String]] {
    columns.reduce(into: [:]) { names, rename in
      names[rename.table, default: [:]][rename.names.previous] = rename.names.next
    }
  }
}

extension SQLSchema where Dialect: SQLComparisonRules {
  /// The schema as it is after tables, columns and enums were renamed, which databases carry out
  /// in keys and indexes by themselves.
  ///
  /// All are renamed at once, so that two things can swap their names. Expressions and predicates
  /// are left alone: they are compared as text, and then differ.
  package func applying(_ renames: SchemaRenames) -> Self {
    var result = self
    if !renames.tables.isEmpty || !renames.columns.isEmpty {
      let tables = renames.tables.byPreviousName
      let columns = renames.columnNames
      for index in result.tables.indices {
        result.tables[index].rename(tables)
        result.tables[index].renameColumns(columns)
      }
    }
    if !renames.enums.isEmpty {
      Dialect.renameEnums(renames.enums.byPreviousName, in: &result)
    }
    return result
  }
}

extension [SchemaPair<QualifiedName>] {
  fileprivate var byPreviousName: [QualifiedName: QualifiedName] {
    Dictionary(map { ($0.previous, $0.next) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Table {
  fileprivate mutating func rename(_ names: [QualifiedName: QualifiedName]) {
    name = names[name] ?? name
    for index in foreignKeys.indices {
      let table = foreignKeys[index].referencedTable
      foreignKeys[index].referencedTable = names[table] ?? table
    }
  }

  fileprivate mutating func renameColumns(_ names: [QualifiedName: [String: String]]) {
    for index in foreignKeys.indices {
      guard let renamed = names[foreignKeys[index].referencedTable] else { continue }
      foreignKeys[index].referencedColumns.rename(renamed)
    }
    guard let renamed = names[name] else { return }
    for index in columns.indices {
      columns[index].name = renamed[columns[index].name] ?? columns[index].name
    }
    primaryKey?.parts.rename(renamed)
    for index in indexes.indices { indexes[index].parts.rename(renamed) }
    for index in foreignKeys.indices { foreignKeys[index].columns.rename(renamed) }
  }
}

extension [String] {
  fileprivate mutating func rename(_ names: [String: String]) {
    self = map { names[$0] ?? $0 }
  }
}

extension Array {
  fileprivate mutating func rename<Dialect>(_ names: [String: String])
  where Element == IndexPart<Dialect> {
    for index in indices {
      guard let name = self[index].column.flatMap({ names[$0] }) else { continue }
      self[index].content = .column(name)
    }
  }
}
