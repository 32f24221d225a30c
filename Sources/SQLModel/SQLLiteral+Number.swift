extension SQLLiteral {
  /// The longest number that is written without an exponent.
  private static let mostDigits = 400

  /// A number in any form that SQL products write, in plain digits: `1e10` is `10000000000`.
  ///
  /// There is none for what only some products call a number, such as `NaN` or `0x1F`, and for
  /// exponents that would take pages of zeros.
  package init?(number text: String) {
    guard let digits = Self.plainDigits(text) else { return nil }
    self = .number(digits)
  }

  private static func plainDigits(_ text: String) -> String? {
    var bytes = Array(text.utf8)[...]
    var sign = ""
    if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") {
      sign = bytes.removeFirst() == UInt8(ascii: "-") ? "-" : ""
    }
    var exponent = 0
    if let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      guard let value = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)),
        value.magnitude <= mostDigits
      else { return nil }
      exponent = value
      bytes = bytes[..<mark]
    }
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    var whole = Array(bytes[..<point])
    var fraction = Array(bytes[point...].dropFirst())
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    guard !(whole.isEmpty && fraction.isEmpty), (whole + fraction).allSatisfy(isDigit) else {
      return nil
    }
    while exponent > 0 {
      whole.append(fraction.isEmpty ? UInt8(ascii: "0") : fraction.removeFirst())
      exponent -= 1
    }
    while exponent < 0 {
      fraction.insert(whole.popLast() ?? UInt8(ascii: "0"), at: 0)
      exponent += 1
    }
    if whole.isEmpty { whole = [UInt8(ascii: "0")] }
    let isExponential = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") }
    if isExponential {
      // Shifting the point may have brought zeros to both ends.
      let zeros = whole.prefix { $0 == UInt8(ascii: "0") }.count
      whole.removeFirst(min(zeros, whole.count - 1))
      while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    }
    let tail = fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self)
    return sign + String(decoding: whole, as: UTF8.self) + tail
  }
}
