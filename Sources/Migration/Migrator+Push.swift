package import BackendInterface
import DatabaseAccess
package import SchemaModel

/// What the command line of `db push` says.
package struct PushOptions: Sendable {
  /// Whether to go on where data is lost.
  package var agreesToDataLoss = false
  /// Whether to delete everything first.
  package var resetsFirst = false
  /// What is one thing under two names: `Model.previous=next` or `Previous=Next`.
  package var renames: [String] = []
  /// Whether nothing is renamed.
  package var deniesRenames = false

  package init() {}
}

/// What `db push` did.
package struct PushOutcome: Sendable {
  package var databaseWasCreated = false
  package var wasReset = false
  /// What changed; empty when the database was as the schema says.
  package var changes: [PlannedChange] = []
  /// What the changes did to the rows that were there.
  package var warnings: [DataLossFinding] = []
  /// Values of rows that the schema's enums do not know.
  package var unknownValues: [UnknownEnumValue] = []

  package init() {}
}

extension Migrator {
  /// Brings the database to a schema without a migration; the history is left alone.
  ///
  /// - Throws: `.pushUnexecutable` when rows are in the way, `.pushConsentMissing` when data would
  ///   be lost and nobody agreed, `.renamesUndecided` when nobody said what was renamed.
  package func push(
    _ datamodel: Datamodel, options: PushOptions, answers: some DevAnswers
  ) throws(MigrationError) -> PushOutcome {
    var outcome = PushOutcome()
    outcome.databaseWasCreated = try createDatabase()
    return try withSession { session throws(MigrationError) in
      try withLock(session) { () throws(MigrationError) in
        if options.resetsFirst {
          try empty(session)
          outcome.wasReset = true
        }
        let desired = driver.desiredSchema(for: datamodel)
        let plan = try pushPlan(session, datamodel, desired, options, answers)
        if !plan.isEmpty {
          outcome.warnings = try weigh(plan, session, options, answers)
          outcome.changes = PlannedChange.list(plan, findings: outcome.warnings)
        }
        outcome.unknownValues = try wrapping { () throws(DatabaseError) in
          if !plan.isEmpty { try driver.run(script: plan.script().text, on: session) { _ in } }
          return try driver.unknownEnumValues(of: desired, in: session)
        }
        return outcome
      }
    }
  }

  private func pushPlan(
    _ session: any DatabaseSession, _ datamodel: Datamodel, _ desired: Product.Schema.Schema,
    _ options: PushOptions, _ answers: some DevAnswers
  ) throws(MigrationError) -> Product.Schema.Plan {
    let previous = try wrapping { () throws(DatabaseError) in
      try driver.introspect(session, filter: filter)
    }
    var decisions = DevOptions()
    decisions.renames = options.renames
    decisions.deniesRenames = options.deniesRenames
    return try RenameDecisions(
      driver: driver, datamodel: datamodel, options: decisions, answers: answers, session: session
    ).plan(from: previous, to: driver.respelled(desired, beside: previous, in: session))
  }

  private func weigh(
    _ plan: Product.Schema.Plan, _ session: any DatabaseSession, _ options: PushOptions,
    _ answers: some DevAnswers
  ) throws(MigrationError) -> [DataLossFinding] {
    let report = try wrapping { () throws(DatabaseError) in
      try DataLossReport(plan.checks, in: session)
    }
    guard report.unexecutable.isEmpty else { throw .pushUnexecutable(report.unexecutable) }
    guard !report.warnings.isEmpty, !options.agreesToDataLoss else { return report.warnings }
    guard answers.agreesToDataLoss(report.warnings) == true else {
      throw .pushConsentMissing(report.warnings)
    }
    return report.warnings
  }
}
