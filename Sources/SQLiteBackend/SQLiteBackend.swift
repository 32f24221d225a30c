import BackendInterface
package import DatabaseAccess
import FileSystem
import Providers
package import SQLBackend
package import SchemaModel

/// SQLite.
package struct SQLiteBackend: Backend {
  package let rules: any DatamodelRules = SQLiteRules()
  package let urlSchemes = ["file", "sqlite"]
  package let schema = SQLSchemaDriver<SQLiteDialect>()
  package let query = SQLQueryDriver.sqlite

  package init() {}

  package func connect(to url: DatabaseURL) throws(DatabaseError) -> any DatabaseSession {
    try SQLiteSession(url)
  }

  package func connectForReading(
    to url: DatabaseURL
  ) throws(DatabaseError) -> any DatabaseSession {
    try SQLiteSession(url, .reading)
  }

  package func createDatabase(at url: DatabaseURL) throws(DatabaseError) -> Bool {
    do throws(DatabaseError) {
      try SQLiteSession(url, .existing).close()
      return false
    } catch {
      guard case .databaseNotFound = error.kind else { throw error }
    }
    let session = try SQLiteSession(url, .creating)
    defer { session.close() }
    // A file that nothing was written to stays empty, which other programs take for no database.
    try session.runScript("PRAGMA user_version=1; PRAGMA user_version=0;")
    return true
  }

  package func describe(_ url: DatabaseURL) -> String {
    let path = url.path
    if path == ":memory:" { return "SQLite database in memory" }
    // The URL is relative to the schema, which is not where the reader is.
    let file = (try? SQLitePath(url).text) ?? path
    return "SQLite database \(Path.relative(file, to: FileSystem.workingDirectory))"
  }

  package func withScratchDatabase<Result, Failure: Error>(
    beside url: DatabaseURL?, shadowURL: DatabaseURL?, namespaces: [String],
    wrap: (DatabaseError) -> Failure, _ body: (any DatabaseSession) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let session: SQLiteSession
    do throws(DatabaseError) { session = try SQLiteSession(try DatabaseURL(":memory:")) } catch {
      throw wrap(error)
    }
    defer { session.close() }
    return try body(session)
  }
}
