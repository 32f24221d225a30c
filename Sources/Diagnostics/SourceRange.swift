/// A half-open range of UTF-8 byte offsets within one source file.
public struct SourceRange: Sendable, Hashable {
  /// The offset of the first byte.
  public var start: UInt32
  /// The offset after the last byte; at least `start`.
  public var end: UInt32

  /// Creates a range from two byte offsets.
  public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = end
  }

  /// Creates a range from two non-negative byte offsets below 4 GiB.
  public init(_ start: Int, _ end: Int) {
    self.start = UInt32(start)
    self.end = UInt32(end)
  }

  /// Tells whether no byte is in the range.
  public var isEmpty: Bool { start == end }
}
