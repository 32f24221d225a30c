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

  private struct Copy {
    var source: String
    var target: String
    /// The rows that the target had before.
    var rowsBefore: Int64
    /// The rows that came from the source, and those that the source had then, once counted.
    var copied: Int64 = 0
    var expected: Int64 = 0
  }

  private let session: any DatabaseSession
  /// The copy that the last statement made, which is not counted yet.
  private var lastCopy: Copy?
  /// Whole copies of one table into another, by target.
  private var copies: [String: Copy] = [:]
  /// Tables that were dropped after they had been copied, by the copy.
  private var rebuilds: [Rebuild] = []
  private var droppedTriggers: Set<String> = []

  init(_ session: any DatabaseSession) { self.session = session }

  mutating func willRun(_ statement: SQLiteScript.Statement) throws(DatabaseError) {
    countLastCopy()
    if let copy = statement.wholeCopy {
      lastCopy = Copy(
        source: copy.source, target: copy.target, rowsBefore: (try? count(copy.target)) ?? 0)
    } else if let table = statement.droppedTable {
      for (target, copy) in copies where copy.source == table {
        try requireAllRows(of: copy)
        try SQLiteStatistics(session).move(from: table, to: target)
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

  /// Counts what the copy alone did: what a script does to the rows of a copy later is meant.
  private mutating func countLastCopy() {
    guard var copy = lastCopy else { return }
    lastCopy = nil
    // What cannot be counted is no table, such as the name of a common table expression.
    guard let rows = try? count(copy.target), let expected = try? count(copy.source) else { return }
    copy.copied = rows - copy.rowsBefore
    copy.expected = expected
    copies[copy.target] = copy
  }

  private func requireAllRows(of copy: Copy) throws(DatabaseError) {
    guard copy.copied != copy.expected else { return }
    throw DatabaseError(
      .other,
      "the rebuilt table `\(copy.source)` would have \(copy.copied) rows instead of"
        + " \(copy.expected)",
      help: "nothing was changed; see the INSERT into `\(copy.target)` in the migration")
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
