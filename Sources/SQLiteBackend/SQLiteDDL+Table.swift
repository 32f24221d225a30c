import SQLBackend
import SQLModel

extension SQLiteDDL {
  /// `CREATE TABLE` under a name that may be a temporary one.
  static func createTable(_ table: Table<SQLiteDialect>, named name: String) -> String {
    let keys = SQLiteTableKeys(table)
    var lines = table.columns.map { column in
      let comments = column.options.comments.map { "    \($0)\n" }.joined()
      return "\(comments)    "
        + text(of: column, isKey: keys.columnWithKey == column.name, in: table)
    }
    lines += keys.constraints.enumerated().map { index, key in
      switch key {
      case .primary(let key): "\(index == 0 ? "\n" : "")    \(text(of: key, in: table))"
      case .unique(let index): "    \(text(of: index))"
      }
    }
    lines += table.checks.map { check in
      "    \(constraint(check.name))CHECK (\(check.expression))"
    }
    lines += table.foreignKeys.map { "    " + text(of: $0) }
    let options = [
      table.options.isWithoutRowID ? "WITHOUT ROWID" : nil,
      table.options.isStrict ? "STRICT" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    let suffix = options.isEmpty ? "" : " \(options)"
    // On lines of their own at the end, so that they are not read as those of a column.
    let comments = table.options.comments.map { "    \($0)\n" }.joined()
    return "CREATE TABLE \(q(name)) (\n\(lines.joined(separator: ",\n"))\n\(comments))\(suffix);"
  }

  static func text(of column: Column<SQLiteDialect>) -> String {
    text(of: column, isKey: false, in: nil)
  }

  private static func text(
    of column: Column<SQLiteDialect>, isKey: Bool, in table: Table<SQLiteDialect>?
  ) -> String {
    var text =
      column.type.declared.isEmpty
      ? q(column.name) : "\(q(column.name)) \(SQLiteTypeName.text(of: column.type.declared))"
    if !column.isNullable { text += " NOT NULL" + clause(column.options.nullConflict) }
    let generation =
      column.options.generation ?? table.flatMap { impliedGeneration(column, in: $0) }
    if let generation { text += " \(generation)" }
    if isKey, let table { text += " " + keyText(of: column, in: table) }
    if generation == nil, let value = column.defaultValue, value != .expression(nil) {
      text += " DEFAULT \(parenthesized(value))"
    }
    if let collation = column.options.collation { text += " COLLATE \(q(collation))" }
    return text
  }

  /// The primary key as a clause of its only column.
  private static func keyText(
    of column: Column<SQLiteDialect>, in table: Table<SQLiteDialect>
  ) -> String {
    var text = "\(constraint(table.options.keyName))PRIMARY KEY"
    // Without the word an integer key would become the number of the row.
    if table.primaryKey?.parts.first?.isDescending == true { text += " DESC" }
    text += clause(table.options.keyConflict)
    if column.isAutoIncrement, !table.options.isWithoutRowID { text += " AUTOINCREMENT" }
    return text
  }

  private static func text(
    of key: PrimaryKey<SQLiteDialect>, in table: Table<SQLiteDialect>
  ) -> String {
    "\(constraint(table.options.keyName))PRIMARY KEY (\(text(of: key.parts)))"
      + clause(table.options.keyConflict)
  }

  /// The unique constraint that an index belongs to.
  private static func text(of index: Index<SQLiteDialect>) -> String {
    "\(constraint(index.options.constraintName))UNIQUE (\(text(of: index.parts)))"
      + clause(index.options.conflict)
  }

  static func text(of parts: [IndexPart<SQLiteDialect>]) -> String {
    parts.map { part in
      var text =
        switch part.content {
        case .column(let name): q(name)
        case .expression(let text): text
        }
      if let collation = part.options.collation { text += " COLLATE \(q(collation))" }
      return part.isDescending ? "\(text) DESC" : text
    }.joined(separator: ", ")
  }

  private static func impliedGeneration(
    _ column: Column<SQLiteDialect>, in table: Table<SQLiteDialect>
  ) -> String? {
    column.impliedGeneration(in: table).map {
      "GENERATED ALWAYS AS (\($0.expression.strippingParentheses)) \($0.storage.rawValue)"
    }
  }

  private static func text(of key: ForeignKey) -> String {
    let timing =
      switch key.timing {
      case .immediate: ""
      case .deferrable: " DEFERRABLE"
      case .deferred: " DEFERRABLE INITIALLY DEFERRED"
      }
    // Those of a table that is not there may be left to it.
    let referenced = key.referencedColumns.isEmpty ? "" : " (\(q(key.referencedColumns)))"
    return "\(constraint(key.name))FOREIGN KEY (\(q(key.columns)))"
      + " REFERENCES \(q(key.referencedTable.name))\(referenced)"
      + " ON DELETE \(key.onDelete.rawValue) ON UPDATE \(key.onUpdate.rawValue)\(timing)"
  }

  private static func constraint(_ name: String?) -> String {
    name.map { "CONSTRAINT \(q($0)) " } ?? ""
  }

  private static func clause(_ conflict: SQLiteConflictResolution?) -> String {
    conflict.map { " \($0.clause)" } ?? ""
  }
}
