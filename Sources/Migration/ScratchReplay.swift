package import BackendInterface
package import DatabaseAccess

/// Replays migrations on an empty database that nobody else sees, and looks at the result.
package struct ScratchReplay<Product: Backend> {
  package typealias Structure = Product.Schema.Schema

  private let backend: Product
  private let url: DatabaseURL?
  private let shadow: ShadowDatabase
  private let filter: SchemaFilter
  private let adopt: (any DatabaseSession) -> any DatabaseSession
  private let report: (MigrationEvent) -> Void

  /// Prepares replays.
  ///
  /// - Parameters:
  ///   - backend: The product.
  ///   - url: The database beside which scratch databases may be made.
  ///   - shadow: What the project says about scratch databases.
  ///   - filter: What to look at in the result.
  ///   - adopt: Wraps every session, such as for interruption.
  ///   - report: Hears which migration is replayed.
  package init(
    backend: Product, beside url: DatabaseURL?, shadow: ShadowDatabase,
    filter: SchemaFilter = SchemaFilter(),
    adopt: @escaping (any DatabaseSession) -> any DatabaseSession = { $0 },
    report: @escaping (MigrationEvent) -> Void = { _ in }
  ) {
    self.backend = backend
    self.url = url
    self.shadow = shadow
    self.filter = filter
    self.adopt = adopt
    self.report = report
  }

  /// The structure that migrations make of an empty database.
  ///
  /// - Throws: `MigrationError.replayFailed` with the migration that failed, `.scratch`.
  package func structure(after files: [MigrationFile]) throws(MigrationError) -> Structure {
    try structures(after: files, beside: backend.schema.emptySchema).present
  }

  /// The structure that migrations make of an empty database, and a wanted one in its words.
  ///
  /// - Throws: `MigrationError.replayFailed` with the migration that failed, `.scratch`.
  package func structures(
    after files: [MigrationFile], beside wanted: Structure
  ) throws(MigrationError) -> (present: Structure, wanted: Structure) {
    if files.isEmpty { return (backend.schema.emptySchema, wanted) }
    return try withScratch { scratch throws(MigrationError) in
      try scratch.replay(files)
      let present = try scratch.structure()
      return (present, scratch.respelled(wanted, beside: present))
    }
  }

  /// Runs `body` with an empty scratch database, which is gone afterwards.
  func withScratch<Result>(
    _ body: (Scratch) throws(MigrationError) -> Result
  ) throws(MigrationError) -> Result {
    try backend.withScratchDatabase(
      beside: url, shadowURL: shadow.url, namespaces: filter.namespaces,
      wrap: { MigrationError.scratch($0) }
    ) { session throws(MigrationError) in
      let session = adopt(session)
      if let setup = shadow.setup {
        do throws(DatabaseError) { try session.runScript(setup) } catch { throw .scratch(error) }
      }
      return try body(
        Scratch(driver: backend.schema, session: session, filter: filter, report: report))
    }
  }

  /// A scratch database while it exists.
  struct Scratch {
    fileprivate let driver: Product.Schema
    fileprivate let session: any DatabaseSession
    fileprivate let filter: SchemaFilter
    fileprivate let report: (MigrationEvent) -> Void

    /// Runs migrations after those that were run before.
    func replay(_ files: [MigrationFile]) throws(MigrationError) {
      for (index, file) in files.enumerated() {
        report(.replaying(name: file.name, number: index + 1, count: files.count))
        do throws(DatabaseError) {
          try driver.run(script: file.script, on: session) { _ throws(DatabaseError) in }
        } catch { throw .replayFailed(ScriptFailure(file, error)) }
      }
    }

    /// The structure as it is now.
    func structure() throws(MigrationError) -> Structure {
      try wrapping { () throws(DatabaseError) in
        try driver.introspect(session, filter: filter)
      }
    }

    /// A wanted structure in the words of the database, which has the present one.
    func respelled(_ wanted: Structure, beside present: Structure) -> Structure {
      driver.respelled(wanted, beside: present, in: session)
    }
  }
}
