package import DatabaseAccess
import FileSystem
package import SchemaModel

/// The files and settings that a command works with.
package struct Project: Sendable {
  /// The folder that paths without a leading slash start from.
  package let workingDirectory: String
  /// Where the schema is.
  package let schema: SchemaLocation
  /// The variables of the process and of the `.env` files.
  package let environment: [String: String]

  /// Finds the schema.
  ///
  /// - Parameters:
  ///   - schemaPath: The value of `--schema`.
  ///   - configurationPath: The value of `--config`.
  ///   - environment: The variables of the process.
  /// - Returns: The project.
  /// - Throws: `ProjectError` when there is no schema.
  package static func find(
    schemaPath: String?, configurationPath: String?, environment: [String: String]
  ) throws(ProjectError) -> Project {
    let candidates = schemaPath.map { [$0] } ?? defaultSchemaPaths
    for path in candidates {
      if let location = try SchemaLocation(path) {
        return Project(
          workingDirectory: FileSystem.workingDirectory, schema: location, environment: environment)
      }
    }
    if let schemaPath { throw ProjectError(.schemaNotFound, "there is no schema at \(schemaPath)") }
    throw ProjectError(
      .schemaNotFound, "no schema was found; looked at \(candidates.joined(separator: ", "))",
      help: "name it with --schema, or create one with swisma init")
  }

  /// The URL to connect to: a flag's, else that of the datasource block.
  package func connectionURL(
    flag: String?, datasource: Datasource?
  ) throws -> DatabaseURL {
    if let flag { return try DatabaseURL(flag, baseDirectory: workingDirectory) }
    guard let url = datasource?.url else {
      throw ProjectError(
        .missingURL, "no connection URL is known",
        help: "give it with --url, or write url into the datasource block")
    }
    return try DatabaseURL(resolve(url), baseDirectory: schema.directory)
  }

  /// The text of a string of the schema, environment variables looked up.
  package func resolve(_ text: ConfigurationString) throws(ProjectError) -> String {
    switch text {
    case .literal(let text): return text
    case .environment(let name):
      guard let value = environment[name] else {
        throw ProjectError(
          .missingVariable, "the environment variable \(name) is not set",
          help: "set it in the environment or in an .env file")
      }
      return value
    }
  }

  private static let defaultSchemaPaths = [
    "schema.prisma", "prisma/schema.prisma", "prisma/schema",
  ]
}
