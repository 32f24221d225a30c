/// The text of one file and the positions of its lines.
///
/// A value over shared immutable storage: copying it copies a reference.
public struct SourceFile: Sendable {
  private final class Storage: Sendable {
    let path: String
    let bytes: [UInt8]
    let lineStarts: [UInt32]
    /// How many Unicode scalars start before each multiple of `step`: a line may be very long.
    private let scalarCounts: [UInt32]

    private static let step = 1024

    init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
      var starts: [UInt32] = [0]
      for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
        starts.append(UInt32(index + 1))
      }
      lineStarts = starts
      var counts: [UInt32] = []
      var count: UInt32 = 0
      for start in stride(from: 0, to: bytes.count, by: Self.step) {
        counts.append(count)
        count += Self.scalars(in: bytes, start, min(start + Self.step, bytes.count))
      }
      scalarCounts = counts
    }

    /// The number of scalars that start in a range of offsets.
    func scalars(from start: Int, to end: Int) -> UInt32 {
      end - start <= Self.step
        ? Self.scalars(in: bytes, start, end) : scalars(before: end) - scalars(before: start)
    }

    private func scalars(before offset: Int) -> UInt32 {
      let index = min(offset / Self.step, scalarCounts.count - 1)
      return scalarCounts[index] + Self.scalars(in: bytes, index * Self.step, offset)
    }

    private static func scalars(in bytes: [UInt8], _ start: Int, _ end: Int) -> UInt32 {
      var count: UInt32 = 0
      // A UTF-8 continuation byte never starts a scalar.
      for byte in bytes[start..<end] where byte & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  private let storage: Storage

  /// Creates a file from its bytes, which need not be valid UTF-8.
  ///
  /// - Parameters:
  ///   - path: The path to show to people; it is not opened.
  ///   - bytes: The content; below 4 GiB.
  public init(path: String, bytes: [UInt8]) {
    storage = Storage(path: path, bytes: bytes)
  }

  /// Creates a file from text.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The path as it is shown to people.
  public var path: String { storage.path }

  /// The content.
  public var bytes: [UInt8] { storage.bytes }

  /// The content as text; invalid UTF-8 is replaced.
  public var text: String { String(decoding: storage.bytes, as: UTF8.self) }

  /// The number of lines; at least 1.
  public var lineCount: Int { storage.lineStarts.count }

  /// The text of a range; invalid UTF-8 is replaced.
  public func text(in range: SourceRange) -> String {
    String(decoding: storage.bytes[Int(range.start)..<Int(range.end)], as: UTF8.self)
  }

  /// The 1-based line and the 1-based column, counted in Unicode scalars, of a byte offset.
  ///
  /// - Complexity: O(log lines).
  public func location(of offset: UInt32) -> SourceLocation {
    let line = lineIndex(of: offset)
    let start = Int(storage.lineStarts[line])
    let end = max(start, min(Int(offset), storage.bytes.count))
    let scalars = storage.scalars(from: start, to: end)
    return SourceLocation(line: line + 1, column: Int(scalars) + 1)
  }

  /// The bytes of a 1-based line without its line break.
  public func rangeOfLine(_ line: Int) -> SourceRange {
    let start = storage.lineStarts[line - 1]
    var end = line < lineCount ? storage.lineStarts[line] - 1 : UInt32(storage.bytes.count)
    if end > start, line < lineCount, storage.bytes[Int(end) - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(start, end)
  }

  private func lineIndex(of offset: UInt32) -> Int {
    var low = 0
    var high = storage.lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if storage.lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

/// A place in a file as people count: both numbers start at 1.
public struct SourceLocation: Sendable, Hashable {
  /// The line, starting at 1.
  public var line: Int
  /// The column in Unicode scalars, starting at 1.
  public var column: Int

  /// Creates a location.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
