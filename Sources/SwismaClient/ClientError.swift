/// Why a request of a client failed.
public struct ClientError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The stable code, such as `P2025` for a record that was required and not found.
  public var code: String
  /// What happened.
  public var message: String

  /// Creates an error.
  public init(code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The code and the message.
  public var description: String { "\(code): \(message)" }

  /// An answer that does not have the expected form.
  static func unexpectedAnswer(_ key: String, _ problem: String) -> Self {
    ClientError(code: "Q0002", "the answer's member `\(key)` \(problem)")
  }
}
