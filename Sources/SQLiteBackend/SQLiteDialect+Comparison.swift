package import SQLModel

extension SQLiteDialect {
  /// Carries over what the schema language cannot say, so that a rebuilt table keeps it: checks,
  /// triggers, generated columns, collations, partial indexes and indexes over expressions, what
  /// happens on conflicts, and types as they were declared.
  package static func normalize(_ schemas: inout SchemaPair<SQLSchema<Self>>) {
    schemas.previous.tables.removeAll { isInternal($0.name.name) }
    let previous = schemas.previous.tablePositions
    for index in schemas.next.tables.indices {
      guard let position = previous[schemas.next.tables[index].name],
        schemas.previous.tables[position] != schemas.next.tables[index]
      else { continue }
      schemas.next.tables[index].keepUniqueConstraints(of: schemas.previous.tables[position])
      schemas.next.tables[index].keepKeyColumns(like: schemas.previous.tables[position])
      schemas.previous.tables[position].keepKeyColumns(like: schemas.next.tables[index])
      schemas.next.tables[index].keepKeyOrder(of: schemas.previous.tables[position])
      schemas.next.tables[index].keep(from: schemas.previous.tables[position])
    }
  }

  /// Whether a table belongs to SQLite or to the history of migrations.
  static func isInternal(_ table: String) -> Bool {
    table.hasPrefix("sqlite_") || table == "_prisma_migrations"
      || table == "_litestream_seq" || table == "_litestream_lock"
  }

  package static func typeChange(
    _ columns: SchemaPair<Column<Self>>, in schemas: SchemaPair<SQLSchema<Self>>
  ) -> TypeChange? {
    guard !columns.previous.type.stays(for: columns.next.type) else { return nil }
    let families = columns.map(\.type.family)
    // Storage classes belong to values, not to columns, so nothing is ever lost by itself;
    // https://sqlite.org/datatype3.html.
    return switch (families.previous, families.next) {
    case (.blob, .text): .risky
    case (_, .text), (.integer, .bigInt), (.boolean, .integer), (.boolean, .bigInt),
      (.integer, .real), (.integer, .decimal), (.bigInt, .decimal), (.real, .decimal):
      .safe
    default: .risky
    }
  }

  package static func optionsDetail(of tables: SchemaPair<Table<Self>>) -> String? {
    guard tables.previous.options.isStrict, !tables.next.options.isStrict,
      let column = tables.next.columnsOutsideStrictTables.first
    else { return nil }
    return "no longer STRICT, because of the type `\(column.type.declared)`"
  }

  package static func haveSameDefault(_ columns: SchemaPair<Column<Self>>) -> Bool {
    // A row number needs no default, and one beside it is never used.
    if columns.previous.isAutoIncrement, columns.next.isAutoIncrement,
      columns.previous.defaultValue == nil, columns.next.defaultValue == nil
    {
      return true
    }
    let defaults = columns.map(\.defaultValue)
    if defaults.areSameDefaults { return true }
    // A default given as SQL text in the schema may be what SQLite reports as a constant.
    let texts = defaults.compactMap { $0.map(\.asDeclared).map(SQLiteDDL.defaultText) }
    guard let texts else { return false }
    if texts.previous.lowercased().strippingParentheses
      == texts.next.lowercased().strippingParentheses
    {
      return true
    }
    return columns.map(\.readDefault).areSameDefaults
  }
}

extension Column<SQLiteDialect> {
  /// The default; a number given as SQL text is the number that SQLite would report.
  fileprivate var readDefault: ColumnDefault? {
    guard case .expression(let text?) = defaultValue,
      let read = ColumnDefault(reported: String(text.strippingParentheses), family: type.family),
      case .literal(.number) = read
    else { return defaultValue }
    return read
  }
}

extension ColumnDefault {
  /// The default without the form that times get in a migration.
  fileprivate var asDeclared: ColumnDefault {
    if case .literal(.dateTime(let text)) = self { .literal(.string(text)) } else { self }
  }
}

extension Table<SQLiteDialect> {
  /// Leaves the columns of the key as the other side has them, where the language has no words for
  /// the difference.
  ///
  /// SQLite takes NULL in most keys (<https://sqlite.org/lang_createtable.html#primkeyconst>), and
  /// numbers an integer key only under the type `INTEGER`; rows keep what they have in a key.
  fileprivate mutating func keepKeyColumns(like other: Self) {
    guard let key = primaryKey?.columns, let otherKey = other.primaryKey?.columns else { return }
    for index in columns.indices where key.contains(columns[index].name) {
      guard otherKey.contains(columns[index].name),
        let column = other.column(named: columns[index].name),
        column.type.family == columns[index].type.family
      else { continue }
      if columns[index].options.isNumberedUnasked, !column.isAutoIncrement {
        columns[index].type = column.type
        columns[index].isAutoIncrement = false
      }
      let isNumbered = columns[index].isAutoIncrement
      if column.isNullable, !isNumbered { columns[index].isNullable = true }
    }
  }

