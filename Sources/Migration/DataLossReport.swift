package import BackendInterface
package import DatabaseAccess
import Diagnostics

/// What a check found in the live database.
package struct DataLossFinding: Sendable, Hashable {
  package var check: DataLossCheck
  /// How many rows, or what else is counted, it concerns; `nil` when it was not counted.
  package var rows: Int64?
  /// What it concerns by name, where the check tells.
  package var names: [String]
  /// Whether it was not counted because the user may not read the rows.
  var isUnreadable = false

  package init(check: DataLossCheck, rows: Int64? = nil, names: [String] = []) {
    self.check = check
    self.rows = rows
    self.names = names
  }

  /// What happens; what may happen, when it was not counted.
  package var message: String { rows == nil ? check.caution : check.message }

  /// What happens, with the number of rows.
  package var text: String {
    guard let rows else {
      return isUnreadable ? "\(message) (not counted: the user may not read the rows)" : message
    }
    let list = names.isEmpty ? "" : ": \(names.inBackticks)"
    return "\(message) (\(rows.counted(check.unit))\(list))"
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
      let finding = try Self.count(check, in: session)
      guard finding.rows != 0 else { continue }
      switch check.consequence {
      // What nobody could look at may be executable.
      case .unexecutable where !finding.isUnreadable: unexecutable.append(finding)
      case .unexecutable, .loss, .mayFail: warnings.append(finding)
      }
    }
  }

  /// Everything that was found.
  package var findings: [DataLossFinding] { unexecutable + warnings }

  /// The comment that opens the script of a migration which may lose data or fail; empty else.
  ///
  /// It names all that may be, whatever the development database holds: the script runs on others too.
  package static func comment(for checks: [DataLossCheck]) -> String {
    let checks = checks.filter(\.isCaution)
    guard !checks.isEmpty else { return "" }
    let lines = checks.map { "  - " + withoutCommentMarks($0.caution) }
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
  ) throws(DatabaseError) -> DataLossFinding {
    guard let statement = check.count else { return DataLossFinding(check: check) }
    let rows: RowBuffer
    do throws(DatabaseError) { rows = try session.fetch(statement) } catch {
      // In a transaction the next statement would fail for that one's sake.
      guard error.kind == .accessDenied, !session.isInTransaction else { throw error }
      var finding = DataLossFinding(check: check)
      finding.isUnreadable = true
      return finding
    }
    guard rows.rowCount > 0, rows.columnCount > 0, rows.kind(0, 0) == .integer else {
      return DataLossFinding(check: check, rows: 0)
    }
    let names = rows.columnCount > 1 ? rows.string(0, 1) : nil
    return DataLossFinding(
      check: check, rows: rows.integer(0, 0),
      names: names?.split(separator: "\n").map(String.init) ?? [])
  }
}
