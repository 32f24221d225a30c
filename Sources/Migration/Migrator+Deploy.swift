import BackendInterface
import DatabaseAccess

/// What `deploy` did, or would do.
package struct DeployOutcome: Sendable {
  package var databaseWasCreated = false
  /// The number of migrations in the folder.
  package var migrationCount = 0
  /// The migrations that were applied, in order.
  package var applied: [String] = []
  /// The migrations that a dry run would apply, in order.
  package var pending: [MigrationFile] = []
  /// Applied migrations whose files have changed since.
  package var edited: [String] = []
  /// Applied migrations that are not in the folder.
  package var missing: [String] = []
}

extension Migrator {
  /// Applies the migrations that the database lacks.
  ///
  /// Structures are not compared, and nobody is asked.
  ///
  /// - Parameter isDryRun: Whether only to say what would be applied; then nothing is changed.
  /// - Returns: What was done.
  /// - Throws: `MigrationError`; among others `.databaseNotEmpty`, `.failedMigrations` and
  ///   `.applyFailed`.
  package func deploy(isDryRun: Bool = false) throws(MigrationError) -> DeployOutcome {
    let files = try loadFiles()
    if isDryRun { return try dryRun(files) }
    let wasCreated = try createDatabase()
    var outcome = try withSession { session throws(MigrationError) in
      try withLock(session) { () throws(MigrationError) in
        let history = try historyForApplying(files, session)
        if history.isEmpty { try checkIsEmpty(session) }
        var outcome = self.outcome(of: history)
        outcome.applied = try apply(history.pending, session)
        return outcome
      }
    }
    outcome.databaseWasCreated = wasCreated
    return outcome
  }

  private func dryRun(_ files: [MigrationFile]) throws(MigrationError) -> DeployOutcome {
    do throws(MigrationError) {
      return try withSession { session throws(MigrationError) in
        let history = MigrationHistory(files: files, records: try records(session))
        guard history.failed.isEmpty else { throw .failedMigrations(history.failed) }
        if history.isEmpty { try checkIsEmpty(session) }
        try checkObstacles(to: history.pending, session)
        var outcome = self.outcome(of: history)
        outcome.pending = history.pending
        return outcome
      }
    } catch .database(let error) where error.kind == .databaseNotFound {
      var outcome = self.outcome(of: MigrationHistory(files: files, records: []))
      outcome.pending = files
      outcome.databaseWasCreated = true
      return outcome
    }
  }

  private func outcome(of history: MigrationHistory) -> DeployOutcome {
    var outcome = DeployOutcome()
    outcome.migrationCount = history.entries.count { $0.file != nil }
    outcome.edited = history.names(.edited)
    outcome.missing = history.names(.missing)
    return outcome
  }

  /// A database with tables and without a history is somebody's: nothing is run on it.
  func checkIsEmpty(_ session: any DatabaseSession) throws(MigrationError) {
    let isEmpty = try wrapping { () throws(DatabaseError) in
      try driver.introspect(session, filter: filter) == driver.emptySchema
    }
    guard isEmpty else { throw .databaseNotEmpty(database: databaseDescription) }
  }
}
