import Glibc

/// The PostgreSQL server of the tests.
package enum TestPostgres {
  /// The URL of a database from which others may be created: `SWISMA_TEST_POSTGRES`.
  package static let url: String? = {
    guard let url = unsafe getenv("SWISMA_TEST_POSTGRES") else { return nil }
    return unsafe String(cString: url)
  }()

  /// Whether there is a server; for `.enabled(if:)`, so that skipping is seen.
  package static var isAvailable: Bool { url != nil }
}
