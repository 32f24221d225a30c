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
  package var enumValues: [EnumValue]

  package init(
    tables: [SchemaPair<QualifiedName>] = [], columns: [Column] = [], enumValues: [EnumValue] = []
  ) {
    self.tables = tables
    self.columns = columns
    self.enumValues = enumValues
  }

  package var isEmpty: Bool { tables.isEmpty && columns.isEmpty && enumValues.isEmpty }
}

extension SQLSchema {
  /// The schema as it is after tables and columns were renamed, which databases carry out in
  /// keys and indexes by themselves.
  ///
  /// Expressions and predicates are left alone: they are compared as text, and then differ.
  package func applying(_ renames: SchemaRenames) -> Self {
    guard !renames.tables.isEmpty || !renames.columns.isEmpty else { return self }
    var result = self
    for index in result.tables.indices {
      for rename in renames.tables { result.tables[index].rename(rename) }
    }
    for index in result.tables.indices {
      for rename in renames.columns { result.tables[index].rename(rename) }
    }
    return result
  }
}

extension Table {
  fileprivate mutating func rename(_ names: SchemaPair<QualifiedName>) {
    if name == names.previous { name = names.next }
    for index in foreignKeys.indices where foreignKeys[index].referencedTable == names.previous {
      foreignKeys[index].referencedTable = names.next
    }
  }

  fileprivate mutating func rename(_ rename: SchemaRenames.Column) {
    for index in foreignKeys.indices where foreignKeys[index].referencedTable == rename.table {
      foreignKeys[index].referencedColumns.rename(rename.names)
    }
    guard name == rename.table else { return }
    for index in columns.indices where columns[index].name == rename.names.previous {
      columns[index].name = rename.names.next
    }
    primaryKey?.parts.rename(rename.names)
    for index in indexes.indices { indexes[index].parts.rename(rename.names) }
    for index in foreignKeys.indices { foreignKeys[index].columns.rename(rename.names) }
  }
}

extension [String] {
  fileprivate mutating func rename(_ names: SchemaPair<String>) {
    for index in indices where self[index] == names.previous { self[index] = names.next }
  }
}

extension Array {
  fileprivate mutating func rename<Dialect>(_ names: SchemaPair<String>)
  where Element == IndexPart<Dialect> {
    for index in indices where self[index].column == names.previous {
      self[index].content = .column(names.next)
    }
  }
}
