package import DatabaseAccess
import FileSystem
package import SchemaModel

extension Project {
  /// What a connection is for.
  package enum ConnectionUse: Sendable {
    /// Queries: through a pooler, where there is one.
    case queries
    /// Migrations and introspection: directly, because poolers lose locks and session state.
    case schemaChanges
  }

  /// The URL to connect to: the flag's, else the configuration's, else the datasource's.
  ///
  /// Where no file names one, it is that of the environment variable `DATABASE_URL`.
  ///
  /// - Parameters:
  ///   - flag: The value of `--url`.
  ///   - datasource: The datasource block of the schema.
  ///   - use: What the connection is for; a direct URL serves schema changes.
  /// - Returns: The URL; relative files start at the working directory for a flag, else at the
  ///   folder of the datasource block.
  /// - Throws: `ProjectError` that says where was looked.
  package func connectionURL(
    flag: String?, datasource: Datasource?, for use: ConnectionUse = .schemaChanges
  ) throws(ProjectError) -> DatabaseURL {
    if let flag { return try parse(flag, baseDirectory: workingDirectory, origin: "--url") }
    let directory = directory(of: datasource)
    if let configuration, let url = try configuration.url() {
      let direct = use == .schemaChanges ? try configuration.directURL() : nil
      return try parse(
        direct ?? url, baseDirectory: directory, origin: "`datasource.url` of \(configuration.path)"
      )
    }
    guard let datasource, let url = datasource.url else {
      // Where no file names a URL, the variable that the whole ecosystem uses does.
      guard let url = environment[Self.defaultVariable], !url.isEmpty else {
        throw missingURL(datasource)
      }
      return try parse(
        url, baseDirectory: directory, origin: "the environment variable `\(Self.defaultVariable)`")
    }
    let direct = use == .schemaChanges ? datasource.directURL : nil
    return try parse(
      try resolve(direct ?? url), baseDirectory: directory,
      origin: "the datasource block `\(datasource.name)`")
  }

  /// The URL of the database that the configuration file names, for commands that do without a
  /// schema.
  ///
  /// - Parameters:
  ///   - configurationPath: The value of `--config`.
  ///   - environment: The variables of the process.
  ///   - workingDirectory: The folder to start from; an absolute path.
  /// - Returns: The URL; relative files start at the working directory.
  /// - Throws: `ProjectError` when there is no configuration file, or it names no database.
  package static func configuredURL(
    configurationPath: String?, environment: [String: String],
    workingDirectory: String = FileSystem.workingDirectory
  ) throws(ProjectError) -> DatabaseURL {
    let finder = ProjectFinder(workingDirectory: workingDirectory, environment: environment)
    guard let configuration = try finder.configuration(flag: configurationPath).configuration else {
      throw missingConfiguration
    }
    let (direct, usual) = (try configuration.directURL(), try configuration.url())
    guard let url = direct ?? usual else {
      throw ProjectError(
        .missingURL, "\(configuration.path) names no database",
        help: "write `url` into its `datasource`")
    }
    return try parse(
      url, baseDirectory: workingDirectory, origin: "`datasource.url` of \(configuration.path)")
  }

  /// What a command says that needs a configuration file where there is none.
  package static var missingConfiguration: ProjectError {
    ProjectError(
      .configuration,
      "there is no configuration file; looked at swisma.config.json, prisma.config.ts and the like",
      help: "name it with --config")
  }

  /// The URL of the database for replaying migrations, where one is set.
  ///
  /// - Throws: `ProjectError` when it is set and cannot be understood.
  package func shadowDatabaseURL(_ datasource: Datasource?) throws(ProjectError) -> DatabaseURL? {
    let directory = directory(of: datasource)
    if let configuration, let url = try configuration.shadowDatabaseURL() {
      return try parse(
        url, baseDirectory: directory, origin: "`shadowDatabaseUrl` of \(configuration.path)")
    }
    guard let url = datasource?.shadowDatabaseURL else { return nil }
    return try parse(
      try resolve(url), baseDirectory: directory, origin: "`shadowDatabaseUrl` of the schema")
  }

  /// The text of a string of the schema, environment variables looked up.
  ///
  /// - Throws: `ProjectError` when the variable is not set.
  package func resolve(_ text: ConfigurationString) throws(ProjectError) -> String {
    switch text {
    case .literal(let text): return text
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        let read =
          environmentFiles.isEmpty
          ? "no .env file was read" : "\(environmentFiles.joined(separator: ", ")) does not set it"
        throw ProjectError(
          .missingVariable, "the environment variable `\(name)` is not set; \(read)",
          help: environmentHelp)
      }
      return value
    }
  }

  private static let defaultVariable = "DATABASE_URL"

  private var environmentHelp: String {
    guard let configuration, environmentFiles.isEmpty else {
      return "set it in the environment or in an .env file beside the schema"
    }
    return "set it in the environment; an .env file is read when \(configuration.path) "
      + "imports it with `import \"dotenv/config\"`"
  }

  private func missingURL(_ datasource: Datasource?) -> ProjectError {
    let places =
      (configuration.map { ["`datasource.url` of \($0.path)"] } ?? [])
      + [
        datasource.map { "`url` of the datasource block `\($0.name)`" }
          ?? "a datasource block in \(schema.path)",
        "the environment variable `\(Self.defaultVariable)`",
      ]
    return ProjectError(
      .missingURL, "no connection URL is known; looked at --url, \(places.joined(separator: ", "))",
      help: "give --url, or write `url` into the datasource block or into a configuration file")
  }

  private func parse(
    _ text: String, baseDirectory: String, origin: String
  ) throws(ProjectError) -> DatabaseURL {
    try Self.parse(text, baseDirectory: baseDirectory, origin: origin)
  }

  private static func parse(
    _ text: String, baseDirectory: String, origin: String
  ) throws(ProjectError) -> DatabaseURL {
    do throws(DatabaseError) {
      return try DatabaseURL(text, baseDirectory: baseDirectory)
    } catch {
      throw ProjectError(.invalidURL, "\(error.message) (\(origin))", help: error.help)
    }
  }
}
