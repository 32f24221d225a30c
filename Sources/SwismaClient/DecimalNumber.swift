/// An exact decimal number: its digits.
///
/// It only travels between the program and the database; for arithmetic convert it to a type that
/// calculates.
public struct DecimalNumber: Sendable, Hashable, LosslessStringConvertible,
  ExpressibleByIntegerLiteral
{
  /// The digits, such as `-12.50` or `1e-7`.
  public let description: String

  /// Creates a number from decimal or exponent notation; `nil` for any other text.
  public init?(_ description: String) {
    var rest = description.utf8[...]
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    let digits = rest.prefix(while: isDigit)
    rest = rest[digits.endIndex...]
    var count = digits.count
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      count += fraction.count
      rest = rest[fraction.endIndex...]
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      let exponent = rest.prefix(while: isDigit)
      guard !exponent.isEmpty else { return nil }
      rest = rest[exponent.endIndex...]
    }
    guard count > 0, rest.isEmpty else { return nil }
    self.description = description
  }

  /// Creates an integral number.
  public init(integerLiteral value: Int64) { description = String(value) }

  /// Creates an integral number.
  public init(_ value: some BinaryInteger) { description = String(value) }
}
