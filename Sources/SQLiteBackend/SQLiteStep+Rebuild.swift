import SQLBackend
import SQLModel

extension SQLiteStep.Rebuild {
  init(_ change: TableChange<SQLiteDialect>, in surroundings: SQLiteRebuildSurroundings) {
    table = change.tables.next.applyingToTexts(surroundings.renames)
    for index in table.checks.indices {
      table.checks[index].expression.removeQualifiers(table.name.name)
    }
    temporaryName = surroundings.freeName(for: table.name.name)
    isReferencedByCode = surroundings.hasCode
    keepsNumbering = change.tables.previous.isNumbered && change.tables.next.isNumbered
    rowNumber = surroundings.mayKnowRowNumbers ? change.tables.rowNumber : nil
    columns = []
    for column in change.tables.next.columns where column.options.generation == nil {
      guard let previous = change.tables.previous.column(named: column.name) else { continue }
      let becomesRequired = previous.isNullable && !column.isNullable
      columns.append(
        CopiedColumn(
          name: column.name, replacement: becomesRequired ? column.defaultValue : nil))
    }
    columns.sort { $0.name < $1.name }
  }
}

/// What of a database matters to the rebuild of any of its tables.
struct SQLiteRebuildSurroundings {
  let renames: SchemaRenames
  /// Whether there are views or triggers, which may speak of any table.
  let hasCode: Bool
  /// Whether something may know rows by their numbers: code that speaks of them, or a virtual
  /// table, because full-text search does so; <https://sqlite.org/fts5.html#external_content_tables>.
  let mayKnowRowNumbers: Bool
  /// The names that something has, before or afterwards, in lower case.
  private let takenNames: Set<String>

  init(_ diff: SchemaDiff<SQLiteDialect>) {
    renames = diff.renames
    let (previous, next) = (diff.schemas.previous, diff.schemas.next)
    let code =
      previous.views.map(\.definition)
      + previous.tables.flatMap { $0.triggers.map(\.definition) }
    hasCode = !code.isEmpty
    mayKnowRowNumbers =
      !previous.objects.virtualTables.isEmpty
      || code.contains { $0.mentions(SchemaPair.rowNumberNames) }
    takenNames = Set((previous.names + next.names).map { $0.lowercased() })
  }

  /// A name like that of a table, which nothing has.
  func freeName(for table: String) -> String {
    var name = "new_\(table)"
    while takenNames.contains(name.lowercased()) { name = "new_\(name)" }
    return name
  }
}

extension SQLSchema<SQLiteDialect> {
  /// Tables, views and indexes share one space of names.
  fileprivate var names: [String] {
    tables.flatMap { [$0.name.name] + $0.indexes.map(\.name) } + views.map(\.name.name)
      + objects.virtualTables
  }
}

extension SchemaPair<Table<SQLiteDialect>> {
  /// The words for the number of a row, where no column has their name;
  /// https://sqlite.org/lang_createtable.html#rowid.
  fileprivate static let rowNumberNames = ["rowid", "oid", "_rowid_"]

  /// The word for the number of the row in both tables, unless a column has that number, or the
  /// rows have none.
  fileprivate var rowNumber: String? {
    let tables = [previous, next]
    guard !tables.contains(where: { $0.options.isWithoutRowID }),
      !tables.contains(where: { $0.columns.contains(where: \.isAutoIncrement) })
    else { return nil }
    let columns = Set(tables.flatMap { $0.columns.map { $0.name.lowercased() } })
    return Self.rowNumberNames.first { !columns.contains($0) }
  }
}

extension Table<SQLiteDialect> {
  fileprivate var isNumbered: Bool {
    !options.isWithoutRowID && columns.contains { $0.isAutoIncrement }
  }

  /// The table with renamed names also in what is kept as text.
  ///
  /// Indexes and checks speak of this table alone, so their names can be replaced. A trigger may
  /// speak of others: one that has a renamed name in it is left to `SQLiteRebuildVerification`,
  /// which brings it back in the form that SQLite itself has given it.
  fileprivate func applyingToTexts(_ renames: SchemaRenames) -> Self {
    guard !renames.tables.isEmpty || !renames.columns.isEmpty else { return self }
    var names: [String: String] = [:]
    for pair in renames.tables where pair.next == name {
      names[pair.previous.name] = pair.next.name
    }
    for rename in renames.columns where rename.table == name {
      names[rename.names.previous] = rename.names.next
    }
    var table = self
    for index in table.indexes.indices {
      let text = table.indexes[index].options.definition
      table.indexes[index].options.definition = text?.replacing(names)
    }
    for index in table.checks.indices {
      table.checks[index].expression = table.checks[index].expression.replacing(names)
    }
    for index in table.columns.indices {
      let text = table.columns[index].options.generation
      table.columns[index].options.generation = text?.replacing(names)
    }
    let stale = Set(renames.tables.map(\.previous.name) + renames.columns.map(\.names.previous))
    table.triggers.removeAll { $0.definition.mentions(stale) }
    return table
  }
}

extension String {
  /// Takes the name of a table away from its columns, because the table has another one for a
  /// moment.
  fileprivate mutating func removeQualifiers(_ table: String) {
    var bytes = Array(utf8)
    let tokens = Array(SQLiteTokens(self))
    for (name, (dot, column)) in zip(tokens, zip(tokens.dropFirst(), tokens.dropFirst(2)))
      .reversed()
    where name.isName && dot.isSymbol(".") && name.name.lowercased() == table.lowercased() {
      bytes.removeSubrange(name.range.lowerBound..<column.range.lowerBound)
    }
    self = String(decoding: bytes, as: UTF8.self)
  }

  /// SQL text with names replaced.
  fileprivate func replacing(_ names: [String: String]) -> String {
    var bytes = Array(utf8)
    for token in Array(SQLiteTokens(self)).reversed() where token.isName {
      guard let next = names[token.name] else { continue }
      bytes.replaceSubrange(token.range, with: SQLiteDialect.quote(next).utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
