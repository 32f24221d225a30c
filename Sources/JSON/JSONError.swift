/// A place where a text stops being JSON.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in one sentence without a final full stop.
  public var message: String
  /// The offset in bytes from the start of the text.
  public var offset: Int
  /// The line, starting at 1.
  public var line: Int
  /// The column in Unicode scalars, starting at 1.
  public var column: Int

  /// Creates an error at an offset of a text.
  init(_ message: String, at offset: Int, in text: [UInt8]) {
    self.message = message
    self.offset = offset
    let before = text.prefix(offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    // A UTF-8 continuation byte never starts a scalar.
    column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
  }

  /// The message with its line and column.
  public var description: String { "\(message) at line \(line), column \(column)" }
}
