import Glibc
import Testing

/// The PostgreSQL server of the tests.
package enum TestPostgres {
  /// The URL of a database from which others may be created: `SWISMA_TEST_POSTGRES`.
  package static let url: String? = {
    guard let url = unsafe getenv("SWISMA_TEST_POSTGRES") else { return nil }
    return unsafe String(cString: url)
  }()

  /// The URL of another database of the server.
  package static func url(ofDatabase name: String) throws -> String {
    let url = try #require(url)
    let query = url.firstIndex(of: "?") ?? url.endIndex
    let slash = try #require(url[..<query].lastIndex(of: "/"))
    return "\(url[...slash])\(name)\(url[query...])"
  }

  /// Whether there is a server; for `.enabled(if:)`, so that skipping is seen.
  package static var isAvailable: Bool { url != nil }
}
