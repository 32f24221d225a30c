import BackendInterface
import DatabaseAccess

/// How a database and a folder of migrations stand to each other.
package struct MigrationStatus: Sendable {
  /// The state as a whole, the most pressing one first.
  package enum Summary: String, Sendable, CaseIterable {
    /// Failed migrations are unresolved.
    case failed
    /// The database has tables but no history.
    case unmanaged
    /// The database has migrations that the folder does not have.
    case diverged
    /// Migrations of the folder are still to be applied.
    case behind
    case upToDate = "up-to-date"
  }

  package var databaseExists: Bool
  /// Whether the database has tables but no history.
  package var isUnmanaged: Bool
  package var history: MigrationHistory

  package var summary: Summary {
    if !history.failed.isEmpty { return .failed }
    if isUnmanaged { return .unmanaged }
    if !history.names(.missing).isEmpty { return .diverged }
    return history.pending.isEmpty ? .upToDate : .behind
  }
}

extension Migrator {
  /// Compares the folder with the history; changes nothing.
  package func status() throws(MigrationError) -> MigrationStatus {
    let files = try loadFiles()
    do throws(MigrationError) {
      return try withSession { session throws(MigrationError) in
        let records = try records(session)
        var isUnmanaged = false
        if records.isEmpty {
          do throws(MigrationError) { try checkIsEmpty(session) } catch .databaseNotEmpty {
            isUnmanaged = true
          }
        }
        return MigrationStatus(
          databaseExists: true, isUnmanaged: isUnmanaged,
          history: MigrationHistory(files: files, records: records))
      }
    } catch .database(let error) where error.kind == .databaseNotFound {
      return MigrationStatus(
        databaseExists: false, isUnmanaged: false,
        history: MigrationHistory(files: files, records: []))
    }
  }
}
