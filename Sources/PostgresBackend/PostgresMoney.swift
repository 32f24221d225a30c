import DatabaseAccess

/// Amounts of money, which the server writes as its locale does: `$1,234.50`, `1.234,50 €`,
/// `(¥1,234)`. <https://www.postgresql.org/docs/current/datatype-money.html>
enum PostgresMoney {
  /// The digits of an amount with a point, of which so many are behind it.
  static func plain(_ text: some Collection<UInt8>, fractionDigits: Int) -> [UInt8] {
    var digits = text.filter { (48...57).contains($0) }
    if fractionDigits > 0, digits.count > fractionDigits {
      digits.insert(UInt8(ascii: "."), at: digits.count - fractionDigits)
    }
    let isNegative = text.contains(UInt8(ascii: "-")) || text.contains(UInt8(ascii: "("))
    return isNegative ? [UInt8(ascii: "-")] + digits : digits
  }

  /// The same for an array of amounts; `nil` for an array of several dimensions.
  static func plainArray(_ text: ArraySlice<UInt8>, fractionDigits: Int) -> [UInt8]? {
    guard let amounts = ArrayText.elements(text, isBytes: false) else { return nil }
    var bytes = [UInt8(ascii: "{")]
    for row in 0..<amounts.rowCount {
      if row > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes +=
        amounts.isNull(row, 0)
        ? Array("NULL".utf8) : plain(amounts.bytes(row, 0), fractionDigits: fractionDigits)
    }
    return bytes + [UInt8(ascii: "}")]
  }
}
