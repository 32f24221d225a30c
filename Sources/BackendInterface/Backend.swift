package import DatabaseAccess
package import SchemaModel

/// Everything that swisma needs to know about one database product.
///
/// A backend is a bundle of facets. A SQL product gets both drivers from the generic code in
/// `SQLBackend`; another kind of database implements the facets itself.
package protocol Backend: Sendable {
  associatedtype Schema: SchemaDriver
  associatedtype Query: QueryDriver

  /// Static rules of the schema language; also carries the provider's name.
  var rules: any DatamodelRules { get }

  /// URL schemes that select this backend, e.g. `["postgres", "postgresql"]`.
  var urlSchemes: [String] { get }

  var schema: Schema { get }
  var query: Query { get }

  /// Opens one session.
  ///
  /// - Throws: `DatabaseError` of kind `.unreachable`, `.authentication`, `.databaseNotFound`,
  ///   `.timeout`, `.tls`, `.invalidURL` or `.driverMissing`.
  func connect(to url: DatabaseURL) throws(DatabaseError) -> any DatabaseSession

  /// Opens one session in which the database refuses whatever would change data, whatever the
  /// statements are.
  ///
  /// - Throws: `DatabaseError` as `connect` does.
  func connectForReading(to url: DatabaseURL) throws(DatabaseError) -> any DatabaseSession

  /// Whether one session of a URL may meet several sessions of the server, as behind a pooler that
  /// gives a server's session away after each transaction.
  ///
  /// What belongs to a session of the server, such as a lock, is then held in a transaction.
  func sharesConnections(at url: DatabaseURL) -> Bool

  /// The names of the parameters of a URL that have no effect, such as misspelt ones.
  func ignoredParameters(of url: DatabaseURL) -> [String]

  /// Creates the database of a URL unless it exists.
  ///
  /// - Returns: Whether it was created.
  func createDatabase(at url: DatabaseURL) throws(DatabaseError) -> Bool

  /// The database of a URL in words for people: `SQLite database "dev.db" at "file:./dev.db"`.
  func describe(_ url: DatabaseURL) -> String
  /// The same where namespaces other than the connection's own are looked at.
  func describe(_ url: DatabaseURL, namespaces: [String]) -> String

  /// Runs `body` on an empty database that nobody else sees and that is gone afterwards, however
  /// `body` ends: in memory where the product can, else a database beside the one at `url`, or
  /// the one at `shadowURL`, which is refused when it holds data. `namespaces` are those that
  /// `body` may write to beside the connection's own.
  func withScratchDatabase<Result, Failure: Error>(
    beside url: DatabaseURL?, shadowURL: DatabaseURL?, namespaces: [String],
    wrap: (DatabaseError) -> Failure, _ body: (any DatabaseSession) throws(Failure) -> Result
  ) throws(Failure) -> Result
}

extension Backend {
  package func sharesConnections(at url: DatabaseURL) -> Bool { false }

  package func ignoredParameters(of url: DatabaseURL) -> [String] { [] }

  package func describe(_ url: DatabaseURL, namespaces: [String]) -> String { describe(url) }
}

/// The backends of this build, by provider name and URL scheme.
///
/// No global state.
package struct BackendRegistry: Sendable {
  package let all: [any Backend]

  package init(_ all: [any Backend]) { self.all = all }

  /// The backend of a provider or of an alias of it; `nil` when this build has none.
  package func backend(forProvider name: String) -> (any Backend)? {
    all.first { $0.rules.provider == name || $0.rules.providerAliases.contains(name) }
  }

  /// The backend that a URL's scheme selects.
  package func backend(forURL url: DatabaseURL) -> (any Backend)? {
    all.first { $0.urlSchemes.contains(url.scheme) }
  }
}
