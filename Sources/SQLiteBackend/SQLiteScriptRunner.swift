import DatabaseAccess

/// Runs the script of a migration so that a failure, or the death of the process at any moment,
/// leaves the database as it was.
///
/// SQLite has two peculiarities here. `PRAGMA foreign_keys` does nothing inside a transaction, so
/// it is set before; and while it is on, dropping a table fires the actions of the keys that
/// reference it, as if all rows were deleted: <https://sqlite.org/foreignkeys.html#fk_schemacommands>.
struct SQLiteScriptRunner {
  private let script: String
  private let statements: [SQLiteScript.Statement]
  private let session: any DatabaseSession

  init(script: String, on session: any DatabaseSession) {
    self.script = script
    self.session = session
    statements = SQLiteScript(script).statements
  }

  /// Runs only what changes the structure, which does not depend on rows.
  ///
  /// - Throws: `.other` for a script with statements that lead out of the database.
  init(rehearsing script: String, on session: any DatabaseSession) throws(DatabaseError) {
    let statements = SQLiteScript(script).statements
    guard !statements.contains(where: \.needsAutocommit) else {
      throw DatabaseError(.other, "the script leads out of the database")
    }
    self.script = script
    self.session = session
    let editsCatalog = statements.contains { $0.pragma?.name == "writable_schema" }
    self.statements = statements.filter { editsCatalog || $0.changesStructure }
  }

  func run(
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let enforced = try isOn("foreign_keys")
    guard !session.isInTransaction else {
      throw DatabaseError(.other, "a migration cannot run inside another transaction")
    }
    let outcome: Result<Void, DatabaseError>
    do throws(DatabaseError) {
      if statements.contains(where: \.needsAutocommit) {
        try runWithoutTransaction()
        try commit { () throws(DatabaseError) in try record(session) }
      } else {
        try runInTransactions(enforced: enforced, record: record)
      }
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    do throws(DatabaseError) {
      try set("foreign_keys", enforced)
      try set("legacy_alter_table", false)
    } catch {
      // What went wrong first explains more.
      try outcome.get()
      throw error
    }
    try outcome.get()
  }

  // The whole script is one transaction, with foreign keys off when any part of it asks for that.
  // Only where the rest of such a script may need the actions of foreign keys do its parts become
  // transactions of their own.
  private func runInTransactions(
    enforced: Bool, record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let parts = try parts(enforced: enforced)
    for (index, part) in parts.enumerated() {
      try set("foreign_keys", part.isEnforced)
      try commit { () throws(DatabaseError) in
        try run(part)
        if index == parts.count - 1 { try record(session) }
      }
    }
  }

  private struct Part {
    var isEnforced: Bool
    var statements: [SQLiteScript.Statement]
  }

  private func parts(enforced: Bool) throws(DatabaseError) -> [Part] {
    var parts = [Part(isEnforced: enforced, statements: [])]
    for statement in statements {
      if let value = statement.foreignKeySwitch {
        if value != parts[parts.count - 1].isEnforced {
          parts.append(Part(isEnforced: value, statements: []))
        }
      } else if !statement.isTransactionControl {
        parts[parts.count - 1].statements.append(statement)
      }
    }
    let needsActions = parts.contains { part in
      part.isEnforced && part.statements.contains(where: \.mayFireForeignKeyActions)
    }
    let isMixed = Set(parts.map(\.isEnforced)).count > 1
    if isMixed, needsActions, try hasForeignKeyActions() {
      return parts.filter { !$0.statements.isEmpty }
    }
    return [
      Part(
        isEnforced: parts.allSatisfy(\.isEnforced), statements: parts.flatMap(\.statements))
    ]
  }

  private func commit(
    _ body: () throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    try session.withTransaction(wrap: { $0 }) { () throws(DatabaseError) in try body() }
  }

  private func run(_ part: Part) throws(DatabaseError) {
    let changesStructure = part.statements.contains {
      $0.begins(with: "CREATE") || $0.begins(with: "DROP") || $0.begins(with: "ALTER")
    }
    let isChecked = !part.isEnforced || changesStructure
    let before = isChecked ? try SQLiteForeignKeyViolations(session) : nil
    var verification = SQLiteRebuildVerification(session)
    for statement in part.statements {
      try verification.willRun(statement)
      try run(statement, isRebuild: verification.isRebuildRename(statement))
    }
    try verification.finish()
    if let before, let violation = try SQLiteForeignKeyViolations(session).firstBeyond(before) {
      throw DatabaseError(
        .foreignKeyViolation(constraint: nil),
        "rows of table `\(violation.table)` would refer to rows of table "
          + "`\(violation.referenced)` that do not exist",
        help: "repair or delete those rows first, or do so at the beginning of the migration")
    }
  }

  private func run(
    _ statement: SQLiteScript.Statement, isRebuild: Bool
  ) throws(DatabaseError) {
    // The rename at the end of a rebuild must leave alone views, triggers and keys that speak of
    // the table; https://sqlite.org/pragma.html#pragma_legacy_alter_table.
    let wasLegacy = isRebuild ? try isOn("legacy_alter_table") : false
    if isRebuild { try set("legacy_alter_table", true) }
    do throws(DatabaseError) { _ = try session.fetch(Statement(statement.sql)) } catch {
      throw error.at(statement.offset, in: script)
    }
    if isRebuild { try set("legacy_alter_table", wasLegacy) }
  }

  private func runWithoutTransaction() throws(DatabaseError) {
    do throws(DatabaseError) {
      for statement in statements { try run(statement, isRebuild: false) }
    } catch {
      try? session.rollback()
      throw error
    }
    if session.isInTransaction { try session.commit() }
  }

  private func isOn(_ pragma: String) throws(DatabaseError) -> Bool {
    let rows = try session.fetch(Statement("PRAGMA \(pragma)"))
    return !rows.isEmpty && rows.integer(0, 0) != 0
  }

  private func set(_ pragma: String, _ value: Bool) throws(DatabaseError) {
    _ = try session.fetch(Statement("PRAGMA \(pragma)=\(value ? "ON" : "OFF")"))
  }

  private func hasForeignKeyActions() throws(DatabaseError) -> Bool {
    try !session.fetch(
      Statement(
        """
        SELECT 1 FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS k
        WHERE t.type = 'table' AND (k.on_delete <> 'NO ACTION' AND k.on_delete <> 'RESTRICT'
          OR k.on_update <> 'NO ACTION' AND k.on_update <> 'RESTRICT')
        LIMIT 1
        """)
    ).isEmpty
  }
}

extension DatabaseError {
  /// The error with its position in the whole script.
  fileprivate func at(_ offset: Int, in script: String) -> DatabaseError {
    var error = self
    error.position = offset + (error.position ?? 0)
    error.sql = script
    return error
  }
}
