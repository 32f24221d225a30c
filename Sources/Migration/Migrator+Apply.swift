import BackendInterface
import DatabaseAccess

/// Applying migrations: the one place that runs scripts on the real database.
extension Migrator {
  /// Reads the history and resolves attempts that a killed process left behind, the lock being
  /// held.
  func clearStoppedAttempts(
    _ session: any DatabaseSession
  ) throws(MigrationError) -> [MigrationRecord] {
    var records = try records(session)
    for index in records.indices where records[index].isTransactionalAttempt {
      report(.retrying(name: records[index].name))
      records[index].rolledBackAt = Timestamp.now()
      records[index].logs = "stopped before it was done; the database rolled it back"
      let record = records[index]
      try wrapping { () throws(DatabaseError) in try driver.history.update(record, session) }
    }
    return records
  }

  /// Reads the history for a run that applies migrations, the lock being held.
  ///
  /// - Throws: `.failedMigrations` when unresolved failures are in the way.
  func historyForApplying(
    _ files: [MigrationFile], _ session: any DatabaseSession
  ) throws(MigrationError) -> MigrationHistory {
    let history = MigrationHistory(files: files, records: try clearStoppedAttempts(session))
    guard history.failed.isEmpty else { throw .failedMigrations(history.failed) }
    return history
  }

  /// Applies migrations in order, the lock being held.
  ///
  /// With `forgetsFailures` a failure that left nothing behind counts as resolved, as while
  /// developing, where the script is mended and run again.
  func apply(
    _ files: [MigrationFile], _ session: any DatabaseSession, forgetsFailures: Bool = false
  ) throws(MigrationError) -> [String] {
    try checkObstacles(to: files, session)
    try wrapping { () throws(DatabaseError) in try driver.history.create(session) }
    for (index, file) in files.enumerated() {
      report(.applying(name: file.name, number: index + 1, count: files.count))
      let start = ContinuousClock.now
      try apply(file, session, forgetsFailures: forgetsFailures)
      report(.applied(name: file.name, ContinuousClock.now - start))
    }
    return files.map(\.name)
  }

  /// Looks whether migrations break what the database would not protect.
  ///
  /// - Throws: `.pendingUnexecutable`.
  func checkObstacles(
    to files: [MigrationFile], _ session: any DatabaseSession
  ) throws(MigrationError) {
    let obstacles = try wrapping { () throws(DatabaseError) in
      try driver.obstacles(to: files.map(\.script), in: session)
    }
    guard obstacles.isEmpty else {
      throw .pendingUnexecutable(obstacles.map { DataLossFinding(check: $0) })
    }
  }

  private func apply(
    _ file: MigrationFile, _ session: any DatabaseSession, forgetsFailures: Bool
  ) throws(MigrationError) {
    let isAtomic = driver.isAtomic(file.script)
    let record = MigrationRecord(
      id: RecordIdentifier.make(), checksum: file.checksum, name: file.name,
      logs: isAtomic ? MigrationRecord.transactionalAttempt : nil, startedAt: Timestamp.now())
    try wrapping { () throws(DatabaseError) in try driver.history.insert(record, session) }
    do throws(DatabaseError) {
      try driver.run(script: file.script, on: session) { session throws(DatabaseError) in
        var finished = record
        finished.logs = nil
        finished.appliedStepsCount = 1
        finished.finishedAt = Timestamp.now()
        try driver.history.update(finished, session)
      }
    } catch {
      let wasStopped = if case .cancelled = error.kind { true } else { false }
      var failed = record
      failed.logs = error.message
      if isAtomic {
        failed.logs?.append("\n(rolled back: nothing of it was kept)")
        if wasStopped || forgetsFailures { failed.rolledBackAt = Timestamp.now() }
      }
      // When the connection is gone the row stays as it is, and the next run understands it.
      try? driver.history.update(failed, session)
      throw .applyFailed(
        ScriptFailure(file, error), wasRolledBack: isAtomic,
        isResolved: failed.rolledBackAt != nil || isAtomic && error.kind == .connectionLost)
    }
  }
}
