import Diagnostics

/// Questions to the person at the terminal.
///
/// Every question names the flag that answers it, so that scripts never wait: without a terminal,
/// or with `--no-input`, asking fails with status 3 and says the flag.
struct Prompt {
  private let terminal: Terminal

  /// Creates a prompt.
  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Asks for yes or no until the answer is one of them; an empty line is the safe answer.
  ///
  /// `flag` is the one that says yes, such as `--force`. Throws when nobody can be asked.
  func confirm(
    _ question: String, flag: String, safeAnswer: Bool = false
  ) throws(ConsentMissing) -> Bool {
    let choice = safeAnswer ? "(Y/n)" : "(y/N)"
    while true {
      switch try ask("\(question) \(choice) ", question: question, flag: flag).lowercased() {
      case "y", "yes": return true
      case "n", "no": return false
      case "": return safeAnswer
      default: terminal.errors.writeLine("Please answer y or n.")
      }
    }
  }

  /// Asks for a line of text; an empty line is `fallback`.
  ///
  /// `flag` is the one that gives the text, such as `--name`. Throws when nobody can be asked.
  func line(_ question: String, fallback: String, flag: String) throws(ConsentMissing) -> String {
    let hint = fallback.isEmpty ? "" : " [\(fallback)]"
    let answer = try ask("\(question)\(hint): ", question: question, flag: flag)
    return answer.isEmpty ? fallback : answer
  }

  private func ask(
    _ text: String, question: String, flag: String
  ) throws(ConsentMissing) -> String {
    guard terminal.isInteractive else { throw ConsentMissing(question: question, flag: flag) }
    ProgressLine(terminal).finish()
    terminal.errors.write(terminal.errors.style.bold(text))
    guard let answer = StandardInput.readLine() else {
      throw ConsentMissing(question: question, flag: flag)
    }
    return answer.trimmingSpaces
  }
}

/// A question that nobody answered.
struct ConsentMissing: UserFacingError {
  /// What had to be asked.
  let question: String
  /// The flag that answers it.
  let flag: String

  var code: String { "C0003" }
  var message: String { "nobody can be asked here: \(question)" }
  var help: String? { "\(flag) answers this" }
  var exitStatus: Int32 { ExitStatus.consentMissing }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