  /// Sorts the key as the other side does, which the language cannot say; numbers of rows have no
  /// order of their own.
  fileprivate mutating func keepKeyOrder(of other: Self) {
    guard let key = primaryKey?.columns, key == other.primaryKey?.columns,
      !columns.contains(where: { key == [$0.name] && $0.isAutoIncrement })
    else { return }
    primaryKey = other.primaryKey
  }

  /// The columns whose types no STRICT table takes; https://sqlite.org/stricttables.html.
  fileprivate var columnsOutsideStrictTables: [Column<SQLiteDialect>] {
    let types: Set = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"]
    return columns.filter { !types.contains($0.type.declared.uppercased()) }
  }

  /// Leaves the names of foreign keys, and when they are checked, as they were.
  private mutating func keepForeignKeyDetails(of previous: Self) {
    var remaining = previous.foreignKeys
    func keep(_ index: Int, where isCounterpart: (ForeignKey) -> Bool) {
      guard let position = remaining.firstIndex(where: isCounterpart) else { return }
      let counterpart = remaining.remove(at: position)
      foreignKeys[index].timing = counterpart.timing
      foreignKeys[index].name = counterpart.name ?? foreignKeys[index].name
    }
    // Two keys may lead the same way, so those that have not changed go first.
    let keys = foreignKeys
    let isSame = keys.map(remaining.contains)
    for index in keys.indices where isSame[index] { keep(index) { $0 == keys[index] } }
    for index in keys.indices where !isSame[index] {
      let isAlike = remaining.contains { $0.hasSameEffect(as: keys[index]) }
      keep(index) {
        isAlike
          ? $0.hasSameEffect(as: keys[index])
          : $0.columns == keys[index].columns && $0.referencedTable == keys[index].referencedTable
      }
    }
  }

  /// Leaves types as they were declared where the schema language has one word for both, as for
  /// `VARCHAR(20)` and `TEXT`; only under `INTEGER` a key numbers the rows.
  private mutating func keepDeclaredTypes(of previous: Self) {
    for index in columns.indices {
      guard let column = previous.column(named: columns[index].name),
        column.type.stays(for: columns[index].type),
        column.isAutoIncrement == columns[index].isAutoIncrement
      else { continue }
      columns[index].type = column.type
    }
  }

  fileprivate mutating func keep(from previous: Self) {
    options = previous.options
    if primaryKey?.columns != previous.primaryKey?.columns {
      options.keyName = nil
      options.keyConflict = nil
    }
    keepDeclaredTypes(of: previous)
    if options.isStrict, !columnsOutsideStrictTables.isEmpty {
      options.isStrict = false
      for index in columns.indices where columns[index].type.declared.uppercased() == "ANY" {
        columns[index].type.declared = ""
      }
    }
    if options.isWithoutRowID {
      for index in columns.indices { columns[index].isAutoIncrement = false }
    }
    triggers = previous.triggers
    keepForeignKeyDetails(of: previous)
    for column in previous.columns where column.options != SQLiteColumnOptions() {
      if let index = columns.firstIndex(where: { $0.name == column.name }) {
        let options = columns[index].options
        columns[index].options = column.options
        columns[index].options.enumeration = options.enumeration
        // In the schema language the expression looks like a default.
        if column.options.generation != nil {
          columns[index].defaultValue = column.defaultValue
        }
        columns[index].options.isNumberedUnasked = options.isNumberedUnasked
      } else if column.options.generation != nil {
        columns.append(column)
      }
    }
    checks = previous.checks
    let kept = previous.indexes.filter { index in
      index.options.definition != nil && !indexes.contains { $0.name == index.name }
    }
    guard !checks.isEmpty || !kept.isEmpty else { return }
    let dropped = Set(previous.columns.map(\.name)).subtracting(columns.map(\.name))
    checks.removeAll { $0.expression.mentions(dropped) }
    indexes += kept.filter { !($0.options.definition ?? "").mentions(dropped) }
  }
}

extension String {
  /// Whether SQL text names one of some things.
  func mentions(_ columns: some Collection<String>) -> Bool {
    guard !columns.isEmpty else { return false }
    let names = Set(columns.map { $0.lowercased() })
    return SQLiteTokens(self).contains { $0.isName && names.contains($0.name.lowercased()) }
  }

  /// The text without parentheses around the whole of it, and without comments around that.
  var strippingParentheses: Substring {
    let inner = Array(SQLiteTokens(self))[...].withoutParentheses
    guard let first = inner.first, let last = inner.last else { return self[...] }
    let start = utf8.index(utf8.startIndex, offsetBy: first.range.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: last.range.upperBound)
    return self[start..<end]
  }

  /// Whether there are parentheses around the whole of the text.
  var isParenthesized: Bool {
    let tokens = Array(SQLiteTokens(self))[...]
    return tokens.withoutParentheses.count < tokens.count
  }
}

extension ArraySlice<SQLiteTokens.Token> {
  fileprivate var withoutParentheses: Self {
    var tokens = self
    while let inner = tokens.parenthesized(at: tokens.startIndex), !inner.isEmpty,
      inner.endIndex == tokens.endIndex - 1
    {
      tokens = inner
    }
    return tokens
  }
}
