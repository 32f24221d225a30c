package import BackendInterface
package import DatabaseAccess
import SQLBackend

extension SQLiteDialect {
  package static func isAtomic(_ script: String) -> Bool {
    SQLiteScript(script).isCertainlyOneTransaction
  }

  package static func run(
    script: String, on session: any DatabaseSession,
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    try SQLiteScriptRunner(script: script, on: session).run(record: record)
  }

  /// Drops everything in one transaction: views first, then virtual tables with the tables behind
  /// them, then the rest.
  package static func reset(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) {
    let script = try dropScript(session, keeping: Set(filter.externalTables))
    try SQLiteScriptRunner(script: script, on: session).run { _ in }
  }

  private static func dropScript(
    _ session: any DatabaseSession, keeping external: Set<String>
  ) throws(DatabaseError) -> String {
    let rows = try session.fetch(
      Statement(
        """
        SELECT type, name, sql LIKE 'CREATE VIRTUAL TABLE%' AS is_virtual FROM sqlite_schema
        WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY type = 'table', is_virtual DESC, rowid
        """))
    var lines = ["PRAGMA foreign_keys=OFF;"]
    for row in 0..<rows.rowCount {
      guard let name = rows.string(row, 1), !external.contains(name) else { continue }
      let kind = rows.string(row, 0) == "view" ? "VIEW" : "TABLE"
      lines.append("DROP \(kind) IF EXISTS \(quote(name));")
    }
    lines.append("PRAGMA foreign_keys=ON;")
    return lines.joined(separator: "\n")
  }
}

extension SQLiteDialect {
  package static func withMigrationLock<Result, Failure: Error>(
    on session: any DatabaseSession, timeout: Duration, wrap: (DatabaseError) -> Failure,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let lock: SQLiteMigrationLock
    do throws(DatabaseError) {
      lock = try SQLiteMigrationLock(session, timeout: timeout)
    } catch {
      throw wrap(error)
    }
    let result = try body()
    _ = consume lock
    return result
  }

  // The form of Prisma 6; times are stored as integers, milliseconds since 1970.
  package static let history: any MigrationHistoryDriver = MigrationTable(
    definition: """
      CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
          "id"                    TEXT PRIMARY KEY NOT NULL,
          "checksum"              TEXT NOT NULL,
          "finished_at"           DATETIME,
          "migration_name"        TEXT NOT NULL,
          "logs"                  TEXT,
          "rolled_back_at"        DATETIME,
          "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
          "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
      )
      """,
    existence: Statement(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_prisma_migrations'"),
    placeholder: { _ in "?" },
    timestamp: { .integer($0) })
}
