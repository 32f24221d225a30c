import ArgumentParser
import Migration

/// A command that a signal can stop when it has changed a part of what it was to change.
protocol ChangesDatabase: ParsableCommand {
  /// What may be left then, and where to see it.
  static var leftovers: String { get }
}

/// Says what a command that was stopped by a signal has left.
///
/// - Parameters:
///   - error: What the command ended with.
///   - command: The command.
/// - Returns: A sentence for people.
func leftovers(
  of error: any Error, from command: (any ParsableCommand.Type)?
) -> String {
  if case .applyFailed(let failure, let wasRolledBack, _) = error as? MigrationError {
    return wasRolledBack
      ? "`\(failure.name)` was rolled back; `swisma migrate status` shows what is applied"
      : "`\(failure.name)` may be half done; `swisma migrate status` says how to go on"
  }
  return (command as? any ChangesDatabase.Type)?.leftovers ?? "nothing was changed"
}

extension MigrateDeploy: ChangesDatabase {
  static var leftovers: String { leftoversOfMigrations }
}

extension MigrateDev: ChangesDatabase {
  static var leftovers: String { leftoversOfMigrations }
}

/// The work stopped between two migrations, or before the first.
private let leftoversOfMigrations =
  "what was applied before stays; `swisma migrate status` shows it"

extension MigrateReset: ChangesDatabase {
  static var leftovers: String {
    "the database may be empty; `swisma migrate status` shows what it has"
  }
}

extension DBPush: ChangesDatabase {
  static var leftovers: String {
    "the database may have a part of the changes; `swisma db push` makes the others"
  }
}

extension DBExecute: ChangesDatabase {
  static var leftovers: String { "what its statements did outside of a transaction stays" }
}

extension Query: ChangesDatabase {
  static var leftovers: String { "what the queries before did stays" }
}
