import BinaryText
import JSON

/// Splits a JavaScript or TypeScript text into tokens, as far as configuration files need it.
///
/// Regular expression literals are not known: nothing that can be read statically holds one.
struct ScriptLexer {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  /// Template substitutions may hold templates; no configuration nests them this deep.
  private let depth: Int

  init(_ bytes: [UInt8]) { self.init(bytes, depth: 0) }

  private init(_ bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    self.depth = depth
  }

  /// All tokens, the last one being `.end`.
  ///
  /// - Throws: `ScriptError` at a string or comment that does not end.
  mutating func tokens() throws(ScriptError) -> [ScriptToken] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    if bytes.starts(with: Array("#!".utf8)) { skipLine() }
    var tokens: [ScriptToken] = []
    while true {
      try skipSpace()
      let start = line
      guard let byte = peek() else {
        tokens.append(ScriptToken(kind: .end, line: start))
        return tokens
      }
      tokens.append(ScriptToken(kind: try next(byte), line: start))
    }
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  private mutating func next(_ byte: UInt8) throws(ScriptError) -> ScriptToken.Kind {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try quoted(until: byte))
    case UInt8(ascii: "`"): return try template()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(run { $0.isWordByte || $0 == 0x2E })
    case _ where byte.isWordByte: return .word(run(\.isWordByte))
    default: return .mark(mark())
    }
  }

  private mutating func run(_ belongs: (UInt8) -> Bool) -> String {
    let start = offset
    while let byte = peek(), belongs(byte) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func mark() -> String {
    for known in ["...", "=>", "??", "?.", "||", "&&"]
    where bytes[offset...].starts(with: known.utf8) {
      offset += known.utf8.count
      return known
    }
    defer { offset += 1 }
    return String(UnicodeScalar(bytes[offset]))
  }

  private mutating func skipLine() {
    while let byte = peek(), byte != UInt8(ascii: "\n") { offset += 1 }
  }

  private mutating func skipSpace() throws(ScriptError) {
    while let byte = peek() {
      if byte == UInt8(ascii: "\n") {
        line += 1
        offset += 1
      } else if byte <= 0x20 {
        offset += 1
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        skipLine()
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        try skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(ScriptError) {
    let start = line
    offset += 2
    while let byte = peek() {
      if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        offset += 2
        return
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      offset += 1
    }
    throw ScriptError(line: start, message: "the comment that starts here does not end")
  }

  private mutating func quoted(until quote: UInt8) throws(ScriptError) -> String {
    let start = line
    offset += 1
    var text: [UInt8] = []
    while let byte = peek(), byte != UInt8(ascii: "\n") {
      offset += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") { escape(into: &text) } else { text.append(byte) }
    }
    throw ScriptError(line: start, message: "the string that starts here does not end")
  }

  private mutating func template() throws(ScriptError) -> ScriptToken.Kind {
    let start = line
    offset += 1
    var texts: [String] = []
    var substitutions: [[ScriptToken]] = []
    var text: [UInt8] = []
    while let byte = peek() {
      offset += 1
      if byte == UInt8(ascii: "`") {
        texts.append(String(decoding: text, as: UTF8.self))
        return .template(texts: texts, substitutions: substitutions)
      }
      if byte == UInt8(ascii: "$"), peek() == UInt8(ascii: "{") {
        offset += 1
        texts.append(String(decoding: text, as: UTF8.self))
        text = []
        substitutions.append(try substitution(startLine: start))
      } else if byte == UInt8(ascii: "\\") {
        escape(into: &text)
      } else {
        if byte == UInt8(ascii: "\n") { line += 1 }
        text.append(byte)
      }
    }
    throw ScriptError(line: start, message: "the template that starts here does not end")
  }

  private mutating func substitution(startLine: Int) throws(ScriptError) -> [ScriptToken] {
    let start = offset
    while let byte = peek(), byte != UInt8(ascii: "}") {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "{") { break }
      offset += 1
    }
    guard peek() == UInt8(ascii: "}"), depth < 4 else {
      throw ScriptError(line: startLine, message: "this template is too complex to be read")
    }
    var inner = ScriptLexer(Array(bytes[start..<offset]), depth: depth + 1)
    inner.line = line
    offset += 1
    return try inner.tokens()
  }

  private mutating func escape(into text: inout [UInt8]) {
    guard let byte = peek() else { return }
    offset += 1
    switch byte {
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "\n"): line += 1
    case UInt8(ascii: "u"):
      guard let (scalar, length) = StringEscape.scalar(in: bytes, at: offset) else { return }
      offset += length
      text.append(contentsOf: String(scalar ?? "\u{FFFD}").utf8)
    case UInt8(ascii: "x"):
      guard let code = Hexadecimal.decode(bytes[offset...].prefix(2))?.first else { return }
      offset += 2
      text.append(contentsOf: String(UnicodeScalar(code)).utf8)
    default: text.append(StringEscape.control(byte) ?? byte)
    }
  }
}

extension UInt8 {
  /// Bytes of names; everything beyond ASCII counts as a letter.
  fileprivate var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
