import DatabaseAccess
import SQLBackend

/// A copy of a database's structure in memory, in which a script is tried before it runs.
///
/// SQLite drops and changes what views and triggers use without a word; they fail when they are
/// used. So SQLite itself is asked, by compiling statements that use them.
struct SQLiteRehearsal {
  private let session: SQLiteSession

  /// Copies a structure; what this build of SQLite cannot make is left out, such as tables of
  /// modules that it lacks.
  init(of definitions: [SQLiteDefinition]) throws(DatabaseError) {
    session = try SQLiteSession(try DatabaseURL(":memory:"))
    // Foreign keys that lead nowhere would keep all statements on their tables from compiling.
    try session.runScript("PRAGMA foreign_keys=OFF; BEGIN")
    for definition in definitions where !definition.name.hasPrefix("sqlite_") {
      try? session.runScript(definition.sql)
    }
    try session.commit()
  }

  /// Runs what a script does to the structure.
  ///
  /// - Throws: What SQLite says; also of a script that leads out of the database, which is not run.
  func run(_ script: String) throws(DatabaseError) {
    try SQLiteScriptRunner(rehearsing: script, on: session).run { _ in }
  }

  /// Tries all views and triggers.
  func trial() throws(DatabaseError) -> SQLiteDependentTrial {
    var trial = SQLiteDependentTrial()
    let views = try session.fetch(
      Statement("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY rowid"))
    for readsNamesAsText in [true, false] {
      try session.setReadsNamesAsText(readsNamesAsText)
      for row in 0..<views.rowCount {
        let name = views.string(row, 0) ?? ""
        let error = error(of: "SELECT * FROM \(SQLiteDialect.quote(name))")
        trial.record(
          SQLiteDependent(kind: .view, name: name), .select, readsNamesAsText: readsNamesAsText,
          error)
      }
      try tryTriggers(&trial, readsNamesAsText: readsNamesAsText)
    }
    try session.setReadsNamesAsText(true)
    return trial
  }

  private struct Trigger {
    var name: String
    /// The table or the view.
    var owner: String
    var isOnView: Bool
  }

  private func tryTriggers(
    _ trial: inout SQLiteDependentTrial, readsNamesAsText: Bool
  ) throws(DatabaseError) {
    let triggers = try triggers()
    var tried: Set<String> = []
    for owner in triggers.map(\.owner) where tried.insert(owner).inserted {
      for (event, statement) in statements(on: owner) {
        let error = error(of: statement)
        for trigger in triggers where trigger.owner == owner {
          // Together they fail for one of them, so each is tried alone.
          let own = error == nil ? nil : try self.error(of: statement, with: trigger, of: triggers)
          trial.record(
            SQLiteDependent(kind: .trigger, name: trigger.name), event,
            readsNamesAsText: readsNamesAsText, own)
        }
      }
    }
  }

  private func triggers() throws(DatabaseError) -> [Trigger] {
    let rows = try session.fetch(
      Statement(
        """
        SELECT trigger.name, owner.name, owner.type = 'view' FROM sqlite_schema AS trigger
        JOIN sqlite_schema AS owner
          ON owner.name = trigger.tbl_name COLLATE NOCASE AND owner.type IN ('table', 'view')
        WHERE trigger.type = 'trigger' ORDER BY trigger.rowid
        """))
    return (0..<rows.rowCount).map {
      Trigger(
        name: rows.string($0, 0) ?? "", owner: rows.string($0, 1) ?? "",
        isOnView: rows.integer($0, 2) != 0)
    }
  }

  /// The statements that fire the triggers of a table or a view.
  private func statements(on owner: String) -> [(SQLiteDependentTrial.Event, String)] {
    let name = SQLiteDialect.quote(owner)
    var statements: [(SQLiteDependentTrial.Event, String)] = [
      (.insert, "INSERT INTO \(name) DEFAULT VALUES"), (.delete, "DELETE FROM \(name)"),
    ]
    // 2 and 3 stand for generated columns. A view that does not work cannot be asked for its own.
    let question = Statement(
      "SELECT name FROM pragma_table_xinfo(?) WHERE hidden NOT IN (2, 3)", [.text(owner)])
    if let rows = try? session.fetch(question), !rows.isEmpty {
      let columns = (0..<rows.rowCount).map { SQLiteDialect.quote(rows.string($0, 0) ?? "") }
      let values = columns.map { "\($0) = \($0)" }.joined(separator: ", ")
      statements.append((.update, "UPDATE \(name) SET \(values)"))
    }
    return statements
  }

  /// Why a statement cannot be compiled.
  private func error(of statement: String) -> DatabaseError? {
    do throws(DatabaseError) {
      _ = try session.fetch(Statement("EXPLAIN \(statement)"))
      return nil
    } catch {
      return error
    }
  }

  /// Why a statement cannot be compiled with one trigger; those of other views stay, because
  /// without them views cannot be written to.
  private func error(
    of statement: String, with trigger: Trigger, of triggers: [Trigger]
  ) throws(DatabaseError) -> DatabaseError? {
    try session.begin(forWriting: true, isolation: nil)
    for other in triggers where other.name != trigger.name {
      guard !other.isOnView || other.owner == trigger.owner else { continue }
      try session.runScript("DROP TRIGGER \(SQLiteDialect.quote(other.name))")
    }
    let error = error(of: statement)
    try session.rollback()
    return error
  }
}
