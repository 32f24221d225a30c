import JSON

/// A token of the client's own syntax.
struct ScriptToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case identifier(String)
    case string(String)
    /// A number in plain decimal notation, or with an exponent.
    case number(String)
    case bigInt(String)
    /// A backtick: `ScriptLexer.templateChunk` reads on.
    case template
    case punctuator(String)
    case end
  }

  var kind: Kind
  var offset: Int
  /// Whether a line break stands before the token.
  var isOnNewLine: Bool
}

/// Cuts a script into tokens, on demand, because only the parser knows where a template goes on.
struct ScriptLexer {
  let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func next() throws(RequestError) -> ScriptToken {
    let isOnNewLine = try skipSpace()
    let start = offset
    return ScriptToken(kind: try kind(), offset: start, isOnNewLine: isOnNewLine)
  }

  /// Reads the text of a template up to its next `${` or its end.
  mutating func templateChunk() throws(RequestError) -> (text: String, isLast: Bool) {
    let start = offset
    var text: [UInt8] = []
    while let byte = peek() {
      offset += 1
      switch byte {
      case UInt8(ascii: "`"): return (String(decoding: text, as: UTF8.self), true)
      case UInt8(ascii: "$") where peek() == UInt8(ascii: "{"):
        offset += 1
        return (String(decoding: text, as: UTF8.self), false)
      case UInt8(ascii: "\\"): try escape(into: &text)
      default: text.append(byte)
      }
    }
    throw failure("the script ends inside a template", at: start)
  }

  private mutating func kind() throws(RequestError) -> ScriptToken.Kind {
    guard let byte = peek() else { return .end }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string(quote: byte))
    case UInt8(ascii: "`"):
      offset += 1
      return .template
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: ".") where peek(1).map(isDigit) == true: return try number()
    case _ where isIdentifierByte(byte):
      let start = offset
      while let next = peek(), isIdentifierByte(next) { offset += 1 }
      return .identifier(String(decoding: bytes[start..<offset], as: UTF8.self))
    default: break
    }
    for mark in ["...", "=>", "?."] where bytes[offset...].starts(with: mark.utf8) {
      offset += mark.utf8.count
      return .punctuator(mark)
    }
    guard "{}()[]:;,.=+-*/%!?<>&|".utf8.contains(byte) else {
      throw failure("this character has no meaning here", at: offset)
    }
    offset += 1
    return .punctuator(String(decoding: [byte], as: UTF8.self))
  }

  /// Skips space and comments.
  ///
  /// - Returns: Whether there was a line break among them.
  private mutating func skipSpace() throws(RequestError) -> Bool {
    var hasLineBreak = false
    while let byte = peek() {
      if byte == 0x0A { hasLineBreak = true }
      if byte <= 0x20 {
        offset += 1
      } else if bytes[offset...].starts(with: [0xC2, 0xA0]) {
        offset += 2
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        while let next = peek(), next != 0x0A { offset += 1 }
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        let start = offset
        offset += 2
        while !bytes[offset...].starts(with: "*/".utf8) {
          guard offset < bytes.count else {
            throw failure("the script ends inside a comment", at: start)
          }
          if bytes[offset] == 0x0A { hasLineBreak = true }
          offset += 1
        }
        offset += 2
      } else {
        break
      }
    }
    return hasLineBreak
  }

  private mutating func number() throws(RequestError) -> ScriptToken.Kind {
    let start = offset
    if peek() == UInt8(ascii: "0"), let letter = peek(1).map({ $0 | 0x20 }),
      let radix = ["x": 16, "o": 8, "b": 2][String(decoding: [letter], as: UTF8.self)]
    {
      offset += 2
      return try number(radix: radix, from: start)
    }
    var digits: [UInt8] = []
    takeDigits(into: &digits)
    // Scripts that are modules refuse it, others read it with the base 8.
    if digits.count > 1, digits[0] == UInt8(ascii: "0") {
      throw failure("a number cannot begin with 0", at: start)
    }
    if peek() == UInt8(ascii: "n") {
      offset += 1
      return .bigInt(String(decoding: digits, as: UTF8.self))
    }
    if peek() == UInt8(ascii: ".") {
      if digits.isEmpty { digits.append(UInt8(ascii: "0")) }
      offset += 1
      var fraction: [UInt8] = []
      takeDigits(into: &fraction)
      if !fraction.isEmpty { digits += [UInt8(ascii: ".")] + fraction }
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      digits.append(UInt8(ascii: "e"))
      offset += 1
      if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        digits.append(sign)
        offset += 1
      }
      guard let first = peek(), isDigit(first) else {
        throw failure("a digit should be here", at: offset)
      }
      takeDigits(into: &digits)
    }
    if let byte = peek(), isIdentifierByte(byte) {
      throw failure("a number ends with a letter here", at: offset)
    }
    return .number(String(decoding: digits, as: UTF8.self))
  }

  /// The rest of `0x…`, `0o…` or `0b…`.
  private mutating func number(radix: Int, from start: Int) throws(RequestError) -> ScriptToken.Kind
  {
    let digitsStart = offset
    while let byte = peek(), isIdentifierByte(byte) { offset += 1 }
    var digits = bytes[digitsStart..<offset].filter { $0 != UInt8(ascii: "_") }
    let isBigInt = digits.last == UInt8(ascii: "n")
    if isBigInt { digits.removeLast() }
    guard let value = Int64(String(decoding: digits, as: UTF8.self), radix: radix) else {
      throw failure("this is not a number of 64 bits", at: start)
    }
    return isBigInt ? .bigInt(String(value)) : .number(String(value))
  }

  private mutating func takeDigits(into digits: inout [UInt8]) {
    while let byte = peek(), isDigit(byte) || byte == UInt8(ascii: "_") {
      if byte != UInt8(ascii: "_") { digits.append(byte) }
      offset += 1
    }
  }

  private mutating func string(quote: UInt8) throws(RequestError) -> String {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    while let byte = peek() {
      offset += 1
      switch byte {
      case quote: return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0x0A: throw failure("a string ends at the end of its line", at: start)
      default: text.append(byte)
      }
    }
    throw failure("the script ends inside a string", at: start)
  }

  private mutating func escape(into text: inout [UInt8]) throws(RequestError) {
    guard let byte = peek() else { throw failure("the script ends inside a string", at: offset) }
    offset += 1
    switch byte {
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "u"):
      guard let (scalar, length) = StringEscape.scalar(in: bytes, at: offset) else {
        throw failure("hexadecimal digits should follow \\u", at: offset)
      }
      guard let scalar else {
        throw failure("half of a surrogate pair is no character", at: offset)
      }
      offset += length
      text.append(contentsOf: String(scalar).utf8)
    case UInt8(ascii: "x"):
      let digits = String(decoding: bytes[offset...].prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let value = UInt8(digits, radix: 16)
      else { throw failure("two hexadecimal digits should follow \\x", at: offset) }
      offset += 2
      text.append(contentsOf: String(Unicode.Scalar(value)).utf8)
    case 0x0D:
      if peek() == 0x0A { offset += 1 }
    case 0x0A: break
    default: text.append(StringEscape.control(byte) ?? byte)
    }
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...0xFF:
      true
    default: false
    }
  }

  private func failure(_ message: String, at offset: Int) -> RequestError {
    RequestError(message, at: offset, in: bytes)
  }
}
