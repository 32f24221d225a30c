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
  /// The statements.
  func script() -> MigrationScript
}

/// A question to the live database before a step, and what its answer means.
package struct DataLossCheck: Sendable, Hashable {
  package enum Consequence: String, Sendable, Hashable {
    /// The values are lost when the count is not 0: consent is needed.
    case loss
    /// The step fails, or may fail, when the count is not 0: needs consent as a warning.
    case mayFail = "may fail"
    /// The step cannot be executed when the count is not 0: refused.
    case unexecutable
  }

  /// What happens, in words, such as `column "name" of table "User" is dropped`.
  package var message: String
  package var consequence: Consequence
  /// What the change that is asked about concerns.
  package var object: SchemaObject
  /// Counts what is concerned: one row with one integer, and perhaps a text that names it.
  ///
  /// It is `nil` when any database is concerned.
  package var count: Statement?
  /// What is counted.
  package var unit: String

  package init(
    _ message: String, _ consequence: Consequence, of object: SchemaObject, count: Statement?,
    unit: String = "row"
  ) {
    self.message = message
    self.consequence = consequence
    self.object = object
    self.count = count
    self.unit = unit
  }
}
