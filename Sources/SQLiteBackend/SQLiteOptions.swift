/// Facts of a table that only SQLite has.
package struct SQLiteTableOptions: Sendable, Hashable {
  package var isStrict = false
  package var isWithoutRowID = false
  /// The name of the primary key in the text of the table.
  package var keyName: String?
  /// The comments in its text that stand beside no column, as written.
  package var comments: [String] = []
  /// What happens to rows whose primary key is there already.
  package var keyConflict: SQLiteConflictResolution?

  package init() {}
}

/// Facts of a column that only SQLite has.
package struct SQLiteColumnOptions: Sendable, Hashable {
  /// An enum of the schema, of which the database has the values in the rows only.
  package struct Enumeration: Sendable, Hashable {
    package var name: String
    package var values: [String]
  }

  /// The collating sequence as declared, when it is not `BINARY`.
  package var collation: String?
  /// `GENERATED ALWAYS AS (…) …` as declared.
  package var generation: String?
  /// The comments beside it in the text of the table, as written.
  package var comments: [String] = []
  /// What happens to rows without a value.
  package var nullConflict: SQLiteConflictResolution?
  /// Whether the schema leaves the key plain, which SQLite numbers only if it is made for it.
  package var isNumberedUnasked = false
  /// The enum of the field; `nil` when read from a database.
  package var enumeration: Enumeration?

  package init() {}
}

/// Facts of an index that only SQLite has.
package struct SQLiteIndexOptions: Sendable, Hashable {
  /// The statement that creates an index which the schema language cannot express: a partial one,
  /// one over expressions or one with collations.
  package var definition: String?
  /// The name of a unique constraint in the text of the table.
  package var constraintName: String?
  /// What happens to rows that break a unique constraint.
  package var conflict: SQLiteConflictResolution?

  package init() {}
}

/// Facts of a part of a key that only SQLite has.
package struct SQLiteIndexPartOptions: Sendable, Hashable {
  /// The collating sequence of a part of a constraint, where it is not that of the column.
  package var collation: String?

  package init(collation: String? = nil) {
    self.collation = collation
  }
}
