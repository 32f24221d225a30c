package import BackendInterface
package import DatabaseAccess
import SchemaModel

/// Brings a database and a folder of migrations together: what the verbs share.
package struct Migrator<Product: Backend> {
  package let backend: Product
  package let url: DatabaseURL
  /// Where migrations are replayed.
  package let shadow: ShadowDatabase
  package let directory: MigrationDirectory
  /// What of the database belongs to the project.
  package let filter: SchemaFilter
  /// How long to wait for another run.
  package let lockTimeout: Duration
  /// Wraps every session that is opened, such as for interruption.
  package let adopt: (any DatabaseSession) -> any DatabaseSession
  /// Hears what is going on.
  package let report: (MigrationEvent) -> Void

  package init(
    backend: Product, url: DatabaseURL,
    shadow: ShadowDatabase = ShadowDatabase(), directory: MigrationDirectory,
    filter: SchemaFilter = SchemaFilter(),
    lockTimeout: Duration = .seconds(10),
    adopt: @escaping (any DatabaseSession) -> any DatabaseSession = { $0 },
    report: @escaping (MigrationEvent) -> Void = { _ in }
  ) {
    self.backend = backend
    self.url = url
    self.shadow = shadow
    self.directory = directory
    self.filter = filter
    self.lockTimeout = lockTimeout
    self.adopt = adopt
    self.report = report
  }

  /// The database in words for people.
  package var databaseDescription: String { backend.describe(url) }

  var driver: Product.Schema { backend.schema }

  /// Reads the folder and checks that it is for this product.
  func loadFiles() throws(MigrationError) -> [MigrationFile] {
    let rules = backend.rules
    if let locked = try directory.lockedProvider(), locked != rules.provider,
      !rules.providerAliases.contains(locked)
    {
      throw .providerChanged(locked: locked, current: rules.provider)
    }
    return try directory.load()
  }

  /// Opens the database, runs `body` and closes it.
  func withSession<Result>(
    _ body: (any DatabaseSession) throws(MigrationError) -> Result
  ) throws(MigrationError) -> Result {
    let session = adopt(try wrapping { () throws(DatabaseError) in try backend.connect(to: url) })
    defer { session.close() }
    return try body(session)
  }

  /// Creates the database unless it exists.
  ///
  /// - Returns: Whether it was created.
  func createDatabase() throws(MigrationError) -> Bool {
    let wasCreated = try wrapping { () throws(DatabaseError) in
      try backend.createDatabase(at: url)
    }
    if wasCreated { report(.databaseCreated(databaseDescription)) }
    return wasCreated
  }

  /// Runs `body` while no other run can change the history.
  func withLock<Result>(
    _ session: any DatabaseSession, _ body: () throws(MigrationError) -> Result
  ) throws(MigrationError) -> Result {
    guard backend.sharesConnections(at: url) else { return try withLock(heldBy: session, body) }
    let holder = try wrapping { () throws(DatabaseError) in try backend.connect(to: url) }
    defer { holder.close() }
    try wrapping { () throws(DatabaseError) in
      try holder.begin(forWriting: false, isolation: nil)
    }
    return try withLock(heldBy: holder, body)
  }

  private func withLock<Result>(
    heldBy session: any DatabaseSession, _ body: () throws(MigrationError) -> Result
  ) throws(MigrationError) -> Result {
    try driver.withMigrationLock(
      on: session, timeout: lockTimeout, wrap: { MigrationError.database($0) }, body)
  }

  /// Reads the history table.
  func records(_ session: any DatabaseSession) throws(MigrationError) -> [MigrationRecord] {
    try wrapping { () throws(DatabaseError) in try driver.history.records(session) }
  }
}

/// What happens during a run, for progress reports.
package enum MigrationEvent: Sendable {
  case databaseCreated(String)
  /// A migration is replayed in the scratch database.
  case replaying(name: String, number: Int, count: Int)
  case applying(name: String, number: Int, count: Int)
  case applied(name: String, Duration)
  /// An attempt that a killed process left behind was found rolled back and is repeated.
  case retrying(name: String)
  case emptying(String)
}

/// Runs `body` and reports its error as one of a migration.
func wrapping<Result>(
  _ body: () throws(DatabaseError) -> Result
) throws(MigrationError) -> Result {
  do throws(DatabaseError) { return try body() } catch { throw .database(error) }
}
