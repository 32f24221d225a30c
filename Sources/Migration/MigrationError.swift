package import BackendInterface
package import DatabaseAccess
import Diagnostics
package import FileSystem

/// Why a migration command stopped.
package enum MigrationError: UserFacingError {
  case database(DatabaseError)
  case file(FileError)
  /// The scratch database could not be made (P3014).
  case scratch(DatabaseError)
  /// A folder of the migrations holds no script (P3015).
  case scriptMissing(name: String, path: String)
  /// A script is not UTF-8 text.
  case notUTF8(path: String)
  /// The migrations are for another provider than the schema (P3019).
  case providerChanged(locked: String, current: String)
  /// The database has tables but no history (P3005).
  case databaseNotEmpty(database: String)
  /// Failed migrations are in the way (P3009).
  case failedMigrations([MigrationRecord])
  /// A migration could not be applied (P3018).
  case applyFailed(ScriptFailure, wasRolledBack: Bool, isResolved: Bool)
  /// A migration could not be replayed in the scratch database (P3006).
  case replayFailed(ScriptFailure)
  /// The migration is recorded as applied (P3008).
  case alreadyApplied(name: String)
  /// The migration was never attempted (P3011).
  case neverAttempted(name: String, similar: String?)
  /// The migration did not fail, so there is nothing to mark as rolled back (P3012).
  case notFailed(name: String)
  /// The folder has no migration of that name (P3017).
  case notFound(name: String, similar: String?)
  /// The database must be reset, or the reasons be removed, before a migration can be made.
  case resetNeeded([ResetReason], database: String)
  /// All data of a database would be deleted, and nobody agreed.
  case resetConsentMissing(database: String)
  /// Data would be lost, and nobody agreed.
  case dataLossConsentMissing([DataLossFinding])
  /// The change cannot be executed on the database as it is.
  case unexecutable([DataLossFinding])
  /// The same of migrations that lie in the folder.
  case pendingUnexecutable([DataLossFinding])
  /// The same of a push, which has no migration that could be edited.
  case pushConsentMissing([DataLossFinding])
  case pushUnexecutable([DataLossFinding])
  /// Something that is dropped and something that is added may be one thing renamed.
  case renamesUndecided([RenameSuspicion])
  /// A `--rename` is not of the form `a=b`.
  case renameUnreadable(String)
  /// A `--rename` cannot be carried out.
  case renameRefused(String, RefusedRename)
  /// The planned script does not lead to the schema: a mistake of this program.
  case planIncomplete([ChangeSummary])

  package var code: String {
    switch self {
    case .database(let error): error.code
    case .file(let error): error.code
    case .scratch: "P3014"
    case .scriptMissing: "P3015"
    case .providerChanged: "P3019"
    case .databaseNotEmpty: "P3005"
    case .failedMigrations: "P3009"
    case .applyFailed: "P3018"
    case .replayFailed: "P3006"
    case .alreadyApplied: "P3008"
    case .neverAttempted: "P3011"
    case .notFailed: "P3012"
    case .notFound: "P3017"
    case .notUTF8: "M0001"
    case .resetNeeded: "M0002"
    case .resetConsentMissing: "M0003"
    case .dataLossConsentMissing, .pushConsentMissing: "P3001"
    case .unexecutable, .pendingUnexecutable, .pushUnexecutable: "M0004"
    case .renamesUndecided: "M0005"
    case .renameUnreadable, .renameRefused: "M0006"
    case .planIncomplete: "M0007"
    }
  }

  package var exitStatus: Int32 {
    switch self {
    case .resetNeeded, .resetConsentMissing, .dataLossConsentMissing, .pushConsentMissing,
      .renamesUndecided:
      3
    case .database(let error): error.exitStatus
    case .renameUnreadable, .renameRefused: 64
    case .file, .scratch, .scriptMissing, .providerChanged, .databaseNotEmpty, .failedMigrations,
      .applyFailed, .replayFailed, .alreadyApplied, .neverAttempted, .notFailed, .notFound,
      .notUTF8, .unexecutable, .pendingUnexecutable, .pushUnexecutable, .planIncomplete:
      1
    }
  }
}

/// A script that failed, and where.
package struct ScriptFailure: Sendable {
  /// The migration.
  package var name: String
  /// What the database said.
  package var error: DatabaseError
  /// The 1-based line of the script, when the database tells.
  package var line: Int?

  init(_ file: MigrationFile, _ error: DatabaseError) {
    name = file.name
    self.error = error
    line = Self.line(of: error, in: Array(file.script.utf8))
  }

  /// The database's words, and its hint where it has one.
  var reason: String { error.fullMessage + (error.help.map { " (\($0))" } ?? "") }

  var place: String { line.map { "\(name)/migration.sql, line \($0)" } ?? "\(name)/migration.sql" }

  /// The line of the place that the database points at, else of the statement's start.
  private static func line(of error: DatabaseError, in script: [UInt8]) -> Int? {
    guard let sql = error.sql, !sql.isEmpty else { return nil }
    let statement = Array(sql.utf8)
    guard let start = firstRange(of: statement, in: script) else { return nil }
    let offset = min(max(0, error.position ?? 0), statement.count)
    return 1 + script[..<(start + offset)].count { $0 == UInt8(ascii: "\n") }
  }

  private static func firstRange(of part: [UInt8], in whole: [UInt8]) -> Int? {
    guard part.count <= whole.count else { return nil }
    for start in 0...(whole.count - part.count) where whole[start] == part[0] {
      if whole[start..<(start + part.count)] == part[...] { return start }
    }
    return nil
  }
}

/// Why a development database cannot simply be taken further.
package enum ResetReason: Sendable, Hashable {
  /// Applied migrations were edited.
  case edited([String])
  /// Applied migrations are not in the folder.
  case missing([String])
  /// Migrations failed and are unresolved.
  case failed([String])
  /// The structure is not what the applied migrations make: the changes from it to the database.
  case drift([ChangeSummary])
  /// The database has tables but no history.
  case unmanaged([ChangeSummary])
}
