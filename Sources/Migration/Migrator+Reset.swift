import BackendInterface
import DatabaseAccess

extension Migrator {
  /// Deletes everything in the database and applies all migrations again.
  ///
  /// - Returns: The migrations that were applied.
  package func reset() throws(MigrationError) -> [String] {
    let files = try loadFiles()
    _ = try createDatabase()
    return try withSession { session throws(MigrationError) in
      try withLock(session) { () throws(MigrationError) in
        try empty(session)
        return try apply(files, session)
      }
    }
  }

  /// Drops everything that belongs to the project, the history included; the lock is held.
  func empty(_ session: any DatabaseSession) throws(MigrationError) {
    report(.emptying(databaseDescription))
    try wrapping { () throws(DatabaseError) in try driver.reset(session, filter: filter) }
  }
}
