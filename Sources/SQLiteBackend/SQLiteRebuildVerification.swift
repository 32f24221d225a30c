import SQLBackend
import DatabaseAccess
import SQLModel

/// Watches the rebuilds of tables in a script: that every row arrives, that triggers and statistics
/// come back, and that the file is sound.
struct SQLiteRebuildVerification {
  private struct Rebuild {
    var table: String
    var copy: String
    var triggers: [Trigger]
  }

  private let session: any DatabaseSession
  /// Whole copies of one table into another, by target.
  private var copies: [String: String] = [:]
  /// Tables that were dropped after they had been copied, by the copy.
  private var rebuilds: [Rebuild] = []
  private var droppedTriggers: Set<String> = []

  init(_ session: any DatabaseSession) { self.session = session }

  mutating func willRun(_ statement: SQLiteScript.Statement) throws(DatabaseError) {
    if let copy = statement.wholeCopy {
      copies[copy.target] = copy.source
    } else if let table = statement.droppedTable {
      for (target, source) in copies where source == table {
        try compareRowCounts(of: source, and: target)
        try SQLiteStatistics(session).move(from: source, to: target)
        rebuilds.append(
          Rebuild(table: table, copy: target, triggers: try triggers(on: table)))
        copies[target] = nil
      }
    } else if statement.begins(with: "DROP", "TRIGGER"), let name = statement.head.last?.name {
      droppedTriggers.insert(name)
    }
  }

  /// Whether a statement puts a rebuilt table in the place of the dropped one.
  func isRebuildRename(_ statement: SQLiteScript.Statement) -> Bool {
    guard let rename = statement.tableRename else { return false }
    return rebuilds.contains { $0.copy == rename.from && $0.table == rename.to }
  }

  /// Brings back what went with a dropped table, and checks the rebuilt tables.
  func finish() throws(DatabaseError) {
    for rebuild in rebuilds where try exists(rebuild.table, type: "table") {
      for trigger in rebuild.triggers where !droppedTriggers.contains(trigger.name) {
        guard try !exists(trigger.name, type: "trigger") else { continue }
        _ = try session.execute(Statement(trigger.definition))
      }
      try SQLiteStatistics(session).move(from: rebuild.copy, to: rebuild.table)
      try checkIntegrity(of: rebuild.table)
    }
  }

  private func compareRowCounts(
    of source: String, and target: String
  ) throws(DatabaseError) {
    let counts = (try count(source), try count(target))
    guard counts.0 == counts.1 else {
      throw DatabaseError(
        .other,
        "the rebuilt table `\(source)` would have \(counts.1) rows instead of \(counts.0)",
        help: "nothing was changed; see the INSERT into `\(target)` in the migration")
    }
  }

  private func count(_ table: String) throws(DatabaseError) -> Int64 {
    let rows = try session.fetch(
      Statement("SELECT COUNT(*) FROM \(SQLiteDialect.quote(table))"))
    return rows.integer(0, 0)
  }

  private func triggers(on table: String) throws(DatabaseError) -> [Trigger] {
    let rows = try session.fetch(
      Statement(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid",
        [.text(table)]))
    return (0..<rows.rowCount).map {
      Trigger(rows.string($0, 0) ?? "", definition: rows.string($0, 1) ?? "")
    }
  }

  private func exists(_ name: String, type: String) throws(DatabaseError) -> Bool {
    try !session.fetch(
      Statement(
        "SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ?", [.text(type), .text(name)])
    ).isEmpty
  }

  private func checkIntegrity(of table: String) throws(DatabaseError) {
    let rows = try session.fetch(
      Statement("SELECT integrity_check FROM pragma_integrity_check(?)", [.text(table)]))
    guard rows.rowCount == 1, let answer = rows.string(0, 0), answer == "ok" else {
      throw DatabaseError(
        .other,
        "the rebuilt table `\(table)` is not sound: \(rows.isEmpty ? "" : rows.string(0, 0) ?? "")",
        help: "nothing was changed; check the file with `PRAGMA integrity_check`")
    }
  }
}
