package import BackendInterface
import DatabaseAccess
import FileSystem

extension MigrationError {
  package var message: String {
    switch self {
    case .database(let error): error.fullMessage
    case .file(let error): error.message
    case .scratch(let error):
      "the scratch database that migrations are replayed in could not be made: \(error.message)"
    case .scriptMissing(let name, let path): "the migration \(name) has no script: \(path)"
    case .notUTF8(let path): "\(path) is not UTF-8 text"
    case .providerChanged(let locked, let current):
      "the migrations are for \(locked), but the schema's provider is \(current)"
    case .databaseNotEmpty(let database):
      "the \(database) has tables but no migration history"
    case .failedMigrations(let records): Self.failedText(records)
    case .applyFailed(let failure, let wasRolledBack, _):
      "the migration \(failure.place) failed: \(failure.reason)"
        + (wasRolledBack ? "\nIt was rolled back: the database is as it was before it." : "")
    case .replayFailed(let failure):
      "the migration \(failure.place) cannot be replayed on an empty database: "
        + failure.reason
    case .alreadyApplied(let name): "the migration \(name) is recorded as applied already"
    case .neverAttempted(let name, _): "the migration \(name) was never applied to this database"
    case .notFailed(let name): "the migration \(name) did not fail, so it cannot be marked"
    case .notFound(let name, _): "there is no migration \(name) in the migrations folder"
    case .resetNeeded(let reasons, let database):
      "the \(database) and the migrations have gone apart:\n"
        + reasons.map(\.text).joined(separator: "\n")
    case .resetConsentMissing(let database): "this deletes all data in the \(database)"
    case .dataLossConsentMissing(let findings), .pushConsentMissing(let findings):
      "the change loses data or may fail:\n" + DataLossFinding.list(findings)
    case .unexecutable(let findings), .pushUnexecutable(let findings):
      "the change cannot be executed on the database as it is:\n" + DataLossFinding.list(findings)
    case .pendingUnexecutable(let findings):
      "the migrations that are not applied yet would break what works in the database; "
        + "nothing was run:\n" + DataLossFinding.list(findings)
    case .renamesUndecided(let suspicions):
      "what looks dropped may have been renamed, and its data kept:\n"
        + RenameSuspicion.list(suspicions)
    case .renameUnreadable(let argument): "--rename \(argument) does not name two things"
    case .renameRefused(let argument, let refused):
      "--rename \(argument) cannot be done: \(refused.text)"
    case .planIncomplete(let changes):
      "the planned migration does not lead to the schema; nothing was written. Left over:\n"
        + changes.map { "  \($0.text)" }.joined(separator: "\n")
    }
  }

  package var help: String? {
    switch self {
    case .database(let error), .scratch(let error): error.help
    case .file: nil
    case .scriptMissing:
      "restore the file from version control, or delete the folder if it is a left-over"
    case .notUTF8: "save it as UTF-8"
    case .providerChanged:
      "migrations cannot change their provider: move the old folder away and start a new history"
    case .databaseNotEmpty:
      """
      to adopt the database, write what it has into a first migration with `swisma migrate diff \
      --from-empty --to-schema-datasource <schema> --script`, and record it with \
      `swisma migrate resolve --applied <name>`
      """
    case .failedMigrations(let records): Self.resolveHelp(records.first?.name ?? "<name>")
    case .applyFailed(_, _, isResolved: true): "mend the script or the data, and run this again"
    case .applyFailed(let failure, let wasRolledBack, isResolved: false):
      wasRolledBack
        ? "mend the script or the data, then run `swisma migrate resolve --rolled-back "
          + "\(failure.name)` and deploy again"
        : Self.resolveHelp(failure.name)
    case .replayFailed: "mend the script; a migration must run on what those before it leave"
    case .alreadyApplied, .planIncomplete: nil
    case .neverAttempted(_, let similar), .notFound(_, let similar):
      similar.map { "did you mean \($0)?" } ?? "give the whole name of the migration's folder"
    case .notFailed: "only failed migrations can be marked as rolled back"
    case .resetNeeded(let reasons, _): Self.resetHelp(reasons)
    case .resetConsentMissing: "--force agrees"
    case .dataLossConsentMissing(let findings):
      "--accept-data-loss agrees; --create-only writes the migration for you to edit"
        + (DataLossFinding.renameAdvice(findings).map { "; \($0)" } ?? "")
    case .pushConsentMissing(let findings):
      "--accept-data-loss agrees" + (DataLossFinding.renameAdvice(findings).map { "; \($0)" } ?? "")
    case .pushUnexecutable(let findings):
      DataLossFinding.advice(findings) + "; --force-reset deletes all data and starts again"
    case .unexecutable(let findings):
      DataLossFinding.advice(findings)
        + "; or write the steps by hand in a migration made with --create-only"
    case .pendingUnexecutable:
      "drop them first; or drop them in the migration, and create them again as they should be"
    case .renamesUndecided(let suspicions):
      "say which it is: "
        + RenameSuspicion.arguments(suspicions)
        + (suspicions.count == 1 ? " keeps" : " keep")
        + " the data, `--no-rename` drops and adds"
    case .renameUnreadable, .renameRefused:
      "write --rename Model.previousField=nextField, PreviousModel=NextModel, "
        + "PreviousEnum=NextEnum or Enum.PREVIOUS=NEXT, the previous names as the database has them"
    }
  }

