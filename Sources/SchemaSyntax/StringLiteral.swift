import BinaryText
import Diagnostics

/// The escapes of string literals, which are those of JSON.
///
/// See <https://datatracker.ietf.org/doc/html/rfc8259#section-7>.
enum StringLiteral {
  enum Problem {
    case unknownEscape
    case invalidUnicode
  }

  /// The value of a literal.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - range: The literal with its quotes.
  ///   - report: Receives each bad escape, which adds nothing to the value, and its place.
  /// - Returns: The text without quotes and escapes.
  @discardableResult
  static func unescape(
    _ bytes: [UInt8], _ range: SourceRange, report: (Problem, SourceRange) -> Void = { _, _ in }
  ) -> String {
    let end = Int(range.end) - 1
    var index = Int(range.start) + 1
    guard hasEscapes(bytes, range) else {
      return String(decoding: bytes[index..<end], as: UTF8.self)
    }
    var value: [UInt8] = []
    value.reserveCapacity(end - index)
    while index < end {
      guard bytes[index] == UInt8(ascii: "\\") else {
        value.append(bytes[index])
        index += 1
        continue
      }
      // The scanner takes two bytes behind a backslash, so one always follows.
      if bytes[index + 1] == UInt8(ascii: "u") {
        index = unescapeUnicode(bytes, index, end, into: &value, report)
      } else if let byte = simpleEscapes[bytes[index + 1]] {
        value.append(byte)
        index += 2
      } else {
        let length = 1 + scalarLength(bytes[index + 1])
        report(.unknownEscape, SourceRange(index, min(index + length, end)))
        index += length
      }
    }
    return String(decoding: value, as: UTF8.self)
  }

  /// Whether there is a backslash in a literal.
  static func hasEscapes(_ bytes: [UInt8], _ range: SourceRange) -> Bool {
    bytes[Int(range.start)..<Int(range.end)].contains(UInt8(ascii: "\\"))
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""),
    UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "t"): 0x09,
  ]

  private static func scalarLength(_ first: UInt8) -> Int {
    switch first {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }

  /// Reads one `\uXXXX`, or the two of a surrogate pair; returns the index behind them.
  private static func unescapeUnicode(
    _ bytes: [UInt8], _ start: Int, _ end: Int, into value: inout [UInt8],
    _ report: (Problem, SourceRange) -> Void
  ) -> Int {
    let (first, consumed) = codeUnit(bytes, start, end)
    guard let first else {
      report(.invalidUnicode, SourceRange(start, min(start + max(consumed, 2), end)))
      return start + max(consumed, 2)
    }
    if let scalar = Unicode.Scalar(first) {
      value.append(contentsOf: String(scalar).utf8)
      return start + 6
    }
    let (second, more) = codeUnit(bytes, start + 6, end)
    guard let second else {
      report(.invalidUnicode, SourceRange(start, start + 6))
      return start + 6
    }
    if UTF16.isLeadSurrogate(first), UTF16.isTrailSurrogate(second) {
      let pair = UTF16.decode(UTF16.EncodedScalar([first, second]))
      value.append(contentsOf: String(pair).utf8)
    } else {
      report(.invalidUnicode, SourceRange(start, start + 6 + more))
    }
    return start + 12
  }

  /// Reads `\uXXXX`; the count is that of the bytes that are right.
  private static func codeUnit(
    _ bytes: [UInt8], _ start: Int, _ end: Int
  ) -> (unit: UInt16?, consumed: Int) {
    guard end - start >= 4, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u")
    else { return (nil, 0) }
    var unit: UInt16 = 0
    for offset in 2..<6 {
      guard start + offset < end, let digit = Hexadecimal.value(of: bytes[start + offset]) else {
        return (nil, offset)
      }
      unit = unit << 4 | UInt16(digit)
    }
    return (unit, 6)
  }
}
