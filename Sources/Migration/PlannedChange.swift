package import BackendInterface

/// A change with the statements that carry it out and what it does to the rows.
package struct PlannedChange: Sendable, Hashable {
  package var summary: ChangeSummary
  /// The SQL in which it takes part, in order.
  package var statements: [String]
  /// What it may do to rows; with their number where a live database was asked.
  package var findings: [DataLossFinding]

  /// The changes of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - findings: What a live database answered to its checks; `nil` when none was asked.
  /// - Returns: One element a change, in the order of the summary.
  package static func list(
    _ plan: some MigrationPlan, findings: [DataLossFinding]?
  ) -> [PlannedChange] {
    let statements = StatementsOfChanges(plan.script())
    let findings = Dictionary(
      grouping: findings ?? plan.checks.filter(\.isCaution).map { DataLossFinding(check: $0) },
      by: \.check.object.identity)
    return plan.summary.map { summary in
      PlannedChange(
        summary: summary, statements: statements.statements(for: summary),
        findings: findings[summary.object.identity] ?? [])
    }
  }

  /// How dangerous it is, the rows considered where they were counted.
  package var risk: ChangeSummary.Risk {
    let isRefused = findings.contains {
      $0.check.consequence == .unexecutable && ($0.rows ?? 0) > 0
    }
    return isRefused ? .unexecutable : summary.risk
  }
}
