import Synchronization

/// The text of one file and the positions of its lines.
///
/// A value over shared immutable storage: copying it copies a reference.
public struct SourceFile: Sendable {
  private final class Storage: Sendable {
    let path: String
    let isStandardInput: Bool
    let bytes: [UInt8]
    private let index = AtomicLazyReference<LineIndex>()

    init(path: String, isStandardInput: Bool, bytes: [UInt8]) {
      self.path = path
      self.isStandardInput = isStandardInput
      self.bytes = bytes
    }

    /// Made when it is first asked for: where nothing is reported nobody asks.
    var lines: LineIndex { index.load() ?? index.storeIfNil(LineIndex(bytes)) }
  }

  private let storage: Storage

  /// Creates a file from its bytes, which need not be valid UTF-8.
  ///
  /// - Parameters:
  ///   - path: The path to show to people; it is not opened.
  ///   - bytes: The content; below 4 GiB.
  public init(path: String, bytes: [UInt8]) {
    storage = Storage(path: path, isStandardInput: false, bytes: bytes)
  }

  /// Creates a file from what was read from standard input.
  public init(standardInput bytes: [UInt8]) {
    storage = Storage(path: "standard input", isStandardInput: true, bytes: bytes)
  }

  /// Creates a file from text.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The path as it is shown to people.
  public var path: String { storage.path }

  /// Whether there is no file of this path because the content came from standard input.
  public var isStandardInput: Bool { storage.isStandardInput }

  /// The content.
  public var bytes: [UInt8] { storage.bytes }

  /// The content as text; invalid UTF-8 is replaced.
  public var text: String { String(decoding: storage.bytes, as: UTF8.self) }

  /// The number of lines; at least 1.
  public var lineCount: Int { storage.lines.starts.count }

  /// The text of a range; invalid UTF-8 is replaced.
  public func text(in range: SourceRange) -> String {
    String(decoding: storage.bytes[Int(range.start)..<Int(range.end)], as: UTF8.self)
  }

  /// The 1-based line and the 1-based column, counted in Unicode scalars, of a byte offset.
  ///
  /// - Complexity: O(log lines).
  public func location(of offset: UInt32) -> SourceLocation {
    let lines = storage.lines
    let line = lines.line(of: offset)
    let start = Int(lines.starts[line])
    let end = max(start, min(Int(offset), storage.bytes.count))
    let scalars = lines.scalars(from: start, to: end)
    return SourceLocation(line: line + 1, column: Int(scalars) + 1)
  }

  /// The bytes of a 1-based line without its line break.
  public func rangeOfLine(_ line: Int) -> SourceRange {
    let starts = storage.lines.starts
    let start = starts[line - 1]
    var end = line < lineCount ? starts[line] - 1 : UInt32(storage.bytes.count)
    if end > start, line < lineCount, storage.bytes[Int(end) - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(start, end)
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
