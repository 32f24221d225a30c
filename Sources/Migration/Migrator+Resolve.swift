import BackendInterface
import DatabaseAccess

extension Migrator {
  /// Records a migration as applied without running it.
  ///
  /// - Throws: `.notFound` when the folder does not have it, `.alreadyApplied`.
  package func markApplied(_ name: String) throws(MigrationError) {
    let files = try loadFiles()
    guard let file = files.first(where: { $0.name == name }) else {
      throw .notFound(name: name, similar: similar(name, in: files.map(\.name)))
    }
    try withSession { session throws(MigrationError) in
      try withLock(session) { () throws(MigrationError) in
        let attempts = try records(session).filter { $0.name == name && $0.rolledBackAt == nil }
        if attempts.contains(where: \.isApplied) { throw .alreadyApplied(name: name) }
        try wrapping { () throws(DatabaseError) in
          try driver.history.create(session)
          try session.withTransaction(wrap: { $0 }) { () throws(DatabaseError) in
            try markRolledBack(attempts, session)
            let now = Timestamp.now()
            try driver.history.insert(
              MigrationRecord(
                id: RecordIdentifier.make(), checksum: file.checksum, finishedAt: now, name: name,
                startedAt: now), session)
          }
        }
      }
    }
  }

  /// Records that the failed attempts at a migration were undone, so that it is applied again.
  ///
  /// - Throws: `.neverAttempted`, `.notFailed`.
  package func markRolledBack(_ name: String) throws(MigrationError) {
    try withSession { session throws(MigrationError) in
      try withLock(session) { () throws(MigrationError) in
        let records = try records(session)
        let attempts = records.filter { $0.name == name }
        guard !attempts.isEmpty else {
          throw .neverAttempted(name: name, similar: similar(name, in: records.map(\.name)))
        }
        let failed = attempts.filter(\.isFailed)
        guard !failed.isEmpty, !attempts.contains(where: \.isApplied) else {
          throw .notFailed(name: name)
        }
        try wrapping { () throws(DatabaseError) in
          try session.withTransaction(wrap: { $0 }) { () throws(DatabaseError) in
            try markRolledBack(failed, session)
          }
        }
      }
    }
  }

  private func markRolledBack(
    _ records: [MigrationRecord], _ session: any DatabaseSession
  ) throws(DatabaseError) {
    for var record in records {
      record.rolledBackAt = Timestamp.now()
      try driver.history.update(record, session)
    }
  }

  /// The one name that a shortened or mistyped one can stand for.
  private func similar(_ name: String, in names: [String]) -> String? {
    let candidates = Set(names).filter { !name.isEmpty && $0.contains(name) }
    return candidates.count == 1 ? candidates.first : nil
  }
}
