/// Floating-point numbers as text.
enum FloatText {
  private static let digits = 16

  /// The number with 16 significant digits, as Prisma's engine gives sums and averages: the digit
  /// behind them tells the order in which the database has added.
  static func rounded(_ number: Double) -> Double {
    guard number.isFinite else { return number }
    let parts = number.magnitude.description.split(separator: "e", maxSplits: 1)
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0].drop { $0 == "0" }
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let leading = whole.isEmpty ? fraction.prefix { $0 == "0" }.count : 0
    let significant = whole + fraction.dropFirst(leading)
    guard significant.count > digits, let kept = UInt64(significant.prefix(digits)),
      let next = significant.dropFirst(digits).first?.wholeNumberValue
    else { return number }
    let first = whole.isEmpty ? -leading - 1 : whole.count - 1
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + first - (digits - 1)
    let rounded = Double("\(next < 5 ? kept : kept + 1)e\(exponent)") ?? number.magnitude
    return number.sign == .minus ? -rounded : rounded
  }
}
