import ArgumentParser
import BackendInterface
import DatabaseAccess
import Migration
import Project
import Providers
import SchemaModel

/// What all commands about migrations take.
struct MigrationOptions: ParsableArguments {
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  /// The project with a schema that is right in everything.
  func validTarget(_ terminal: Terminal) throws -> MigrationTarget {
    try MigrationTarget(try schema.load(terminal), connection, terminal)
  }

  /// The project for commands that only run the files that are there: an error in a model does
  /// not keep a server from being brought up to date.
  func target() throws -> MigrationTarget {
    let project = try schema.project(output.terminal)
    let analysis = analyze(try project.schema.read(), rules: allProviders)
    let needsDatasource = connection.url == nil && project.configuration == nil
    if needsDatasource, analysis.datamodel.configuration.datasource == nil, analysis.hasErrors {
      throw InvalidSchema(analysis: analysis)
    }
    return try MigrationTarget(
      LoadedSchema(project: project, analysis: analysis), connection, output.terminal)
  }
}

/// The database and the folder that a command about migrations works on.
struct MigrationTarget {
  let loaded: LoadedSchema
  let database: DatabaseTarget
  let directory: MigrationDirectory
  private let filter: SchemaFilter

  init(_ loaded: LoadedSchema, _ connection: ConnectionOptions, _ terminal: Terminal) throws {
    self.loaded = loaded
    database = try connection.database(of: loaded, terminal)
    let datasource = loaded.datamodel.configuration.datasource
    let project = loaded.project
    directory = MigrationDirectory(path: try project.migrationsDirectory(datasource))
    filter = SchemaFilter(
      namespaces: datasource?.schemas ?? [],
      externalTables: try project.configuration?.externalTables() ?? [],
      externalEnums: try project.configuration?.externalEnums() ?? [])
  }

  /// Where migrations are replayed.
  ///
  /// Only commands that replay ask: a server that applies migrations need not know the URL.
  func shadowDatabase() throws -> ShadowDatabase {
    ShadowDatabase(
      url: try loaded.project.shadowDatabaseURL(loaded.datamodel.configuration.datasource),
      setup: try loaded.project.configuration?.shadowSetup())
  }

  /// The workflow on this target; every session it opens stops at Ctrl-C and SIGTERM.
  func migrator<Product: Backend>(
    _ backend: Product, shadow: ShadowDatabase = ShadowDatabase(),
    lockTimeout: Duration = .seconds(10),
    report: @escaping (MigrationEvent) -> Void = { _ in }
  ) -> Migrator<Product> {
    Migrator(
      backend: backend, url: database.url, shadow: shadow,
      directory: directory, filter: filter, lockTimeout: lockTimeout,
      adopt: { CancellableSession($0) }, report: report)
  }
}
