import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel

extension PostgresBackend {
  /// Runs `body` on the database that the project names for replaying, which is emptied before
  /// and afterwards.
  ///
  /// A wrong URL must not cost anybody their data: the project's own database is refused, and so
  /// is one that holds rows or a history of migrations, which nothing that was replayed leaves.
  /// `namespaces` are the schemas that migrations write to beside the connection's own.
  func withShadowDatabase<Result, Failure: Error>(
    _ shadowURL: DatabaseURL, beside url: DatabaseURL?, namespaces: [String],
    wrap: (DatabaseError) -> Failure, _ body: (any DatabaseSession) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withSession(shadowURL, wrap: wrap) { session throws(Failure) in
      do throws(DatabaseError) {
        try ensureSchema(session)
        try requireOther(session, than: url, namespaces: namespaces)
        try requireNoData(session, in: namespaces)
        try empty(session, namespaces)
      } catch { throw wrap(error) }
      defer { try? empty(session, namespaces) }
      return try body(session)
    }
  }

  /// Leaves the connection's schema without contents, and none of the others: migrations create
  /// those themselves.
  private func empty(
    _ session: PostgresSession, _ namespaces: [String]
  ) throws(DatabaseError) {
    let own = Postgres.quote(session.schema)
    let others = namespaces.filter { $0 != session.schema }.map { Postgres.quote($0) }
    let drops = ([own] + others).map { "DROP SCHEMA IF EXISTS \($0) CASCADE;" }
    try session.withTransaction(wrap: { $0 }) { () throws(DatabaseError) in
      try session.runScript((drops + ["CREATE SCHEMA \(own);"]).joined(separator: "\n"))
    }
  }

  /// Refuses the project's own database, by whatever host name or parameters it was reached.
  ///
  /// A schema of its own in that database is another one only for migrations that name none.
  private func requireOther(
    _ session: PostgresSession, than url: DatabaseURL?, namespaces: [String]
  ) throws(DatabaseError) {
    guard let url else { return }
    let main: PostgresSession
    do throws(DatabaseError) { main = try PostgresSession(url) } catch {
      if case .databaseNotFound = error.kind { return }
      throw error
    }
    defer { main.close() }
    let (own, shadow) = (try identity(of: main), try identity(of: session))
    guard own.database == shadow.database, own.schema == shadow.schema || !namespaces.isEmpty
    else { return }
    throw DatabaseError(
      .other, "the shadow database is the database of the project itself, and would be emptied",
      help: "set the shadow URL to another, empty database; without one, swisma makes a database"
        + " for a moment where the user may do that")
  }

  /// What tells one database of one running server from all others, and its schema.
  private func identity(
    of session: PostgresSession
  ) throws(DatabaseError) -> (database: [String?], schema: String?) {
    let rows = try session.fetch(
      Statement(
        """
        SELECT pg_catalog.pg_postmaster_start_time()::text, d.oid::text,
          pg_catalog.current_schema()::text
        FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
        """))
    return ([rows.string(0, 0), rows.string(0, 1)], rows.string(0, 2))
  }

  private func requireNoData(
    _ session: PostgresSession, in namespaces: [String]
  ) throws(DatabaseError) {
    let searched = [session.schema] + namespaces
    // Tables of extensions, such as the reference systems of PostGIS, come with rows.
    let rows = try session.fetch(
      Statement(
        """
        SELECT n.nspname::text, c.relname::text FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname::text = ANY($1::text[]) AND c.relkind IN ('r', 'p')
          AND NOT EXISTS (
            SELECT 1 FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
              AND d.deptype = 'e')
        ORDER BY n.nspname, c.relname
        """, [.list(searched.map { .text($0) })]))
    let tables = (0..<rows.rowCount).map { row in
      QualifiedName(rows.string(row, 1) ?? "", in: rows.string(row, 0))
    }
    let questions = tables.map { Statement("SELECT 1 FROM \(Postgres.quote($0)) LIMIT 1") }
    let answers = try session.fetch(questions)
    let filled = zip(tables, answers).first { table, rows in
      table.name == MigrationTable.name || !rows.isEmpty
    }
    guard let (table, _) = filled else { return }
    let shown = table.namespace == session.schema ? table.name : table.display
    throw DatabaseError(
      .other,
      "the shadow database would be emptied, and there is data in it (table `\(shown)`)",
      help: "name a database that holds nothing of value, or empty this one yourself")
  }
}
