import BinaryText

/// Reads JSON text (RFC 8259) from bytes, strictly.
public struct JSONReader: Sendable {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private let allowsLoneSurrogates: Bool
  private var offset = 0

  /// Reads a whole text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8; a byte order mark at its start is skipped.
  ///   - maximumDepth: How deep arrays and objects may nest; deeper text is refused, so that no
  ///     text can exhaust the stack.
  ///   - allowsLoneSurrogates: Whether half of a surrogate pair in an escape becomes U+FFFD, rather
  ///     than being refused.
  /// - Returns: The value.
  /// - Throws: `JSONError` at the first byte that cannot continue a JSON text.
  public static func read(
    _ bytes: [UInt8], maximumDepth: Int = 256, allowsLoneSurrogates: Bool = true
  ) throws(JSONError) -> JSONValue {
    var reader = JSONReader(
      bytes: bytes, maximumDepth: maximumDepth, allowsLoneSurrogates: allowsLoneSurrogates)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.offset = 3 }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.offset == bytes.count else {
      throw reader.failure("there is text after the end of the JSON value")
    }
    return value
  }

  /// Reads a whole text; the error names the first byte that cannot continue a JSON text.
  public static func read(_ text: String) throws(JSONError) -> JSONValue {
    try read(Array(text.utf8))
  }

  private init(bytes: [UInt8], maximumDepth: Int, allowsLoneSurrogates: Bool) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.allowsLoneSurrogates = allowsLoneSurrogates
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw failure("the text ends where a value should be")
    default: throw failure("a value should be here")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < maximumDepth else { throw failure("the value is nested too deeply") }
    offset += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw failure("a quoted key should be here") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("a colon should follow the key") }
      members.append(JSONValue.Member(key, try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "}")) { return .object(members) }
      throw failure("a comma or a closing brace should be here")
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < maximumDepth else { throw failure("the value is nested too deeply") }
    offset += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "]")) { return .array(elements) }
      throw failure("a comma or a closing bracket should be here")
    }
  }

  private mutating func string() throws(JSONError) -> String {
    offset += 1
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        let text = try decode(bytes[start..<offset], at: start)
        offset += 1
        return text
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw failure("a control character in a string must be escaped")
      default: offset += 1
      }
    }
    throw failure("the text ends inside a string")
  }

  /// Continues a string at its first backslash.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<offset])
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""):
        let result = try decode(text[...], at: start)
        offset += 1
        return result
      case UInt8(ascii: "\\"):
        offset += 1
        try escape(into: &text)
      case 0..<0x20: throw failure("a control character in a string must be escaped")
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw failure("the text ends inside a string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = peek else { throw failure("the text ends inside a string") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"):
      offset += 1
      guard peek != UInt8(ascii: "{"),
        let (scalar, length) = StringEscape.scalar(in: bytes, at: offset)
      else {
        // The place of the error is the first byte that is no digit.
        offset +=
          bytes[offset...].prefix(4).prefix { Hexadecimal.value(of: $0) != nil }.count
        throw failure("four hexadecimal digits should follow \\u")
      }
      guard scalar != nil || allowsLoneSurrogates else {
        throw failure("half of a surrogate pair is no character")
      }
      offset += length
      return text.append(contentsOf: String(scalar ?? "\u{FFFD}").utf8)
    default:
      guard let control = StringEscape.control(byte) else {
        throw failure("there is no such escape sequence")
      }
      text.append(control)
    }
    offset += 1
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if let next = peek, isDigit(next) { throw failure("a number must not start with 0") }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  private mutating func digits() throws(JSONError) {
    guard let first = peek, isDigit(first) else { throw failure("a digit should be here") }
    while let next = peek, isDigit(next) { offset += 1 }
  }

  private mutating func word(
    _ word: String, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for expected in word.utf8 {
      guard take(expected) else { throw failure("a value should be here") }
    }
    return value
  }

  private func decode(_ text: ArraySlice<UInt8>, at start: Int) throws(JSONError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw JSONError("the string is not valid UTF-8", at: start, in: bytes)
    }
    return string
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func failure(_ message: String) -> JSONError {
    JSONError(message, at: offset, in: bytes)
  }
}
