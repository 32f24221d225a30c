import BackendCatalog
package import BackendInterface
package import DatabaseAccess
import Glibc
import TestSupport
import Testing

/// Databases that a test has for itself, not created yet, and gone when `body` is over.
package enum ScratchDatabase {
  package static func onSQLite(_ body: (any Backend, DatabaseURL) throws -> Void) throws {
    let folder = try TemporaryDirectory()
    let backend = try #require(allBackends.backend(forProvider: "sqlite"))
    try body(backend, try DatabaseURL("file:\(folder.path)/test.db"))
  }

  /// On the server of `TestPostgres`, to which `body` has a session.
  package static func onPostgres(
    _ body: (any Backend, DatabaseURL, _ server: any DatabaseSession) throws -> Void
  ) throws {
    let backend = try #require(allBackends.backend(forProvider: "postgresql"))
    var url = try DatabaseURL(try #require(TestPostgres.url))
    let server = try backend.connect(to: url)
    defer { server.close() }
    url.path = "swisma_scratch_\(getpid())_\(UInt64.random(in: 0 ... .max))"
    defer { try? server.runScript("DROP DATABASE IF EXISTS \"\(url.path)\" WITH (FORCE)") }
    try body(backend, url, server)
  }
}
