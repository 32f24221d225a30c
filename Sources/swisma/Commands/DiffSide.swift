import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import Migration
import Project
import Providers
import SchemaModel

/// One side of a comparison, found and read as far as no database is needed.
enum DiffSide {
  case empty
  case schema(Datamodel)
  case database(DatabaseURL, provider: String?)
  case migrations(MigrationDirectory, provider: String?)

  /// The provider that the side names.
  fileprivate var provider: String? {
    switch self {
    case .empty: nil
    case .schema(let datamodel): datamodel.configuration.datasource?.provider
    case .database(_, let provider), .migrations(_, let provider): provider
    }
  }
}

/// Both sides of a comparison.
struct DiffSides {
  let previous: DiffSide
  let next: DiffSide

  init(_ previous: DiffSide, _ next: DiffSide) {
    self.previous = previous
    self.next = next
  }

  /// The namespaces that a live side is read in: those that the other side names.
  var namespaces: [String] {
    for case .schema(let datamodel) in [next, previous] {
      let schemas = datamodel.configuration.datasource?.schemas ?? []
      if !schemas.isEmpty { return schemas }
    }
    return []
  }

  /// The datamodel of the next side, in whose words renames are said; of a database one that
  /// describes it.
  func datamodel<Product: Backend>(
    for next: Product.Schema.Schema, _ backend: Product
  ) -> Datamodel {
    if case .schema(let datamodel) = self.next { return datamodel }
    return backend.schema.datamodel(from: next, previous: nil, naming: .keep).datamodel
  }

  /// The product that both sides are of.
  func backend() throws(DiffSideError) -> any Backend {
    var backends: [any Backend] = []
    for side in [previous, next] {
      if let provider = side.provider {
        guard let backend = allBackends.backend(forProvider: provider) else {
          throw DiffSideError.unsupported(provider)
        }
        backends.append(backend)
      } else if case .database(let url, _) = side {
        guard let backend = allBackends.backend(forURL: url) else {
          throw DiffSideError.unsupported(url.scheme)
        }
        backends.append(backend)
      }
    }
    guard let backend = backends.first else { throw DiffSideError.providerUnknown }
    let provider = backend.rules.provider
    if let other = backends.last?.rules.provider, other != provider {
      throw DiffSideError.providersDiffer(provider, other)
    }
    return backend
  }
}

/// Why two sides cannot be compared.
enum DiffSideError: UserFacingError {
  case providerUnknown
  case providersDiffer(String, String)
  case unsupported(String)
  case noMigrations(path: String)

  var code: String {
    switch self {
    case .providerUnknown: "C0010"
    case .providersDiffer: "C0016"
    case .noMigrations: "C0017"
    case .unsupported: "C0002"
    }
  }

  var message: String {
    switch self {
    case .providerUnknown: "neither side says which database it is for"
    case .providersDiffer(let previous, let next):
      "the sides are for different databases: \(previous) and \(next)"
    case .unsupported(let name): UnsupportedDatabase(name: name).message
    case .noMigrations(let path): "there is no folder of migrations at \(path)"
    }
  }

  var help: String? {
    switch self {
    case .providerUnknown:
      "give a schema with a datasource block, a URL, or a folder with a migration_lock.toml"
    case .providersDiffer, .noMigrations: nil
    case .unsupported(let name): UnsupportedDatabase(name: name).help
    }
  }
}

/// Finds the sides of a comparison and reads their structures.
struct DiffSideReader {
  let configurationPath: String?
  /// The value of `--shadow-database-url`.
  let shadowURL: String?
  let terminal: Terminal

  func side(_ names: [DiffSideName]) throws -> DiffSide {
    switch names.first {
    case .empty, nil: return .empty
    case .schema(let path): return .schema(try schema(at: path).datamodel)
    case .schemaDatasource(let path): return try database(of: try schema(at: path))
    case .configuredDatasource: return try configuredDatabase()
    case .url(let text):
      let url = try DatabaseURL(text, baseDirectory: FileSystem.workingDirectory)
      return .database(url, provider: nil)
    case .migrations(let path):
      // Elsewhere a folder that is missing is a history that has not begun; here it is a slip.
      guard FileSystem.kind(of: path) == .directory else {
        throw DiffSideError.noMigrations(path: path)
      }
      let directory = MigrationDirectory(path: path)
      return .migrations(directory, provider: try directory.lockedProvider())
    }
  }

