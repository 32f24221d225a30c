import Diagnostics

/// A request that cannot be read: the text is broken, or it names what does not exist.
package struct RequestError: UserFacingError, Sendable, Hashable {
  /// `P2009`, Prisma's code for a query that cannot be parsed or validated.
  package var code: String { "P2009" }
  package var message: String
  package var help: String?
  /// The place in the text; `nil` when the request was no text, or no place is known.
  package var place: TextPlace?

  package init(_ message: String, help: String? = nil, place: TextPlace? = nil) {
    self.message = message
    self.help = help
    self.place = place
  }

  package init(_ message: String, help: String? = nil, at offset: Int, in text: [UInt8]) {
    self.init(message, help: help, place: TextPlace(offset, in: text))
  }

  /// The message with its line and column, for one-line answers.
  package var summary: String {
    guard let place else { return message }
    return "\(message) (line \(place.line), column \(place.column))"
  }

  package var excerpt: String? { place?.excerpt }
}
