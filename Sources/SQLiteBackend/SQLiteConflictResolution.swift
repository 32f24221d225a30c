/// What SQLite does with a row that breaks a constraint, where the constraint says it.
///
/// `ABORT` is what happens anyway. <https://sqlite.org/lang_conflict.html>
package enum SQLiteConflictResolution: String, Sendable, Hashable {
  case rollback = "ROLLBACK"
  case fail = "FAIL"
  case ignore = "IGNORE"
  case replace = "REPLACE"

  /// The clause as it stands behind a constraint.
  var clause: String { "ON CONFLICT \(rawValue)" }
}
