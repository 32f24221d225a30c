package import Diagnostics

/// A request that cannot be read: the text is broken, or it names what does not exist.
package struct RequestError: UserFacingError, Sendable, Hashable {
  /// `P2009`, Prisma's code for a query that cannot be parsed or validated.
  package var code: String { "P2009" }
  package var message: String
  package var help: String?
  /// The place in the text; `nil` when the request was no text, or no place is known.
  package var place: Place?

  /// A place in the text of a request, with the line to show.
  package struct Place: Sendable, Hashable {
    package var location: SourceLocation
    /// The whole line, without its line break.
    package var excerpt: String
  }

  package init(_ message: String, help: String? = nil, place: Place? = nil) {
    self.message = message
    self.help = help
    self.place = place
  }

  package init(_ message: String, help: String? = nil, at offset: Int, in text: [UInt8]) {
    let file = SourceFile(path: "", bytes: text)
    let location = file.location(of: UInt32(clamping: min(offset, text.count)))
    let excerpt = file.text(in: file.rangeOfLine(location.line))
    self.init(message, help: help, place: Place(location: location, excerpt: excerpt))
  }

  /// The message with its line and column, for one-line answers.
  package var summary: String {
    guard let place else { return message }
    return "\(message) (line \(place.location.line), column \(place.location.column))"
  }

  /// The offending line with a caret under the column; `nil` without a place.
  ///
  /// Long lines are cut around the caret.
  package var excerpt: String? {
    guard let place else { return nil }
    let scalars = Array(place.excerpt.unicodeScalars)
    let caret = min(place.location.column - 1, scalars.count)
    let first = max(0, caret - 60)
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars[first..<min(scalars.count, first + 100)])
    let number = "\(place.location.line)"
    let margin = String(repeating: " ", count: number.count)
    let indent = String(repeating: " ", count: caret - first)
    let shown = String(line).map { $0 == "\t" ? " " : $0 }
    return "\(margin) |\n\(number) | \(String(shown))\n\(margin) | \(indent)^"
  }
}
