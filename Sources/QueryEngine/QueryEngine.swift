package import BackendInterface
package import DatabaseAccess
import JSON
package import SchemaModel

/// Answers queries on one datamodel through one backend.
///
/// A value without state of its own: sessions are the caller's, one at a time per thread.
package struct QueryEngine: Sendable {
  package let datamodel: Datamodel
  package let driver: any QueryDriver

  package init(datamodel: Datamodel, driver: any QueryDriver) {
    self.datamodel = datamodel
    self.driver = driver
  }

  package init(datamodel: Datamodel, backend: some Backend) {
    self.init(datamodel: datamodel, driver: backend.query)
  }

  /// Answers one request of the engine protocol as one line of JSON, without the line feed.
  ///
  /// Never throws: whatever goes wrong is in the answer under `errors`.
  package func respond(to request: EngineRequest, on session: any DatabaseSession) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("errors")
    writer.beginArray()
    QueryError(nil, "This build cannot answer queries yet.").write(to: &writer)
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  /// Answers one request as rows, for programs that hold the engine in their process.
  package func execute(
    _ request: QueryRequest, on session: any DatabaseSession
  ) throws(QueryError) -> ResultTree {
    throw QueryError(nil, "This build cannot answer queries yet.")
  }
}
