import Diagnostics
import FileSystem
package import SchemaModel

/// The files and settings that a command works with.
package struct Project: Sendable {
  /// The folder that relative paths start from.
  package let workingDirectory: String
  /// Where the schema is.
  package let schema: SchemaLocation
  /// How the schema was found, such as `--schema` or `prisma.config.ts`.
  package let schemaOrigin: String
  /// The configuration file; `nil` when there is none.
  package let configuration: ProjectConfiguration?
  /// The variables of the process, and of the `.env` files where the process has none.
  package let environment: [String: String]
  /// The `.env` files that were read, as they are shown to people.
  package let environmentFiles: [String]
  /// What is wrong with the files but stops nothing, with the places; never with values.
  package let warnings: [String]
  /// The seed command of `package.json`.
  private let packageSeed: String?

  /// Finds the schema, the configuration and the `.env` files.
  ///
  /// - Parameters:
  ///   - schemaPath: The value of `--schema`.
  ///   - configurationPath: The value of `--config`.
  ///   - environment: The variables of the process.
  ///   - workingDirectory: The folder to start from; an absolute path.
  /// - Returns: The project.
  /// - Throws: `ProjectError` when there is no schema, or when a file cannot be understood.
  package static func find(
    schemaPath: String?, configurationPath: String?, environment: [String: String],
    workingDirectory: String = FileSystem.workingDirectory
  ) throws(ProjectError) -> Project {
    let finder = ProjectFinder(workingDirectory: workingDirectory, environment: environment)
    var found = try finder.configuration(flag: configurationPath)
    let package = try finder.packageSettings()
    let (schema, origin) = try findSchema(
      flag: schemaPath, configuration: found.configuration,
      packagePath: package?.schemaPath, finder: finder)
    if found.wantsEnvironmentFiles {
      // The working directory wins, so it goes first: what is set stays.
      try finder.addEnvironmentFiles(in: ["", schema.directory], to: &found)
    }
    return Project(
      workingDirectory: workingDirectory, schema: schema, schemaOrigin: origin,
      configuration: found.configuration, environment: found.environment,
      environmentFiles: found.environmentFiles, warnings: found.warnings,
      packageSeed: package?.seedCommand)
  }

  /// Finds only the schema: for commands that need no setting and no variable.
  ///
  /// - Parameters:
  ///   - path: The path of the command line; with it no other file is looked at.
  ///   - configurationPath: The value of `--config`.
  ///   - environment: The variables of the process, asked for only where they matter.
  /// - Returns: The place of the schema.
  /// - Throws: `ProjectError` when there is none.
  package static func schema(
    at path: String?, configurationPath: String?, environment: @autoclosure () -> [String: String]
  ) throws(ProjectError) -> SchemaLocation {
    guard let path else {
      return try find(
        schemaPath: nil, configurationPath: configurationPath, environment: environment()
      ).schema
    }
    guard let location = try SchemaLocation(path) else { throw schemaMissing(at: path, "") }
    return location
  }

  private static func findSchema(
    flag: String?, configuration: ProjectConfiguration?, packagePath: String?,
    finder: ProjectFinder
  ) throws(ProjectError) -> (SchemaLocation, origin: String) {
    let named: (path: String, origin: String)? =
      if let flag {
        (flag, "--schema")
      } else if let configuration, let path = try configuration.schemaPath() {
        (path, configuration.path)
      } else {
        packagePath.map { ($0, "package.json") }
      }
    if let named {
      guard let location = try SchemaLocation(named.path, in: finder.workingDirectory) else {
        throw schemaMissing(at: named.path, flag == nil ? ", where \(named.origin) says" : "")
      }
      return (location, named.origin)
    }
    for path in ProjectFinder.schemaPaths {
      if let location = try SchemaLocation(path, in: finder.workingDirectory) {
        return (location, "the default places")
      }
    }
    throw ProjectError(
      .schemaNotFound,
      "no schema was found; looked at \(ProjectFinder.schemaPaths.joined(separator: ", "))",
      help: "name it with --schema, or create one with `swisma init`")
  }

  private static func schemaMissing(at path: String, _ reason: String) -> ProjectError {
    ProjectError(.schemaNotFound, "there is no schema at \(path)\(reason)")
  }

  // What follows depends on the datasource block, because the parts of a schema folder may be
  // anywhere: paths start at the file that holds the block.

  /// The folder that `file:` URLs of the schema start from; an absolute path.
  package func directory(of datasource: Datasource?) -> String {
    let file = datasource.flatMap { block in
      schema.files.indices.contains(block.span.file) ? schema.files[block.span.file] : nil
    }
    let directory = file.map(Path.parent) ?? schema.directory
    return Path.normalize(Path.join(workingDirectory, directory))
  }

  /// The folder of the migrations, as it is shown to people; it may not exist yet.
  package func migrationsDirectory(_ datasource: Datasource?) throws(ProjectError) -> String {
    if let path = try configuration?.migrationsPath() { return path }
    let directory = directory(of: datasource)
    let inside = Path.join(directory, "migrations")
    // A schema folder may hold schema files only, with the migrations beside it.
    let beside = Path.join(Path.parent(directory), "migrations")
    let isBeside =
      schema.isDirectory && FileSystem.kind(of: inside) != .directory
      && FileSystem.kind(of: beside) == .directory
    return Path.relative(isBeside ? beside : inside, to: workingDirectory)
  }

  /// The command that fills a database with data; `nil` when the project has none.
  package func seedCommand() throws(ProjectError) -> String? {
    try configuration?.seedCommand() ?? packageSeed
  }
}
