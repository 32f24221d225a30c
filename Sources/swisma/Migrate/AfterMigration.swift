import ArgumentParser
import Project
import SchemaModel

/// What follows a migration while developing: the generators, and the data to work with.
struct AfterMigration {
  let loaded: LoadedSchema
  let terminal: Terminal

  /// Runs the generators of the schema, unless it has none or they are switched off.
  func generate() throws {
    guard !loaded.datamodel.configuration.generators.isEmpty,
      !isSet("PRISMA_MIGRATE_SKIP_GENERATE")
    else { return }
    try Generate.parse([]).run(on: loaded, terminal)
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
