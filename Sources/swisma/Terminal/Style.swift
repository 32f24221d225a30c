import Glibc

/// The colours of a stream; none of them when colour is off.
struct Style: Sendable {
  /// Tells whether escape sequences are written.
  let isEnabled: Bool

  /// A style that writes text as it is.
  static let plain = Style(isEnabled: false)

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }
  func blue(_ text: String) -> String { wrap(text, "34") }
  func cyan(_ text: String) -> String { wrap(text, "36") }

  private func wrap(_ text: String, _ code: String) -> String {
    isEnabled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Decides about colour: a flag or `NO_COLOR` forbids it, `FORCE_COLOR` or `CLICOLOR_FORCE`
  /// demand it, else a terminal that is not dumb has it.
  ///
  /// See <https://no-color.org> and <https://force-color.org>.
  static func decide(isTerminal: Bool, noColor: Bool, variable: (String) -> String?) -> Style {
    func isSet(_ name: String) -> Bool { !(variable(name) ?? "").isEmpty }
    if noColor || isSet("NO_COLOR") { return .plain }
    if let forced = variable("FORCE_COLOR"), !forced.isEmpty {
      return Style(isEnabled: forced != "0" && forced != "false")
    }
    if isSet("CLICOLOR_FORCE"), variable("CLICOLOR_FORCE") != "0" { return Style(isEnabled: true) }
    return Style(isEnabled: isTerminal && variable("TERM") != "dumb")
  }
}
