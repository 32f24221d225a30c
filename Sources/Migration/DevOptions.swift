package import BackendInterface

/// What the command line of `migrate dev` says.
package struct DevOptions: Sendable {
  /// What people call the migration; `nil` when they did not say.
  package var title: String?
  /// Whether only to write the migration; then the database is not changed.
  package var isDraft = false
  /// Whether to delete all data where history and database have gone apart.
  package var agreesToReset = false
  /// Whether to go on where data is lost.
  package var agreesToDataLoss = false
  /// What is one thing under two names: `Model.previous=next` or `Previous=Next`.
  package var renames: [String] = []
  /// Whether nothing is renamed.
  package var deniesRenames = false

  package init() {}
}

/// Answers what the command line left open; `nil` when nobody can be asked.
package protocol DevAnswers {
  func agreesToReset(_ reasons: [ResetReason], database: String) -> Bool?
  func agreesToDataLoss(_ findings: [DataLossFinding]) -> Bool?
  func isRename(_ suspicion: RenameSuspicion) -> Bool?
  /// The title of the migration.
  func title(suggestion: String) -> String?
}

/// What `migrate dev` did.
package struct DevOutcome: Sendable {
  package var databaseWasCreated = false
  package var wasReset = false
  /// Migrations that lay in the folder and were applied, in order.
  package var applied: [String] = []
  /// The migration that was made; `nil` when nothing had to change.
  package var created: MigrationFile?
  /// Whether the new migration was applied too.
  package var createdWasApplied = false
  /// What changes with the new migration.
  package var changes: [PlannedChange] = []
  /// What the new migration does to the rows that are there.
  package var warnings: [DataLossFinding] = []
  /// Values of rows that the schema's enums do not know; a draft does not look at rows.
  package var unknownValues: [UnknownEnumValue] = []
  /// What is wrong between history and database but does not stop a draft.
  package var notices: [ResetReason] = []
  /// Why the draft does not run on an empty database as it is; `nil` when it does.
  package var draftFailure: String?

  package init() {}
}
