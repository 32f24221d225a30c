import BackendInterface
package import DatabaseAccess
import Providers
package import SQLBackend
package import SchemaModel

/// PostgreSQL.
package struct PostgresBackend: Backend {
  package init() {}

  package var rules: any DatamodelRules { PostgreSQLRules() }
  package var urlSchemes: [String] { ["postgresql", "postgres"] }
  package var schema: SQLSchemaDriver<Postgres> { SQLSchemaDriver() }
  package var query: SQLQueryDriver { .postgres }

  package func connect(to url: DatabaseURL) throws(DatabaseError) -> any DatabaseSession {
    try PostgresSession(url)
  }

  package func connectForReading(
    to url: DatabaseURL
  ) throws(DatabaseError) -> any DatabaseSession {
    PostgresReadingSession(try PostgresSession(url))
  }

  // https://www.pgbouncer.org/features.html
  package func sharesConnections(at url: DatabaseURL) -> Bool {
    url.parameter("pgbouncer") == "true"
  }

  package func ignoredParameters(of url: DatabaseURL) -> [String] {
    (try? PostgresParameters(url))?.ignored ?? []
  }

  package func describe(_ url: DatabaseURL) -> String {
    describe(url, namespaces: [url.parameter("schema") ?? "public"])
  }

  package func describe(_ url: DatabaseURL, namespaces: [String]) -> String {
    guard !namespaces.isEmpty else { return describe(url) }
    let host = url.parameter("host") ?? url.host ?? "localhost"
    let names = namespaces.map { "`\($0)`" }.joined(separator: ", ")
    let kind = namespaces.count == 1 ? "schema" : "schemas"
    return "PostgreSQL database `\(url.path)`, \(kind) \(names) at"
      + " \(host):\(url.port ?? 5432)"
  }

  package func createDatabase(at url: DatabaseURL) throws(DatabaseError) -> Bool {
    var wasCreated = false
    let session: PostgresSession
    do throws(DatabaseError) { session = try PostgresSession(url) } catch {
      guard case .databaseNotFound = error.kind else { throw error }
      let server = try maintenanceSession(url)
      defer { server.close() }
      do throws(DatabaseError) {
        try server.runScript("CREATE DATABASE \(Postgres.quote(url.path))")
        wasCreated = true
      } catch {
        // Somebody else was faster; at the very same moment it is the catalog's index that says so.
        let isRace = error.vendorCode == "23505"
        guard error.kind == .databaseExists || isRace else { throw error }
      }
      session = try PostgresSession(url)
    }
    defer { session.close() }
    try ensureSchema(session)
    return wasCreated
  }

  /// Creates the schema of the URL unless it exists.
  ///
  /// Asked first, because creating needs a right that the user may not have.
  func ensureSchema(_ session: PostgresSession) throws(DatabaseError) {
    guard try session.fetch(Statement("SELECT 1 WHERE current_schema() IS NOT NULL")).isEmpty
    else { return }
    try session.runScript("CREATE SCHEMA IF NOT EXISTS \(Postgres.quote(session.schema))")
  }

  /// A session on a database that every server has, to create and drop others from.
  func maintenanceSession(_ url: DatabaseURL) throws(DatabaseError) -> PostgresSession {
    var url = url
    url.parameters.removeAll { $0.name == "schema" }
    url.path = "postgres"
    do throws(DatabaseError) { return try PostgresSession(url) } catch {
      guard case .databaseNotFound = error.kind else { throw error }
      url.path = "template1"
      return try PostgresSession(url)
    }
  }

  package func withScratchDatabase<Result, Failure: Error>(
    beside url: DatabaseURL?, shadowURL: DatabaseURL?, namespaces: [String],
    wrap: (DatabaseError) -> Failure, _ body: (any DatabaseSession) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if let shadowURL {
      return try withShadowDatabase(
        shadowURL, beside: url, namespaces: namespaces, wrap: wrap, body)
    }
    guard let url else {
      throw wrap(
        DatabaseError(
          .invalidURL, "a PostgreSQL server is needed to try the migrations on",
          help: "name an empty database on one with --shadow-database-url"))
    }
    return try withTemporaryDatabase(beside: url, wrap: wrap, body)
  }

  func withSession<Result, Failure: Error>(
    _ url: DatabaseURL, wrap: (DatabaseError) -> Failure,
    _ body: (PostgresSession) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let session: PostgresSession
    do throws(DatabaseError) { session = try PostgresSession(url) } catch { throw wrap(error) }
    defer { session.close() }
    return try body(session)
  }
}
