import DatabaseAccess

/// Arithmetic on the numbers of a script; integers stay exact.
enum ScriptArithmetic {
  /// The result; `nil` when the values have none.
  static func apply(
    _ operation: ScriptExpression.Operator, _ left: ArgumentValue, _ right: ArgumentValue
  ) -> ArgumentValue? {
    if operation == .add, isText(left) || isText(right) {
      return .string(ScriptText.text(of: left) + ScriptText.text(of: right))
    }
    switch (left, right) {
    // JavaScript joins the texts of dates, which nobody means.
    case (.dateTime, _) where operation == .add, (_, .dateTime) where operation == .add: return nil
    case (.bigInt(let left), .bigInt(let right)):
      return integers(operation, Int64(left), Int64(right)).map { .bigInt(String($0)) }
    case (.integer(0), .bigInt(let digits)) where operation == .subtract:
      return .bigInt(digits.hasPrefix("-") ? String(digits.dropFirst()) : "-" + digits)
    case (.integer(0), .number(let digits)) where operation == .subtract:
      return .number(digits.hasPrefix("-") ? String(digits.dropFirst()) : "-" + digits)
    case (.integer(let left), .integer(let right)):
      if let result = integers(operation, left, right) { return .integer(result) }
    default: break
    }
    guard let left = double(left), let right = double(right) else { return nil }
    let result =
      switch operation {
      case .add: left + right
      case .subtract: left - right
      case .multiply: left * right
      case .divide: left / right
      case .remainder: left.truncatingRemainder(dividingBy: right)
      }
    guard result.isFinite else { return nil }
    return Int64(exactly: result).map { .integer($0) } ?? .number(result.description)
  }

  private static func integers(
    _ operation: ScriptExpression.Operator, _ left: Int64?, _ right: Int64?
  ) -> Int64? {
    guard let left, let right else { return nil }
    let (result, isOverflow) =
      switch operation {
      case .add: left.addingReportingOverflow(right)
      case .subtract: left.subtractingReportingOverflow(right)
      case .multiply: left.multipliedReportingOverflow(by: right)
      case .divide: left.dividedReportingOverflow(by: right)
      case .remainder: left.remainderReportingOverflow(dividingBy: right)
      }
    guard !isOverflow else { return nil }
    // An inexact quotient is a fraction.
    if operation == .divide, !left.isMultiple(of: right) { return nil }
    return result
  }

  private static func isText(_ value: ArgumentValue) -> Bool {
    if case .string = value { true } else { false }
  }

  private static func double(_ value: ArgumentValue) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let digits), .decimal(let digits): Double(digits)
    case .dateTime(let text): ISODateTime.milliseconds(text).map(Double.init)
    case .null, .boolean, .string, .enumeration, .bigInt, .bytes, .json, .raw, .fieldReference,
      .list, .object:
      nil
    }
  }
}
