package import BackendInterface
package import DatabaseAccess

/// What a check found in the live database.
package struct DataLossFinding: Sendable, Hashable {
  package var check: DataLossCheck
  /// How many rows it concerns; `nil` when it was not counted.
  package var rows: Int64?

  /// What happens, with the number of rows.
  package var text: String {
    guard let rows else { return check.message }
    return "\(check.message) (\(rows) \(rows == 1 ? "row" : "rows"))"
  }

  static func list(_ findings: [DataLossFinding]) -> String {
    findings.map { "  - \($0.text)" }.joined(separator: "\n")
  }
}

/// What a plan does to the rows of a live database.
package struct DataLossReport: Sendable {
  /// What cannot be executed.
  package var unexecutable: [DataLossFinding] = []
  /// What loses data or may fail.
  package var warnings: [DataLossFinding] = []

  /// Counts in the live database what the plan's checks ask for, and keeps what matters.
  package init(
    _ checks: [DataLossCheck], in session: any DatabaseSession
  ) throws(DatabaseError) {
    for check in checks {
      let rows = try Self.count(check, in: session)
      guard rows != 0 else { continue }
      let finding = DataLossFinding(check: check, rows: rows)
      switch check.consequence {
      case .unexecutable: unexecutable.append(finding)
      case .loss, .mayFail: warnings.append(finding)
      }
    }
  }

  /// The comment that opens the script of a migration which may lose data or fail; empty else.
  ///
  /// It names all checks, whatever the development database holds: the script runs on others too.
  package static func comment(for checks: [DataLossCheck]) -> String {
    guard !checks.isEmpty else { return "" }
    let lines = checks.map { check in
      let prefix = check.consequence == .unexecutable ? "Cannot run if rows exist: " : ""
      return "  - " + prefix + withoutCommentMarks(check.message)
    }
    return "/*\n  Read before you apply this migration:\n\n" + lines.joined(separator: "\n")
      + "\n*/\n"
  }

  /// The text with spaces in what would open or end a comment: names come from the schema.
  private static func withoutCommentMarks(_ text: String) -> String {
    var result = ""
    for character in text {
      let pair = (result.last, character)
      if pair == ("*", "/") || pair == ("/", "*") { result.append(" ") }
      result.append(character)
    }
    return result
  }

  private static func count(
    _ check: DataLossCheck, in session: any DatabaseSession
  ) throws(DatabaseError) -> Int64? {
    guard let statement = check.count else { return nil }
    let rows = try session.fetch(statement)
    guard rows.rowCount > 0, rows.columnCount > 0, rows.kind(0, 0) == .integer else { return 0 }
    return rows.integer(0, 0)
  }
}
