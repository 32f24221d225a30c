package import DatabaseAccess

/// What a driver decided to do, readable without knowing the product.
package protocol MigrationPlan: Sendable {
  var isEmpty: Bool { get }
  /// One line a change, for summaries and drift reports.
  var summary: [ChangeSummary] { get }
  /// What to count in the live database before running.
  var checks: [DataLossCheck] { get }
  /// Drops and adds that look like one thing renamed.
  var suspectedRenames: [Rename] { get }
  /// What the rows know of enums, where the database has none.
  var valueQuestions: [ValueQuestion] { get }
  /// Those of the renames that were asked for which cannot be carried out.
  var refusedRenames: [RefusedRename] { get }
  /// The statements.
  func script() -> MigrationScript
}

extension MigrationPlan {
  package var valueQuestions: [ValueQuestion] { [] }
}

/// A question to the live database, which of an enum's values rows have.
package struct ValueQuestion: Sendable, Hashable {
  /// The name of the enum.
  package var enumeration: String
  /// Its values as they are to be.
  package var values: [String]
  /// Gives each value that a row has, once.
  package var present: Statement

  package init(_ enumeration: String, _ values: [String], present: Statement) {
    self.enumeration = enumeration
    self.values = values
    self.present = present
  }
}
