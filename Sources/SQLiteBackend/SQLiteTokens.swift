/// The tokens of SQL text in SQLite's lexical form; space and comments are left out.
///
/// Tolerant: what is not closed ends with the text, what is unknown is a token of one byte.
/// <https://sqlite.org/lang.html>
struct SQLiteTokens: Sequence, IteratorProtocol {
  struct Token {
    enum Kind { case word, quotedName, string, number, symbol }

    let kind: Kind
    /// Where it stands in the text, in bytes.
    let range: Range<Int>
    /// The whole text; all tokens share it, so that one costs no memory of its own.
    fileprivate let bytes: [UInt8]

    /// The text as written.
    var text: String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether it can be the name of something.
    var isName: Bool { kind == .word || kind == .quotedName }

    /// The text of a name or a string, without its quotes.
    var name: String {
      guard kind == .quotedName || kind == .string, range.count > 1 else { return text }
      let quote = bytes[range.lowerBound]
      let inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
      guard quote != UInt8(ascii: "["), inner.contains(quote) else {
        return String(decoding: inner, as: UTF8.self)
      }
      var result: [UInt8] = []
      var isDoubled = false
      for byte in inner {
        if byte == quote, !isDoubled {
          isDoubled = true
          continue
        }
        isDoubled = false
        result.append(byte)
      }
      return String(decoding: result, as: UTF8.self)
    }

    /// Whether it is a keyword, given in upper case.
    func isKeyword(_ keyword: String) -> Bool {
      guard kind == .word, range.count == keyword.utf8.count else { return false }
      return zip(range, keyword.utf8).allSatisfy { position, letter in
        let byte = bytes[position]
        let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        return (isLower ? byte - 32 : byte) == letter
      }
    }

    func isSymbol(_ symbol: Unicode.Scalar) -> Bool {
      kind == .symbol && bytes[range.lowerBound] == UInt8(ascii: symbol)
    }
  }

  private let bytes: [UInt8]
  private var offset: Int

  init(_ sql: String) {
    bytes = Array(sql.utf8)
    offset = 0
  }

  mutating func next() -> Token? {
    skipTrivia()
    guard offset < bytes.count else { return nil }
    let start = offset
    let kind = scan()
    return Token(kind: kind, range: start..<offset, bytes: bytes)
  }

  private mutating func skipTrivia() {
    while offset < bytes.count {
      if bytes[offset] <= UInt8(ascii: " ") {
        offset += 1
      } else if starts(with: "--") {
        skip { $0 != UInt8(ascii: "\n") }
      } else if starts(with: "/*") {
        offset += 2
        while offset < bytes.count, !starts(with: "*/") { offset += 1 }
        offset = Swift.min(offset + 2, bytes.count)
      } else {
        return
      }
    }
  }

  private mutating func scan() -> Token.Kind {
    switch bytes[offset] {
    case UInt8(ascii: "'"):
      skipQuoted(UInt8(ascii: "'"))
      return .string
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      skipQuoted(bytes[offset])
      return .quotedName
    case UInt8(ascii: "["):
      skip { $0 != UInt8(ascii: "]") }
      offset = Swift.min(offset + 1, bytes.count)
      return .quotedName
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      skipNumber()
      return .number
    case UInt8(ascii: ".") where offset + 1 < bytes.count && bytes[offset + 1].isDigit:
      skipNumber()
      return .number
    case let byte where byte.isWordByte:
      skip { $0.isWordByte }
      return .word
    default:
      offset += 1
      return .symbol
    }
  }

  /// Skips a number; the sign of an exponent belongs to it, as in `1.5e-3`.
  private mutating func skipNumber() {
    let start = offset
    skip { $0.isWordByte || $0 == UInt8(ascii: ".") }
    let isHexadecimal = offset - start > 1 && bytes[start + 1] | 0x20 == UInt8(ascii: "x")
    guard !isHexadecimal, bytes[offset - 1] | 0x20 == UInt8(ascii: "e"), offset + 1 < bytes.count,
      bytes[offset] == UInt8(ascii: "-") || bytes[offset] == UInt8(ascii: "+"),
      bytes[offset + 1].isDigit
    else { return }
    offset += 1
    skip { $0.isDigit }
  }

  private mutating func skipQuoted(_ quote: UInt8) {
    offset += 1
    while offset < bytes.count {
      offset += 1
      guard bytes[offset - 1] == quote else { continue }
      guard offset < bytes.count, bytes[offset] == quote else { return }
      offset += 1
    }
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while offset < bytes.count, condition(bytes[offset]) { offset += 1 }
  }

  private func starts(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    return text.withUTF8Buffer { unsafe bytes[offset..<offset + count].elementsEqual($0) }
  }
}

extension UInt8 {
  /// Whether a byte can stand inside a word; all of UTF-8 beyond ASCII can.
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
