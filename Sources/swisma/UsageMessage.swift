/// What the argument parser says of a command line, in the form of all other messages.
struct UsageMessage {
  let message: String
  let help: String

  /// Takes the parser's sentences apart.
  ///
  /// The first says what is wrong, those behind it what was meant. Its full report ends with the
  /// command whose help is to be read, which stands in quotes as all names do there.
  init(_ text: String, report: String) {
    let sentences = text.replacing(/'([^'\n]*)'/) { "`\($0.1)`" }
      .split(separator: /\. (?=[A-Z])/, maxSplits: 1)
      .map { Self.inForm(String($0)) }
    message = sentences.first ?? ""
    let page = report.firstMatch(of: /See '([^'\n]+)' for more information/)?.output.1
    let advice = "`\(page ?? "swisma --help")` shows all options, with examples"
    help =
      sentences.dropFirst().first.map { $0 + ($0.hasSuffix("?") ? " " : "; ") + advice } ?? advice
  }

  /// A sentence in the middle of a line, without its full stop.
  private static func inForm(_ sentence: String) -> String {
    let text = sentence.last == "." ? sentence.dropLast() : sentence[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
