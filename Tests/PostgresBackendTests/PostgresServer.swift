import DatabaseAccess
import Glibc
import PostgresBackend
import Testing

/// The server that tests run on: `SWISMA_TEST_POSTGRES`, the URL of one where databases may be made.
enum PostgresServer {
  static let url: String? = unsafe getenv("SWISMA_TEST_POSTGRES").map { unsafe String(cString: $0) }

  static var isAvailable: Bool { url != nil }

  /// Opens a session on the server's own database; the temporary schema keeps tests apart.
  static func session(_ parameters: String = "") throws -> PostgresSession {
    try PostgresSession(url(parameters))
  }

  static func url(_ parameters: String = "") throws -> DatabaseURL {
    let text = try #require(url)
    return try DatabaseURL(text + (text.contains("?") ? "&" : "?") + parameters)
  }
}
