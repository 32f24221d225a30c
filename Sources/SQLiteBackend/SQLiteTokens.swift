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
    /// The text as written.
    let text: String

    /// Whether it can be the name of something.
    var isName: Bool { kind == .word || kind == .quotedName }

    /// The text of a name or a string, without its quotes.
    var name: String {
      guard kind == .quotedName || kind == .string, let quote = text.first, text.count > 1 else {
        return text
      }
      let inner = text.dropFirst().dropLast()
      if quote == "[" { return String(inner) }
      var result = ""
      var isDoubled = false
      for character in inner.unicodeScalars {
        if String(character) == String(quote), !isDoubled {
          isDoubled = true
          continue
        }
        isDoubled = false
        result.unicodeScalars.append(character)
      }
      return result
    }

    /// Whether it is a keyword, given in upper case.
    func isKeyword(_ keyword: String) -> Bool { kind == .word && text.uppercased() == keyword }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
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
    let range = start..<offset
    return Token(
      kind: kind, range: range, text: String(decoding: bytes[range], as: UTF8.self))
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
      skip { $0.isWordByte || $0 == UInt8(ascii: ".") }
      return .number
    case let byte where byte.isWordByte:
      skip { $0.isWordByte }
      return .word
    default:
      offset += 1
      return .symbol
    }
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
  fileprivate var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
