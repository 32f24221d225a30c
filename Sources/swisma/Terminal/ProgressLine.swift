/// One line about long work, redrawn in place on a terminal and silent elsewhere.
struct ProgressLine {
  private let stream: TextStream
  private let isShown: Bool

  /// Creates a line on the talk stream of a terminal.
  init(_ terminal: Terminal) {
    stream = terminal.errors
    isShown = stream.isTerminal
  }

  /// Replaces the text of the line.
  func update(_ text: String) {
    // Carriage return, then "erase in line" (ECMA-48), so that a shorter text leaves no rest.
    if isShown { stream.write("\r\u{1B}[2K" + stream.style.dim(text)) }
  }

  /// Removes the line.
  func finish() {
    if isShown { stream.write("\r\u{1B}[2K") }
  }
}