  /// The database of the configuration file; a schema, where there is one, says of which product it
  /// is and where relative paths start.
  private func configuredDatabase() throws -> DiffSide {
    let found: Project
    do throws(ProjectError) { found = try project(at: nil) } catch {
      guard error.kind == .schemaNotFound else { throw error }
      let url = try Project.configuredURL(
        configurationPath: configurationPath, environment: ProcessEnvironment.all())
      return .database(url, provider: nil)
    }
    guard found.configuration != nil else { throw Project.missingConfiguration }
    guard let schema = try? schema(at: nil) else {
      return try database(of: found, datasource: nil)
    }
    return try database(of: schema)
  }

  private func project(at path: String?) throws(ProjectError) -> Project {
    try Project.find(
      schemaPath: path, configurationPath: configurationPath,
      environment: ProcessEnvironment.all())
  }

  private func schema(at path: String?) throws -> LoadedSchema {
    let project = try project(at: path)
    let analysis = analyze(try project.schema.read(), rules: allProviders)
    guard !analysis.hasErrors else { throw InvalidSchema(analysis: analysis) }
    return LoadedSchema(project: project, analysis: analysis)
  }

  private func database(of schema: LoadedSchema) throws -> DiffSide {
    try database(
      of: schema.project, datasource: schema.datamodel.configuration.datasource)
  }

  private func database(of project: Project, datasource: Datasource?) throws -> DiffSide {
    let url = try project.connectionURL(flag: nil, datasource: datasource)
    return .database(url, provider: datasource?.provider)
  }

  /// What the rows of a live database say about checks; `nil` when the side is none.
  func findings(
    _ checks: [DataLossCheck], in side: DiffSide, _ backend: some Backend
  ) throws(DatabaseError) -> [DataLossFinding]? {
    guard case .database(let url, _) = side else { return nil }
    if checks.isEmpty { return [] }
    let session = CancellableSession(try backend.connect(to: url))
    defer { session.close() }
    return try DataLossReport(checks, in: session).findings
  }

  /// The structures of both sides; what one of them only asks for is in the words of the database
  /// that the other one is.
  func structures<Product: Backend>(
    of sides: DiffSides, _ backend: Product, _ filter: SchemaFilter
  ) throws -> (previous: Product.Schema.Schema, next: Product.Schema.Schema) {
    let nothing = backend.schema.emptySchema
    switch sides.previous {
    case .empty, .schema:
      let wanted = try structures(of: sides.previous, beside: nothing, backend, filter).present
      let answer = try structures(of: sides.next, beside: wanted, backend, filter)
      return (answer.wanted, answer.present)
    case .database, .migrations:
      let wanted = try structures(of: sides.next, beside: nothing, backend, filter).present
      let answer = try structures(of: sides.previous, beside: wanted, backend, filter)
      return (answer.present, answer.wanted)
    }
  }

  /// The structure of a side, and a wanted one in its words; opens and closes what it needs.
  private func structures<Product: Backend>(
    of side: DiffSide, beside wanted: Product.Schema.Schema, _ backend: Product,
    _ filter: SchemaFilter
  ) throws -> (present: Product.Schema.Schema, wanted: Product.Schema.Schema) {
    let driver = backend.schema
    switch side {
    case .empty: return (driver.emptySchema, wanted)
    case .schema(let datamodel): return (driver.desiredSchema(for: datamodel), wanted)
    case .database(let url, _):
      let session = CancellableSession(try backend.connect(to: url))
      defer { session.close() }
      let present = try driver.introspect(session, filter: filter)
      return (present, driver.respelled(wanted, beside: present, in: session))
    case .migrations(let directory, _):
      let shadow = try shadowURL.map { (text: String) throws(DatabaseError) in
        try DatabaseURL(text, baseDirectory: FileSystem.workingDirectory)
      }
      let replay = ScratchReplay(
        backend: backend, beside: nil, shadow: ShadowDatabase(url: shadow), filter: filter,
        adopt: { CancellableSession($0) })
      return try replay.structures(after: try directory.load(), beside: wanted)
    }
  }
}
