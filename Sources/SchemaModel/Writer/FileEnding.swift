import Diagnostics

/// How a file ends its lines, which it keeps when it is rewritten.
struct FileEnding {
  /// Whether every line ends in CR LF.
  private let hasCarriageReturns: Bool
  /// Whether there is text behind the last line break.
  private let isOpen: Bool

  /// Looks at a file; one without a line break ends its lines as `usual` does.
  init(_ file: SourceFile, usual: SourceFile? = nil) {
    hasCarriageReturns =
      Self.hasCarriageReturns(file) ?? usual.flatMap(Self.hasCarriageReturns) ?? false
    isOpen = file.bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false
  }

  /// Whether every line of a file ends in CR LF; `nil` when it has no line break.
  private static func hasCarriageReturns(_ file: SourceFile) -> Bool? {
    let bytes = file.bytes
    let lineBreaks = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    guard !lineBreaks.isEmpty else { return nil }
    return lineBreaks.allSatisfy { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") }
  }

  /// A text of the file whose lines end in LF, if all of the file end in CR LF.
  func withPlainLines(_ text: String) -> String {
    hasCarriageReturns ? text.withoutCarriageReturns : text
  }

  /// A text whose lines and end are those of the file.
  func withLinesOfFile(_ text: String) -> String {
    var bytes = Array(text.utf8)
    if isOpen { while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() } }
    guard hasCarriageReturns else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte == UInt8(ascii: "\n") { result.append(UInt8(ascii: "\r")) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension String {
  /// The text with LF for each CR LF.
  var withoutCarriageReturns: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      if byte == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether nothing stands behind its last line break.
  var isAtLineStart: Bool { utf8.last.map { $0 == UInt8(ascii: "\n") } ?? true }
}
