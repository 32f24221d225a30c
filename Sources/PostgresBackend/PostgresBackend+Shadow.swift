import BackendInterface
import DatabaseAccess
import SQLBackend

extension PostgresBackend {
  /// Runs `body` on the database that the project names for replaying, which is emptied before
  /// and afterwards.
  ///
  /// A wrong URL must not cost anybody their data: the project's own database is refused, and so
  /// is one that holds rows or a history of migrations, which nothing that was replayed leaves.
  func withShadowDatabase<Result, Failure: Error>(
    _ shadowURL: DatabaseURL, beside url: DatabaseURL?, wrap: (DatabaseError) -> Failure,
    _ body: (any DatabaseSession) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withSession(shadowURL, wrap: wrap) { session throws(Failure) in
      do throws(DatabaseError) {
        try ensureSchema(session)
        try requireOther(session, than: url)
        try requireNoData(session)
        try Postgres.reset(session, filter: SchemaFilter())
      } catch { throw wrap(error) }
      defer { try? Postgres.reset(session, filter: SchemaFilter()) }
      return try body(session)
    }
  }

  /// Refuses the project's own database, by whatever host name or parameters it was reached.
  private func requireOther(
    _ session: PostgresSession, than url: DatabaseURL?
  ) throws(DatabaseError) {
    guard let url else { return }
    let main: PostgresSession
    do throws(DatabaseError) { main = try PostgresSession(url) } catch {
      if case .databaseNotFound = error.kind { return }
      throw error
    }
    defer { main.close() }
    guard try identity(of: main) == identity(of: session) else { return }
    throw DatabaseError(
      .other, "the shadow database is the database of the project itself, and would be emptied",
      help: "set the shadow URL to another, empty database; without one, swisma makes a database"
        + " for a moment where the user may do that")
  }

  /// What tells one schema of one database of one running server from all others.
  private func identity(of session: PostgresSession) throws(DatabaseError) -> [String?] {
    let rows = try session.fetch(
      Statement(
        """
        SELECT pg_catalog.pg_postmaster_start_time()::text, d.oid::text,
          pg_catalog.current_schema()::text
        FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
        """))
    return (0..<3).map { rows.string(0, $0) }
  }

  private func requireNoData(_ session: PostgresSession) throws(DatabaseError) {
    // Tables of extensions, such as the reference systems of PostGIS, come with rows.
    let tables = try session.fetch(
      Statement(
        """
        SELECT c.relname::text FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = pg_catalog.current_schema() AND c.relkind IN ('r', 'p')
          AND NOT EXISTS (
            SELECT 1 FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
              AND d.deptype = 'e')
        ORDER BY c.relname
        """))
    let names = (0..<tables.rowCount).compactMap { tables.string($0, 0) }
    let questions = names.map { Statement("SELECT 1 FROM \(Postgres.quote($0)) LIMIT 1") }
    let answers = try session.fetch(questions)
    let filled = zip(names, answers).first { name, rows in
      name == MigrationTable.name || !rows.isEmpty
    }
    guard let (table, _) = filled else { return }
    throw DatabaseError(
      .other, "the shadow database would be emptied, and there is data in it (table `\(table)`)",
      help: "name a database that holds nothing of value, or empty this one yourself")
  }
}
