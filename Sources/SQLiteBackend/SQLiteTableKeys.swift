import SQLModel

/// Where the primary key and the unique constraints of a table stand in its text.
///
/// SQLite numbers the indexes of constraints in the order of the text, and names them by that:
/// constraints that were numbered before get their numbers again, as far as these are without gaps.
struct SQLiteTableKeys {
  enum Constraint {
    case primary(PrimaryKey<SQLiteDialect>)
    case unique(Index<SQLiteDialect>)
  }

  /// The column that has the primary key as a clause.
  let columnWithKey: String?
  /// The constraints behind the columns.
  let constraints: [Constraint]

  init(_ table: Table<SQLiteDialect>) {
    // The index of a constraint belongs to the table; it cannot be created by itself.
    let unique = table.indexes.filter(\.isConstraint).enumerated()
      .sorted { ($0.1.constraintNumber ?? .max, $0.0) < ($1.1.constraintNumber ?? .max, $1.0) }
      .map(\.element)
    var constraints = unique.map(Constraint.unique)
    guard let key = table.primaryKey else {
      columnWithKey = nil
      self.constraints = constraints
      return
    }
    // The first number that no unique constraint has.
    let place = zip(1..., unique).prefix { $0 == $1.constraintNumber }.count
    let isColumn =
      key.columns.count == 1 && (place == 0 || !table.isKeyIndexInOrder)
      && key.parts.allSatisfy { $0.options.collation == nil }
    columnWithKey = isColumn ? key.columns.first : nil
    if !isColumn { constraints.insert(.primary(key), at: place) }
    self.constraints = constraints
  }
}

extension Table<SQLiteDialect> {
  /// Whether the primary key has an index that is numbered where the key stands.
  ///
  /// The number of the row has none; a column `INTEGER` becomes that under a key of the table, and
  /// without row numbers its index comes last: <https://sqlite.org/withoutrowid.html>.
  fileprivate var isKeyIndexInOrder: Bool {
    let key = primaryKey?.columns ?? []
    return !columns.contains { key == [$0.name] && $0.type.declared.uppercased() == "INTEGER" }
  }
}
