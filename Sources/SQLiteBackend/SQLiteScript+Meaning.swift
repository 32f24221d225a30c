extension SQLiteScript.Statement {
  /// Whether it begins or ends a transaction, which belongs to whoever runs the script.
  var isTransactionControl: Bool {
    begins(with: "BEGIN") || begins(with: "COMMIT") || begins(with: "END")
  }

  /// Whether it begins a transaction or ends the whole of one, not a savepoint.
  var controlsWholeTransaction: Bool {
    isTransactionControl
      || begins(with: "ROLLBACK") && !head.contains { $0.isKeyword("TO") }
  }

  /// Whether SQLite refuses it inside a transaction.
  ///
  /// <https://sqlite.org/lang_vacuum.html>, <https://sqlite.org/lang_attach.html>,
  /// <https://sqlite.org/pragma.html#pragma_journal_mode>
  var needsAutocommit: Bool {
    if begins(with: "VACUUM") || begins(with: "ATTACH") || begins(with: "DETACH") { return true }
    return ["journal_mode", "synchronous"].contains(pragma?.name) && pragma?.value != nil
  }

  /// The name and the value of a pragma, in lower case.
  var pragma: (name: String, value: String?)? {
    guard begins(with: "PRAGMA"), head.count > 1 else { return nil }
    // PRAGMA main.name = value
    let rest = head.count > 3 && head[2].isSymbol(".") ? head.dropFirst(3) : head.dropFirst()
    guard let name = rest.first?.name.lowercased() else { return nil }
    return (name, rest.count > 2 ? rest[rest.startIndex + 2].name.lowercased() : nil)
  }

  /// The value that it gives to `PRAGMA foreign_keys`, if it does.
  var foreignKeySwitch: Bool? {
    guard let pragma, pragma.name == "foreign_keys", let value = pragma.value else { return nil }
    return ["on", "1", "true", "yes"].contains(value)
  }

  /// Whether it changes rows in a way that foreign keys may answer with actions.
  var mayFireForeignKeyActions: Bool {
    begins(with: "DELETE") || begins(with: "UPDATE") || begins(with: "REPLACE")
      || begins(with: "INSERT", "OR", "REPLACE") || begins(with: "WITH")
  }

  /// Whether it makes, changes or drops a table or other code, or takes part in that.
  var changesStructure: Bool {
    if begins(with: "CREATE") || begins(with: "ALTER") || begins(with: "DROP") { return true }
    return foreignKeySwitch != nil || pragma?.name == "legacy_alter_table" || wholeCopy != nil
  }

  /// The table that it drops.
  var droppedTable: String? {
    guard begins(with: "DROP", "TABLE") else { return nil }
    return begins(with: "DROP", "TABLE", "IF", "EXISTS") ? head[safe: 4]?.name : head[safe: 2]?.name
  }

  /// The names of a table that it renames.
  var tableRename: (from: String, to: String)? {
    guard begins(with: "ALTER", "TABLE"), head.count >= 6, head[3].isKeyword("RENAME"),
      head[4].isKeyword("TO")
    else { return nil }
    return (head[2].name, head[5].name)
  }

  /// The tables of `INSERT INTO target (…) SELECT columns FROM source`, where nothing else follows,
  /// so that both tables then hold the same number of rows.
  var wholeCopy: (source: String, target: String)? {
    guard begins(with: "INSERT", "INTO"), let target = head[safe: 2], target.isName else {
      return nil
    }
    let tokens = Array(SQLiteTokens(sql))
    guard tokens.count > 5, let source = tokens.last, source.isName,
      tokens[tokens.count - 2].isKeyword("FROM"),
      tokens.count(where: { $0.isKeyword("SELECT") }) == 1,
      !tokens.contains(where: { $0.isKeyword("DISTINCT") })
    else { return nil }
    return (source.name, target.name)
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
