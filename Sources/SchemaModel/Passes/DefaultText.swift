/// Checks of the string literals that stand for values of other types.
enum DefaultText {
  /// RFC 3339: `2020-01-31T23:59:59.000Z` or with an offset.
  static func isDateTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let year = number(bytes, 0, 4), bytes[4] == UInt8(ascii: "-"),
      let month = number(bytes, 5, 2), bytes[7] == UInt8(ascii: "-"),
      let day = number(bytes, 8, 2),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t")
        || bytes[10] == UInt8(ascii: " "),
      let hour = number(bytes, 11, 2), bytes[13] == UInt8(ascii: ":"),
      let minute = number(bytes, 14, 2), bytes[16] == UInt8(ascii: ":"),
      let second = number(bytes, 17, 2)
    else { return false }
    guard (1...12).contains(month), day >= 1, day <= days(in: month, of: year), hour < 24,
      minute < 60, second <= 60
    else { return false }
    var position = 19
    if bytes[position] == UInt8(ascii: ".") {
      let start = position + 1
      position = start
      while position < bytes.count, isDigit(bytes[position]) { position += 1 }
      if position == start { return false }
    }
    return isOffset(bytes[position...])
  }

  private static func isOffset(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    if first == UInt8(ascii: "Z") || first == UInt8(ascii: "z") { return bytes.count == 1 }
    let offset = Array(bytes)
    guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-"), offset.count == 6,
      let hour = number(offset, 1, 2), offset[3] == UInt8(ascii: ":"),
      let minute = number(offset, 4, 2)
    else { return false }
    return hour < 24 && minute < 60
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[start..<start + count] {
      guard isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// Base64 with the standard alphabet and padding.
  static func isBase64(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count % 4 == 0 else { return false }
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return false }
    return bytes.dropLast(padding).allSatisfy { byte in
      isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
    }
  }

  /// A decimal number with an optional exponent.
  static func isDecimal(_ text: String) -> Bool {
    var scanner = JSONScanner(bytes: Array(text.utf8))
    return scanner.scanDecimal()
  }

  /// Any JSON value.
  static func isJSON(_ text: String) -> Bool {
    var scanner = JSONScanner(bytes: Array(text.utf8))
    return scanner.scanDocument()
  }
}

/// Recognises JSON text; builds nothing.
private struct JSONScanner {
  let bytes: [UInt8]
  var position = 0

  // Deeper text is refused rather than risking the stack.
  private static let depthLimit = 128

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func scanDecimal() -> Bool {
    if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
    let hasWhole = scanDigits()
    let hasFraction = take(UInt8(ascii: ".")) && scanDigits()
    guard hasWhole || hasFraction else { return false }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      guard scanDigits() else { return false }
    }
    return position == bytes.count
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func scanDocument() -> Bool {
    guard scanValue(depth: 0) else { return false }
    skipSpace()
    return position == bytes.count
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func scanValue(depth: Int) -> Bool {
    guard depth < Self.depthLimit else { return false }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return scanObject(depth: depth)
    case UInt8(ascii: "["): return scanArray(depth: depth)
    case UInt8(ascii: "\""): return scanString()
    case UInt8(ascii: "t"): return scanWord("true")
    case UInt8(ascii: "f"): return scanWord("false")
    case UInt8(ascii: "n"): return scanWord("null")
    default: return scanNumber()
    }
  }

  private mutating func scanWord(_ word: StaticString) -> Bool {
    for byte in word.description.utf8 where !take(byte) { return false }
    return true
  }

  private mutating func scanObject(depth: Int) -> Bool {
    position += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return true }
    repeat {
      skipSpace()
      guard scanString() else { return false }
      skipSpace()
      guard take(UInt8(ascii: ":")), scanValue(depth: depth + 1) else { return false }
      skipSpace()
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}"))
  }

  private mutating func scanArray(depth: Int) -> Bool {
    position += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return true }
    repeat {
      guard scanValue(depth: depth + 1) else { return false }
      skipSpace()
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]"))
  }

  private mutating func scanString() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard scanEscape() else { return false }
      case 0..<0x20: return false
      default: continue
      }
    }
    return false
  }

  private mutating func scanEscape() -> Bool {
    guard let byte = next else { return false }
    position += 1
    if byte != UInt8(ascii: "u") { return "\"\\/bfnrt".utf8.contains(byte) }
    for _ in 0..<4 {
      guard let digit = next, isHexDigit(digit) else { return false }
      position += 1
    }
    return true
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39)
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
  }

  private mutating func scanNumber() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { guard scanDigits() else { return false } }
    if take(UInt8(ascii: ".")) { guard scanDigits() else { return false } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      return scanDigits()
    }
    return true
  }

  private mutating func scanDigits() -> Bool {
    let start = position
    while let byte = next, byte >= 0x30, byte <= 0x39 { position += 1 }
    return position > start
  }
}
