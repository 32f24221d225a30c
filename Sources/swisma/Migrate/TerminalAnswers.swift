import BackendInterface
import Migration

/// Asks the person at the terminal what the command line of `migrate dev` left open.
struct TerminalAnswers: DevAnswers {
  let terminal: Terminal

  func agreesToReset(_ reasons: [ResetReason], database: String) -> Bool? {
    guard terminal.isInteractive else { return nil }
    say("The \(database) and the migrations have gone apart:", reasons.map(\.text))
    return confirm("Delete all data and apply the migrations again?", flag: "--reset")
  }

  func agreesToDataLoss(_ findings: [DataLossFinding]) -> Bool? {
    guard terminal.isInteractive else { return nil }
    say("The change loses data or may fail:", findings.map { "  - \($0.text)" })
    return confirm("Go on?", flag: "--accept-data-loss")
  }

  func isRename(_ suspicion: RenameSuspicion) -> Bool? {
    guard terminal.isInteractive else { return nil }
    return confirm(
      "Is this a rename: \(suspicion.rename.text)? (no: drop the one, add the other)",
      flag: "--rename \(suspicion.argument)", safeAnswer: true)
  }

  func title(suggestion: String) -> String? {
    guard terminal.isInteractive else { return nil }
    return try? Prompt(terminal).line(
      "Name of the migration", fallback: suggestion, flag: "--name")
  }

  private func say(_ title: String, _ lines: [String]) {
    ProgressLine(terminal).finish()
    terminal.errors.writeLine(([title] + lines).joined(separator: "\n"))
  }

  private func confirm(_ question: String, flag: String, safeAnswer: Bool = false) -> Bool? {
    try? Prompt(terminal).confirm(question, flag: flag, safeAnswer: safeAnswer)
  }
}
