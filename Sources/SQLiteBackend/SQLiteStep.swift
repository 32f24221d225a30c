import SQLBackend
package import SQLModel

/// What SQLite can do to a schema; everything else is a rebuild.
package enum SQLiteStep: Sendable, Hashable {
  case renameTable(SchemaPair<String>)
  case renameColumn(table: String, SchemaPair<String>)
  /// A value of an enum, which the database knows from the rows only.
  case renameEnumValue(EnumValueRename)
  case dropIndex(table: String, name: String)
  case addColumns(table: String, [Column<SQLiteDialect>])
  case dropTable(String)
  case createTable(Table<SQLiteDialect>)
  /// Tables that are built anew, filled from what is there, and put in its place:
  /// <https://sqlite.org/lang_altertable.html#otheralter>.
  case rebuildTables([Rebuild])
  case createIndex(table: String, Index<SQLiteDialect>)

  /// Another value in all columns of an enum.
  package struct EnumValueRename: Sendable, Hashable {
    package struct Column: Sendable, Hashable {
      package var table: String
      package var name: String
    }

    package var enumeration: QualifiedName
    package var names: SchemaPair<String>
    package var columns: [Column]
  }

  /// One table that is built anew.
  package struct Rebuild: Sendable, Hashable {
    /// A column whose values are kept.
    package struct CopiedColumn: Sendable, Hashable {
      package var name: String
      /// What stands in for NULL, where the column becomes required.
      package var replacement: ColumnDefault?
    }

    package var table: Table<SQLiteDialect>
    /// What the table is called until it takes the place of the other one.
    package var temporaryName: String
    /// Sorted by name.
    package var columns: [CopiedColumn]
    /// The word for the number of the row, where rows keep theirs although no column has it.
    package var rowNumber: String?
    /// Whether rows are numbered before and afterwards, so that no number is given out twice.
    package var keepsNumbering: Bool
    /// Whether views or triggers of the database may speak of the table while it is away.
    package var isReferencedByCode: Bool
  }
}

extension SQLiteStep {
  /// The steps that carry out a difference.
  ///
  /// Tables go before new ones come, because an index of a dropped table may have the name of one
  /// of a new table; indexes come last, on columns that exist by then.
  static func steps(for diff: SchemaDiff<SQLiteDialect>) -> [SQLiteStep] {
    let rebuilt = diff.alteredTables.filter(\.needsRebuild)
    let changed = diff.alteredTables.filter { !$0.needsRebuild }

    var steps = diff.renames.steps
    steps += diff.renames.enumValues.map { .renameEnumValue(EnumValueRename($0, in: diff)) }
    for change in changed {
      steps += change.droppedIndexes.map { .dropIndex(table: change.name.name, name: $0.name) }
    }
    for change in changed where !change.addedColumns.isEmpty {
      let columns = change.addedColumns.sorted { $0.name < $1.name }
      steps.append(.addColumns(table: change.name.name, columns))
    }
    steps += diff.droppedTables.map { .dropTable($0.name.name) }
    steps += diff.createdTables.map { .createTable($0) }
    if !rebuilt.isEmpty {
      let surroundings = SQLiteRebuildSurroundings(diff)
      steps.append(.rebuildTables(rebuilt.map { Rebuild($0, in: surroundings) }))
    }
    for table in diff.createdTables {
      steps += table.indexes.filter { !$0.isConstraint }.map {
        .createIndex(table: table.name.name, $0)
      }
    }
    for change in changed {
      steps += change.createdIndexes.map { .createIndex(table: change.name.name, $0) }
    }
    return steps
  }
}

extension SchemaRenames {
  fileprivate var steps: [SQLiteStep] {
    var steps = RenameSequence(tables.map { $0.map(\.name) }).steps.map(SQLiteStep.renameTable)
    var renamed: Set<QualifiedName> = []
    for table in columns.map(\.table) where renamed.insert(table).inserted {
      let names = columns.filter { $0.table == table }.map(\.names)
      steps += RenameSequence(names).steps.map { .renameColumn(table: table.name, $0) }
    }
    return steps
  }
}

extension SQLiteStep.EnumValueRename {
  fileprivate init(_ rename: SchemaRenames.EnumValue, in diff: SchemaDiff<SQLiteDialect>) {
    enumeration = rename.enumeration
    names = rename.names
    columns = diff.tablePairs.flatMap { tables in
      tables.next.columns.filter {
        $0.options.enumeration?.name == rename.enumeration.name
          && tables.previous.column(named: $0.name) != nil
      }.map { Column(table: tables.next.name.name, name: $0.name) }
    }
  }
}

extension TableChange<SQLiteDialect> {
  /// Whether `ALTER TABLE` cannot do it: it only adds columns that need no value.
  fileprivate var needsRebuild: Bool {
    !droppedColumns.isEmpty || !alteredColumns.isEmpty || primaryKey != nil || haveOptionsChanged
      || !createdForeignKeys.isEmpty || !droppedForeignKeys.isEmpty
      || addedColumns.contains { !$0.isNullable || !$0.hasConstantDefault }
      || droppedIndexes.contains(where: \.isConstraint)
      || createdIndexes.contains(where: \.isConstraint)
  }
}

extension Column<SQLiteDialect> {
  /// Whether `ADD COLUMN` accepts the default.
  fileprivate var hasConstantDefault: Bool {
    switch defaultValue {
    case nil, .literal: true
    case .expression(let text?):
      SQLiteDDL.isConstant(text) && !text.lowercased().hasPrefix("current_")
    case .now, .sequence, .expression(nil): false
    }
  }
}
