package import DatabaseAccess

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

  /// What kind of problem it is, of which depends what to do about it.
  package enum Problem: Sendable, Hashable {
    /// Something is dropped with what it holds.
    case dropped
    /// A column is dropped and added again, because its values cannot be converted.
    case retyped
    /// A required column has no value for the rows that are there.
    case requiredColumn
    /// A column becomes required that has rows without a value.
    case missingValues
    /// Values do not fit the new type.
    case unfitValues
    /// What becomes unique is not.
    case duplicates
    /// References lead nowhere.
    case danglingReferences
    /// Rows have a value that its enum loses.
    case usedEnumValue
    /// Views read what changes.
    case views
    /// Triggers use what changes.
    case triggers
    /// Something else depends on what changes.
    case dependents
  }

  /// What happens, in words, such as `column "name" of table "User" becomes required`.
  package var change: String
  /// What it loses or stumbles over, such as `rows without a value`.
  ///
  /// It is `nil` when the change says it already.
  package var obstacle: String?
  package var problem: Problem
  package var consequence: Consequence
  /// What the change that is asked about concerns.
  package var object: SchemaObject
  /// Counts what is concerned: one row with one integer, and perhaps a text with their names, one a line.
  ///
  /// It is `nil` when any database is concerned.
  package var count: Statement?
  /// What is counted.
  package var unit: String
  /// Whether it is named where no database was asked; what is hardly ever there is not.
  package var isCaution: Bool

  package init(
    _ change: String, _ problem: Problem, obstacle: String? = nil, _ consequence: Consequence,
    of object: SchemaObject, count: Statement?, unit: String = "row", isCaution: Bool = true
  ) {
    self.change = change
    self.problem = problem
    self.obstacle = obstacle
    self.consequence = consequence
    self.object = object
    self.count = count
    self.unit = unit
    self.isCaution = isCaution
  }

  /// What happens to a database that has what is asked for.
  package var message: String {
    guard let obstacle else { return change }
    return switch consequence {
    case .loss: "\(change), but there are \(obstacle) that are lost"
    case .mayFail, .unexecutable: "\(change), but there are \(obstacle)"
    }
  }

  /// What happens to a database that was not asked.
  package var caution: String {
    guard let obstacle else { return change }
    return switch consequence {
    case .loss: "\(change): loses \(obstacle) if there are any"
    case .mayFail: "\(change): may fail if there are \(obstacle)"
    // Not every database refuses what nobody can use afterwards.
    case .unexecutable where [.unfitValues, .views, .triggers].contains(problem):
      "\(change): must not run if there are \(obstacle)"
    case .unexecutable: "\(change): fails if there are \(obstacle)"
    }
  }
}
