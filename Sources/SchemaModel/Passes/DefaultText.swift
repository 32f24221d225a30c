import BinaryText
import JSON

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
    // The decoder forgives padding that is missing.
    text.utf8.count % 4 == 0 && Base64.decode(text) != nil
  }

  /// A decimal number with an optional exponent; the whole part or the fraction may be missing.
  static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    takeSign(&rest)
    let hasWhole = takeDigits(&rest)
    var hasFraction = false
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      hasFraction = takeDigits(&rest)
    }
    guard hasWhole || hasFraction else { return false }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      takeSign(&rest)
      guard takeDigits(&rest) else { return false }
    }
    return rest.isEmpty
  }

  private static func takeSign(_ rest: inout Substring.UTF8View) {
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
  }

  /// Removes the digits at the beginning, and tells whether there are any.
  private static func takeDigits(_ rest: inout Substring.UTF8View) -> Bool {
    let after = rest.drop(while: isDigit)
    defer { rest = after }
    return after.startIndex > rest.startIndex
  }

  /// Any JSON value.
  static func isJSON(_ text: String) -> Bool { (try? JSONReader.read(text)) != nil }
}