  private static func failedText(_ records: [MigrationRecord]) -> String {
    let lines = records.map { record in
      let reason = record.logs?.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
      return "  \(record.name), started \(Timestamp.text(record.startedAt))\(reason)"
    }
    return "nothing is applied while failed migrations are unresolved:\n"
      + lines.joined(separator: "\n")
  }

  private static func resolveHelp(_ name: String) -> String {
    "if nothing of it is left in the database, `swisma migrate resolve --rolled-back \(name)`; "
      + "if you completed it by hand, `swisma migrate resolve --applied \(name)`"
  }

  private static func resetHelp(_ reasons: [ResetReason]) -> String {
    let repairs = Set(reasons.map(\.repair)).sorted().joined(separator: "; ")
    return "to keep the data, \(repairs). To start again with an empty database, use --reset: "
      + "all data is deleted"
  }
}

extension ResetReason {
  /// What is the matter, with what it concerns.
  package var text: String {
    switch self {
    case .edited(let names): Self.list("edited after they were applied", names)
    case .missing(let names): Self.list("applied, but not in the migrations folder", names)
    case .failed(let names): Self.list("failed and unresolved", names)
    case .drift(let changes):
      Self.list("changed in the database, but by no migration", changes.map(\.text))
    case .unmanaged(let changes):
      Self.list("in the database, which has no migration history", changes.map(\.text))
    }
  }

  /// How to go on without a reset.
  var repair: String {
    switch self {
    case .edited, .missing: "restore the migration files from version control"
    case .failed: "resolve the failed migrations with `swisma migrate resolve`"
    case .drift:
      """
      take the changes into the schema with `swisma db pull`, write them into a migration with \
      `swisma migrate diff --from-migrations <folder> --to-schema <schema> --script`, and record \
      it with `swisma migrate resolve --applied <name>`; or undo them in the database
      """
    case .unmanaged: "record a first migration with `swisma migrate resolve --applied <name>`"
    }
  }

  private static func list(_ title: String, _ lines: [String]) -> String {
    let limit = 20
    var text = "  \(title):"
    for line in lines.prefix(limit) { text += "\n    \(line)" }
    if lines.count > limit { text += "\n    and \(lines.count - limit) more" }
    return text
  }
}

extension ChangeSummary {
  /// The change in one line, such as ``+ table `User` `` or ``- column `email` of table `User` ``.
  package var text: String {
    let mark =
      switch kind {
      case .added: "+"
      case .removed: "-"
      case .changed, .renamed: "~"
      }
    let place = table.map { " of table `\($0)`" } ?? ""
    return "\(mark) \(subject)\(place)" + (detail.map { ": \($0)" } ?? "")
  }
}

extension Rename {
  /// The rename in words of the database.
  package var text: String {
    switch subject {
    case .table: "table `\(previous)` to `\(next)`"
    case .column(let table): "column `\(previous)` of table `\(table)` to `\(next)`"
    case .enumeration: "enum `\(previous)` to `\(next)`"
    case .enumValue(let enumeration): "enum value `\(previous)` of `\(enumeration)` to `\(next)`"
    }
  }
}
