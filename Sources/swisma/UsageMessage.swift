import Diagnostics

/// What the argument parser says of a command line, in the form of all other messages.
struct UsageMessage {
  let message: String
  let help: String

  /// Takes the parser's sentences apart.
  ///
  /// The first says what is wrong, those behind it what was meant. Its full report ends with the
  /// command whose help is to be read, which stands in quotes as all names do there.
  ///
  /// The option that it takes for meant may have nothing in common with the unknown one, so that is
  /// looked for in the help page of the command.
  init(_ text: String, report: String, helpPage: String) {
    var sentences = text.replacing(/'([^'\n]*)'/) { "`\($0.1)`" }
      .split(separator: /\. (?=[A-Z])/, maxSplits: 1)
      .map { Self.inForm(String($0)) }
    message = sentences.first ?? ""
    if let unknown = message.firstMatch(of: /^unknown option `--([^`]+)`/)?.output.1 {
      let meant = Self.option(like: String(unknown), in: helpPage)
      sentences = [message] + (meant.map { ["did you mean `--\($0)`?"] } ?? [])
    }
    let page = report.firstMatch(of: /See '([^'\n]+)' for more information/)?.output.1
    let advice = "`\(page ?? "swisma --help")` shows all options, with examples"
    help =
      sentences.dropFirst().first.map { $0 + ($0.hasSuffix("?") ? " " : "; ") + advice } ?? advice
  }

  /// The option of a help page that is spelt alike, or the only one that starts with the same words.
  private static func option(like name: String, in helpPage: String) -> String? {
    // Its lines have the names, two spaces or more, and the description, which may name others.
    let names = helpPage.split(separator: "\n").filter { $0.hasPrefix("  -") }
      .compactMap { $0.dropFirst(2).split(separator: "  ").first }
    let options = names.flatMap { name in
      name.matches(of: /--([a-z][a-z-]*)/).map { String($0.output.1) }
    }
    if let closest = closestName(to: name, among: options) { return closest }
    let longer = Set(options.filter { $0.hasPrefix(name + "-") })
    return longer.count == 1 ? longer.first : nil
  }

  /// A sentence in the middle of a line, without its full stop.
  private static func inForm(_ sentence: String) -> String {
    let text = sentence.last == "." ? sentence.dropLast() : sentence[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
