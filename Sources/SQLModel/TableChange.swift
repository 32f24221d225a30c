/// What differs between two tables of one name.
package struct TableChange<Dialect: SQLComparisonRules>: Sendable, Equatable {
  package var tables: SchemaPair<Table<Dialect>>
  package var addedColumns: [Column<Dialect>] = []
  package var droppedColumns: [Column<Dialect>] = []
  package var alteredColumns: [ColumnChange<Dialect>] = []
  package var primaryKey: PrimaryKeyChange?
  package var createdIndexes: [Index<Dialect>] = []
  package var droppedIndexes: [Index<Dialect>] = []
  package var renamedIndexes: [SchemaPair<Index<Dialect>>] = []
  package var createdForeignKeys: [ForeignKey] = []
  package var droppedForeignKeys: [ForeignKey] = []
  package var renamedForeignKeys: [SchemaPair<ForeignKey>] = []
  package var haveOptionsChanged = false

  init(_ tables: SchemaPair<Table<Dialect>>) { self.tables = tables }

  package var name: QualifiedName { tables.next.name }

  package var isEmpty: Bool {
    !isStructural && createdIndexes.isEmpty && droppedIndexes.isEmpty && renamedIndexes.isEmpty
      && createdForeignKeys.isEmpty && droppedForeignKeys.isEmpty && renamedForeignKeys.isEmpty
  }

  /// Whether rows were unique already in the columns of a created index, as in those of an index
  /// that goes with a rename.
  package func wasUnique(_ index: Index<Dialect>) -> Bool {
    let isConverted = alteredColumns.contains { $0.type != nil && index.columns.contains($0.name) }
    guard !isConverted, index.isOverWholeRows else { return false }
    let indexes = tables.previous.indexes.filter {
      $0.isUnique && $0.isOverWholeRows && $0.options == index.options
    }
    let keys = indexes.map { $0.columns } + [tables.previous.primaryKey?.columns ?? []]
    return keys.contains { !$0.isEmpty && Set($0).isSubset(of: index.columns) }
  }

  /// Whether the table itself changes: its columns, its primary key or its options.
  package var isStructural: Bool {
    !addedColumns.isEmpty || !droppedColumns.isEmpty || !alteredColumns.isEmpty
      || primaryKey != nil || haveOptionsChanged
  }
}

extension Index {
  /// Whether it compares the columns of all rows, and nothing that is computed from them.
  fileprivate var isOverWholeRows: Bool { predicate == nil && columns.count == parts.count }
}

/// What happens to a primary key.
package enum PrimaryKeyChange: Sendable, Hashable {
  case added
  case dropped
  /// Its columns or their order or options.
  case changed
  /// Only the name of the constraint.
  case renamed
}

/// What differs between two columns of one name.
package struct ColumnChange<Dialect: SQLComparisonRules>: Sendable, Equatable {
  package var columns: SchemaPair<Column<Dialect>>
  package var type: TypeChange?
  package var hasNullabilityChanged: Bool
  package var hasDefaultChanged: Bool
  package var hasAutoIncrementChanged: Bool

  package var name: String { columns.next.name }

  /// Whether the column can only be dropped and added again.
  package var isRecreated: Bool { type == .impossible }

  package var isEmpty: Bool {
    type == nil && !hasNullabilityChanged && !hasDefaultChanged && !hasAutoIncrementChanged
  }

  package init(
    _ columns: SchemaPair<Column<Dialect>>, in schemas: SchemaPair<SQLSchema<Dialect>>
  ) {
    self.columns = columns
    type = Dialect.typeChange(columns, in: schemas)
    // Not with key paths: in generic code each use of one is built anew at run time.
    hasNullabilityChanged = columns.previous.isNullable != columns.next.isNullable
    hasDefaultChanged = !Dialect.haveSameDefault(columns)
    hasAutoIncrementChanged = columns.previous.isAutoIncrement != columns.next.isAutoIncrement
  }
}
