import JSON

/// Cuts the text of a GraphQL request into tokens; commas are space, as the language says.
struct GraphQLLexer {
  let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func next() throws(RequestError) -> GraphQLToken {
    skipIgnored()
    let start = offset
    guard let byte = peek() else { return GraphQLToken(kind: .end, offset: start) }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "$"),
      UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "."):
      offset += 1
      return GraphQLToken(kind: .punctuator(byte), offset: start)
    case UInt8(ascii: "\""):
      let isBlock = peek(1) == byte && peek(2) == byte
      let text = isBlock ? try blockString() : try string()
      return GraphQLToken(kind: .string(text), offset: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return GraphQLToken(kind: try number(), offset: start)
    case _ where isNameByte(byte):
      while let next = peek(), isNameByte(next) { offset += 1 }
      let name = String(decoding: bytes[start..<offset], as: UTF8.self)
      return GraphQLToken(kind: .name(name), offset: start)
    default:
      throw failure("this character has no meaning in a query", at: start)
    }
  }

  private mutating func skipIgnored() {
    while let byte = peek() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","): offset += 1
      case UInt8(ascii: "#"):
        while let next = peek(), next != 0x0A { offset += 1 }
      default: return
      }
    }
  }

  private mutating func number() throws(RequestError) -> GraphQLToken.Kind {
    let start = offset
    if peek() == UInt8(ascii: "-") { offset += 1 }
    if peek() == UInt8(ascii: "0"), let next = peek(1), isDigit(next) {
      throw failure("a number cannot begin with 0", at: offset)
    }
    try digits()
    var isInteger = true
    if peek() == UInt8(ascii: ".") {
      isInteger = false
      offset += 1
      try digits()
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      offset += 1
      if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
      try digits()
    }
    if let byte = peek(), isNameByte(byte) {
      throw failure("a number ends with a letter here", at: offset)
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    return .number(text)
  }

  private mutating func digits() throws(RequestError) {
    guard let first = peek(), isDigit(first) else {
      throw failure("a digit should be here", at: offset)
    }
    while let next = peek(), isDigit(next) { offset += 1 }
  }

  private mutating func string() throws(RequestError) -> String {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    while let byte = peek() {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0x0A, 0x0D: throw failure("a string ends at the end of its line", at: start)
      default: text.append(byte)
      }
    }
    throw failure("the query ends inside a string", at: start)
  }

  private mutating func escape(into text: inout [UInt8]) throws(RequestError) {
    guard let byte = peek() else { throw failure("the query ends inside a string", at: offset) }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"):
      guard let (scalar, length) = StringEscape.scalar(in: bytes, at: offset) else {
        throw failure("four hexadecimal digits should follow \\u", at: offset)
      }
      guard let scalar else {
        throw failure("half of a surrogate pair is no character", at: offset)
      }
      offset += length
      text.append(contentsOf: String(scalar).utf8)
    default:
      guard let control = StringEscape.control(byte) else {
        throw failure("there is no such escape sequence", at: offset - 2)
      }
      text.append(control)
    }
  }

  /// A `"""` string: taken as it is but for `\"""`, its common indentation kept.
  private mutating func blockString() throws(RequestError) -> String {
    let start = offset
    offset += 3
    let quotes = [UInt8](repeating: UInt8(ascii: "\""), count: 3)
    var text: [UInt8] = []
    while let byte = peek() {
      if byte == UInt8(ascii: "\\"), bytes[(offset + 1)...].starts(with: quotes) {
        text.append(contentsOf: quotes)
        offset += 4
      } else if bytes[offset...].starts(with: quotes) {
        offset += 3
        return String(decoding: text, as: UTF8.self)
      } else {
        text.append(byte)
        offset += 1
      }
    }
    throw failure("the query ends inside a string", at: start)
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func failure(_ message: String, at offset: Int) -> RequestError {
    RequestError(message, at: offset, in: bytes)
  }
}
