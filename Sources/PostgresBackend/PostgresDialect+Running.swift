package import BackendInterface
package import DatabaseAccess
import Glibc
import SQLBackend

extension Postgres {
  /// Whether a script certainly runs in one transaction.
  ///
  /// What refuses to be in one is known by words that all such statements have:
  /// <https://www.postgresql.org/docs/current/sql-createindex.html>, `VACUUM`, `CREATE DATABASE`,
  /// `ALTER SYSTEM` and their kin. A word in a comment or a string only makes it less certain.
  package static func isAtomic(_ script: String) -> Bool {
    let words = Set(script.split { !$0.isLetter }.map { $0.lowercased() })
    let refusing: Set = [
      "concurrently", "vacuum", "reindex", "cluster", "database", "tablespace", "system",
      "subscription",
    ]
    let parsed = PostgresScript(script)
    return words.isDisjoint(with: refusing)
      && (!parsed.controlsTransactions || parsed.withoutTransactions != nil)
  }

  /// Runs a script in one transaction, together with the record of it.
  ///
  /// So is one that begins and commits by itself around definitions. Any other such script, or one
  /// that holds a statement that refuses to be in a transaction, such as
  /// `CREATE INDEX CONCURRENTLY`, is run as it is.
  package static func run(
    script: String, on session: any DatabaseSession,
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    var script = script
    let parsed = PostgresScript(script)
    if parsed.controlsTransactions {
      guard let whole = parsed.withoutTransactions else {
        return try runBare(script, on: session, record: record)
      }
      script = whole
    }
    do throws(DatabaseError) {
      try session.withTransaction(wrap: { $0 }) { () throws(DatabaseError) in
        try session.runScript(script)
        try record(session)
      }
    } catch {
      // 25001, active_sql_transaction: nothing is done, everything is rolled back.
      guard error.vendorCode == "25001" else { throw error }
      try runBare(script, on: session, record: record)
    }
  }

  private static func runBare(
    _ script: String, on session: any DatabaseSession,
    record: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    do throws(DatabaseError) {
      try session.runScript(script)
      // A script that begins without committing would take its record with it.
      if session.isInTransaction { try session.commit() }
    } catch {
      try? session.rollback()
      throw error
    }
    try record(session)
  }

  /// Drops and creates the schemas of the connection anew.
  package static func reset(
    _ session: any DatabaseSession, filter: SchemaFilter
  ) throws(DatabaseError) {
    var namespaces = filter.namespaces
    if namespaces.isEmpty {
      let rows = try session.fetch(Statement("SELECT current_schema()::text"))
      namespaces = (0..<rows.rowCount).compactMap { rows.string($0, 0) }
    }
    let script = namespaces.map {
      "DROP SCHEMA IF EXISTS \(quote($0)) CASCADE; CREATE SCHEMA \(quote($0));"
    }
    try session.withTransaction(wrap: { $0 }) { () throws(DatabaseError) in
      try session.runScript(script.joined(separator: "\n"))
    }
  }

  /// The key of the advisory lock that keeps migration runs apart, the same in all tools.
  private static let lockKey = 72_707_369

  package static func withMigrationLock<Result, Failure: Error>(
    on session: any DatabaseSession, timeout: Duration, wrap: (DatabaseError) -> Failure,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    do throws(DatabaseError) { try lock(session, timeout) } catch { throw wrap(error) }
    let result: Result
    do throws(Failure) { result = try body() } catch {
      unlock(session)
      throw error
    }
    unlock(session)
    return result
  }

  // https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
  private static func lock(
    _ session: any DatabaseSession, _ timeout: Duration
  ) throws(DatabaseError) {
    let clock = ContinuousClock()
    let deadline = clock.now + timeout
    let isTransaction = session.isInTransaction
    if isTransaction {
      // Nothing happens in this transaction while the work is done elsewhere.
      try session.runScript("SET LOCAL idle_in_transaction_session_timeout = 0")
    }
    let function = isTransaction ? "pg_try_advisory_xact_lock" : "pg_try_advisory_lock"
    let attempt = Statement("SELECT \(function)(\(lockKey))")
    while !(try session.fetch(attempt).isTrue(0, 0)) {
      guard clock.now < deadline else { throw try lockTimeout(session) }
      // Waiting in the server would need a timeout setting that a pooler could leave behind.
      usleep(50_000)
    }
  }

  private static func lockTimeout(
    _ session: any DatabaseSession
  ) throws(DatabaseError) -> DatabaseError {
    let rows = try session.fetch(
      Statement(
        """
        SELECT locks.pid, COALESCE(activity.application_name, ''), activity.backend_start::text
        FROM pg_catalog.pg_locks locks
        LEFT JOIN pg_catalog.pg_stat_activity activity ON activity.pid = locks.pid
        WHERE locks.locktype = 'advisory' AND locks.granted AND locks.classid = 0
          AND locks.objid = \(lockKey)
          AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """))
    var holder = ""
    if !rows.isEmpty, let process = rows.string(0, 0) {
      holder = " by the server process \(process)"
      if let since = rows.string(0, 2) { holder += ", connected since \(since)" }
    }
    return DatabaseError(
      .serverTimeout, "another migration is running: its lock is held\(holder)",
      help: "wait for it to end; SELECT pg_terminate_backend(…) ends a process that was left behind"
    )
  }

  private static func unlock(_ session: any DatabaseSession) {
    // A lost connection has lost its locks as well, and so has a transaction that ended.
    if session.isInTransaction { try? session.rollback() }
    _ = try? session.fetch(Statement("SELECT pg_advisory_unlock(\(lockKey))"))
  }

  package static var history: any MigrationHistoryDriver {
    MigrationTable(
      definition: """
        CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
            "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
            "checksum"              VARCHAR(64) NOT NULL,
            "finished_at"           TIMESTAMPTZ,
            "migration_name"        VARCHAR(255) NOT NULL,
            "logs"                  TEXT,
            "rolled_back_at"        TIMESTAMPTZ,
            "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
            "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
        )
        """,
      existence: Statement(
        """
        SELECT 1
        FROM pg_catalog.pg_class class
        JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
        WHERE namespace.nspname = current_schema() AND class.relname = '_prisma_migrations'
        """),
      placeholder: { "$\($0)" },
      timestamp: { milliseconds in
        let (microseconds, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
        return .dateTime(overflow ? .max : microseconds)
      })
  }
}
