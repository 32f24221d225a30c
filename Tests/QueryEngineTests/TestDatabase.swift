import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import Providers
import QueryEngine
import SchemaModel
import TestSupport
import Testing

/// Runs `body` on a new SQLite file that a script has filled, and drops it.
///
/// - Parameters:
///   - schema: The schema of the engine, which need not fit the tables.
///   - script: What makes the tables and their rows.
///   - body: What is tested.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or `DatabaseError` of the script.
func withDatabase<Result>(
  schema: String, _ script: String, _ body: (QueryEngine, any DatabaseSession) throws -> Result
) throws -> Result {
  let folder = try TemporaryDirectory()
  let backend = try #require(allBackends.backend(forProvider: "sqlite"))
  let url = try DatabaseURL("file:\(folder.path)/test.db")
  _ = try backend.createDatabase(at: url)
  let session = try backend.connect(to: url)
  defer { session.close() }
  try session.runScript(script)
  let analysis = analyze(
    [SourceFile(path: "schema.prisma", text: schema)], rules: allProviders)
  return try body(QueryEngine(datamodel: analysis.datamodel, backend: backend), session)
}
