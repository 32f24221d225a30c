/// Decimal numbers as text.
package enum DecimalText {
  /// Whether the text is a decimal number: digits, point, exponent.
  package static func isValid(_ text: String) -> Bool {
    var bytes = text.utf8[...]
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      bytes = bytes.dropFirst()
    }
    func digits() -> Int {
      let count = bytes.prefix { (48...57).contains($0) }.count
      bytes = bytes.dropFirst(count)
      return count
    }
    var count = digits()
    if bytes.first == UInt8(ascii: ".") {
      bytes = bytes.dropFirst()
      count += digits()
    }
    guard count > 0 else { return false }
    guard let exponent = bytes.first else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    bytes = bytes.dropFirst()
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      bytes = bytes.dropFirst()
    }
    return digits() > 0 && bytes.isEmpty
  }

  /// Appends a number in plain notation without needless zeros: `1.50` as `1.5`, `1e3` as `1000`.
  package static func appendNormalized(_ text: some Collection<UInt8>, to bytes: inout [UInt8]) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var isNegative = false
    var rest = ArraySlice(text)
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte == UInt8(ascii: ".") {
        point = digits.count
      } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
        exponent = Int(String(decoding: rest, as: UTF8.self)) ?? 0
        break
      } else if (48...57).contains(byte) {
        digits.append(byte)
      } else {
        // NaN and Infinity stand as they are.
        return bytes.append(contentsOf: text)
      }
    }
    guard (-5000...5000).contains(exponent) else { return bytes.append(contentsOf: text) }
    append(digits, pointAt: (point ?? digits.count) + exponent, isNegative, to: &bytes)
  }

  private static func append(
    _ digits: [UInt8], pointAt position: Int, _ isNegative: Bool, to bytes: inout [UInt8]
  ) {
    let zero = UInt8(ascii: "0")
    var digits = digits
    var point = position
    if point < 0 {
      digits.insert(contentsOf: repeatElement(zero, count: -point), at: 0)
      point = 0
    }
    if point > digits.count {
      digits.append(contentsOf: repeatElement(zero, count: point - digits.count))
    }
    let whole = digits[..<point].drop { $0 == zero }
    var fraction = digits[point...]
    while fraction.last == zero { fraction.removeLast() }
    if isNegative, !(whole.isEmpty && fraction.isEmpty) { bytes.append(UInt8(ascii: "-")) }
    if whole.isEmpty { bytes.append(zero) } else { bytes.append(contentsOf: whole) }
    guard !fraction.isEmpty else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: fraction)
  }
}
