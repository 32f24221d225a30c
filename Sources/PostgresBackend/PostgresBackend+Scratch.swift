import BackendInterface
import DatabaseAccess
import Glibc
import SQLBackend

extension PostgresBackend {
  private static let scratchPrefix = "swisma_scratch_"

  /// Runs `body` on a new database beside another one, which is dropped afterwards.
  ///
  /// A killed process cannot drop its database. So each holds a lock by its name as long as it is
  /// in use, and whoever finds one without a lock drops it.
  func withTemporaryDatabase<Result, Failure: Error>(
    beside url: DatabaseURL, wrap: (DatabaseError) -> Failure,
    _ body: (any DatabaseSession) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var scratch = url
    let number = UInt64.random(in: 0 ... .max)
    scratch.path = "\(Self.scratchPrefix)\(getpid())_\(String(number, radix: 36))"
    let server: PostgresSession
    do throws(DatabaseError) {
      server = try maintenanceSession(url)
      dropAbandonedDatabases(server)
      _ = try server.fetch(Statement("SELECT \(Self.lock)", [.text(scratch.path)]))
      try server.runScript("CREATE DATABASE \(Postgres.quote(scratch.path))")
    } catch {
      var error = error
      error.help =
        error.help ?? "let the user create databases, or set the URL of an empty shadow database"
      throw wrap(error)
    }
    defer {
      try? server.runScript("DROP DATABASE IF EXISTS \(Postgres.quote(scratch.path))")
      server.close()
    }
    return try withSession(scratch, wrap: wrap) { session throws(Failure) in
      do throws(DatabaseError) { try ensureSchema(session) } catch { throw wrap(error) }
      return try body(session)
    }
  }

  // https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS
  private static let lock = "pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended($1, 0))"

  /// Drops the databases of killed processes; one that somebody else may not touch stays.
  private func dropAbandonedDatabases(_ server: PostgresSession) {
    let question = Statement(
      "SELECT datname::text FROM pg_catalog.pg_database WHERE starts_with(datname::text, $1)",
      [.text(Self.scratchPrefix)])
    guard let names = try? server.fetch(question) else { return }
    for row in 0..<names.rowCount {
      guard let name = names.string(row, 0),
        let locked = try? server.fetch(Statement("SELECT \(Self.lock)", [.text(name)])),
        locked.isTrue(0, 0)
      else { continue }
      // Not by force: the server refuses while somebody is connected.
      try? server.runScript("DROP DATABASE IF EXISTS \(Postgres.quote(name))")
    }
  }
}
