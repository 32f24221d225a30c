import ArgumentParser
import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import Project
import SchemaModel

/// Which database a command connects to.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: .customLong("url"),
    help: ArgumentHelp(
      "The connection URL, instead of the one of the configuration or the schema.",
      valueName: "url"))
  var url: String?

  /// The database of a project: `--url`, else the configuration's, else the datasource's.
  ///
  /// Nothing is opened yet. Queries go through a pooler where there is one, the rest directly.
  func database(
    of schema: LoadedSchema, for use: Project.ConnectionUse = .schemaChanges,
    _ terminal: Terminal
  ) throws -> DatabaseTarget {
    let datasource = schema.datamodel.configuration.datasource
    let url = try schema.project.connectionURL(flag: url, datasource: datasource, for: use)
    let provider = datasource?.provider
    let backend = provider.map { allBackends.backend(forProvider: $0) }
    guard let backend = backend ?? allBackends.backend(forURL: url) else {
      throw UnsupportedDatabase(name: provider ?? url.scheme)
    }
    let target = DatabaseTarget(backend: backend, url: url)
    target.reportIgnoredParameters(to: terminal.errors)
    return target
  }
}

/// A database that can be opened, and the backend that knows how.
struct DatabaseTarget {
  let backend: any Backend
  let url: DatabaseURL

  /// The database in words for people.
  var description: String { backend.describe(url) }

  /// Warns of what the URL asks for in vain; a misspelt `sslmode` must not go unnoticed.
  func reportIgnoredParameters(to errors: TextStream) {
    for name in backend.ignoredParameters(of: url) {
      errors.writeLine(
        "\(errors.style.yellow("warning")): the parameter `\(name)` of the connection URL has no"
          + " effect")
    }
  }

  /// Opens a session that Ctrl-C and SIGTERM stop.
  ///
  /// With `readOnly` the database refuses what would change data.
  func open(readOnly: Bool = false) throws(DatabaseError) -> any DatabaseSession {
    CancellableSession(
      try readOnly ? backend.connectForReading(to: url) : backend.connect(to: url))
  }
}

/// A database product that this build cannot talk to.
struct UnsupportedDatabase: UserFacingError {
  /// The provider or the URL scheme.
  let name: String

  var code: String { "C0002" }
  var message: String { "this build of swisma cannot connect to `\(name)` databases" }
  var help: String? {
    "it can connect to \(allBackends.all.map { $0.rules.provider }.inBackticks)"
  }
}
