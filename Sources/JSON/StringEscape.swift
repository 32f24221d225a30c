import BinaryText

/// Decodes what follows the backslash in a string literal of JSON and its relatives.
package enum StringEscape {
  /// The control character that a letter stands for, such as a line feed for `n`.
  package static func control(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// The scalar of what follows `\u`: `XXXX`, a surrogate pair `XXXX\uXXXX`, or `{X…}`.
  ///
  /// - Returns: The scalar, `nil` for a surrogate without its partner, and the number of bytes
  ///   read; `nil` when the digits are missing.
  package static func scalar(
    in bytes: [UInt8], at offset: Int
  ) -> (scalar: Unicode.Scalar?, length: Int)? {
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "{") {
      return braced(in: bytes, at: offset)
    }
    guard let first = unit(in: bytes, at: offset) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, 4) }
    let pair = bytes.dropFirst(offset + 4).prefix(2)
    guard first < 0xDC00, pair.elementsEqual(#"\u"#.utf8),
      let second = unit(in: bytes, at: offset + 6), (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { return (nil, 4) }
    return (scalar, 10)
  }

  private static func braced(
    in bytes: [UInt8], at offset: Int
  ) -> (scalar: Unicode.Scalar?, length: Int)? {
    let digits = bytes[(offset + 1)...].prefix(7).prefix { $0 != UInt8(ascii: "}") }
    guard !digits.isEmpty, digits.count <= 6, digits.endIndex < bytes.count,
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { return nil }
    return (Unicode.Scalar(value), digits.count + 2)
  }

  private static func unit(in bytes: [UInt8], at offset: Int) -> UInt32? {
    let digits = bytes.dropFirst(offset).prefix(4)
    guard digits.count == 4, let bytes = Hexadecimal.decode(digits) else { return nil }
    return UInt32(bytes[0]) << 8 | UInt32(bytes[1])
  }
}
