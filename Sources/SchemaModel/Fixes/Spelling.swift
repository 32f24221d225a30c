import Diagnostics

/// What a name that does not exist was meant to be.
struct Spelling {
  private let name: String
  /// The names that are equally close to it.
  private let candidates: [String]

  init(of name: String, among names: some Sequence<String>) {
    self.name = name
    candidates = closestNames(to: name, among: names)
  }

  /// "did you mean …?", or `nil` when nothing is close.
  ///
  /// - Parameter show: How a name is written, with its `@` or quotes.
  /// - Returns: The question, for people.
  func help(_ show: (String) -> String = { $0 }) -> String? {
    switch candidates.count {
    case 0: nil
    case 1...3:
      "did you mean " + candidates.map { "`\(show($0))`" }.joined(separator: " or ") + "?"
    default: nil
    }
  }

  /// The replacement by the one name that is close enough to be certain.
  ///
  /// - Parameters:
  ///   - span: Where the name stands.
  ///   - show: How a name is written there, with its quotes.
  /// - Returns: One fix or none.
  func fixes(at span: SourceSpan, _ show: (String) -> String = { $0 }) -> [FixIt] {
    guard candidates.count == 1, let meant = candidates.first, isCertain(meant) else { return [] }
    return [FixIt("write `\(show(meant))`", [TextEdit(span, show(meant))])]
  }

  /// Among one or two letters everything is close.
  private func isCertain(_ meant: String) -> Bool {
    name.utf8.count >= 3 || name.lowercased() == meant.lowercased()
  }
}

/// A name as a string literal.
func quoted(_ name: String) -> String { "\"\(name)\"" }
