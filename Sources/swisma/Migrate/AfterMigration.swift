import ArgumentParser
import Project
import SchemaModel

/// What follows a migration while developing: the generators, and the data to work with.
struct AfterMigration {
  let loaded: LoadedSchema
  let schema: SchemaOptions
  let terminal: Terminal

  /// Runs the generators of the schema, unless it has none or they are switched off.
  func generate() throws {
    guard !loaded.datamodel.configuration.generators.isEmpty,
      !isSet("PRISMA_MIGRATE_SKIP_GENERATE")
    else { return }
    var arguments = ["--schema", loaded.project.schema.path]
    if let path = schema.configurationPath { arguments += ["--config", path] }
    let generate = try Generate.parse(arguments)
    do { try generate.run() } catch let error as UnavailableCommand {
      terminal.errors.writeLine("The generators were not run: \(error.message)")
    }
  }

  /// Runs the seed command, if the project has one and it is not switched off.
  ///
  /// - Returns: Whether there was one to run.
  func seed() throws -> Bool {
    guard let command = try loaded.project.seedCommand(), !isSet("PRISMA_MIGRATE_SKIP_SEED")
    else { return false }
    try SeedCommand(command: command, environment: loaded.project.environment)
      .run(terminal: terminal)
    return true
  }

  private func isSet(_ name: String) -> Bool { !(loaded.project.environment[name] ?? "").isEmpty }
}
