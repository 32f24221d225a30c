import Diagnostics

/// A place in the text of a request, with its line to show.
package struct TextPlace: Sendable, Hashable {
  /// The line, starting at 1.
  package let line: Int
  /// The column in Unicode scalars, starting at 1.
  package let column: Int
  private let text: String

  /// The place of a byte offset; one beyond the end is the end.
  package init(_ offset: Int, in text: [UInt8]) {
    let file = SourceFile(path: "", bytes: text)
    let location = file.location(of: UInt32(clamping: min(offset, text.count)))
    line = location.line
    column = location.column
    self.text = file.text(in: file.rangeOfLine(location.line))
  }

  /// The line with a caret under the column; a long line is cut around the caret.
  package var excerpt: String {
    let scalars = Array(text.unicodeScalars)
    let caret = min(column - 1, scalars.count)
    let first = max(0, caret - 60)
    let shown = scalars[first..<min(scalars.count, first + 100)].map { scalar in
      scalar.value < 0x20 ? " " : String(scalar)
    }
    let margin = String(repeating: " ", count: "\(line)".count)
    let indent = String(repeating: " ", count: caret - first)
    return "\(margin) |\n\(line) | \(shown.joined())\n\(margin) | \(indent)^"
  }
}
