import Diagnostics

/// Reading values of an expected kind; what is not of that kind is reported.
extension AnalysisState {
  mutating func string(_ value: Expression) -> String? {
    if case .string(let text, _) = value { return text }
    return wrongKind(value, "a string")
  }

  mutating func identifier(_ value: Expression) -> Identifier? {
    string(value).map { Identifier($0, value.span) }
  }

  mutating func constant(_ value: Expression) -> String? {
    if case .constant(let text, _) = value { return text }
    return wrongKind(value, "a name without quotes")
  }

  mutating func integer(_ value: Expression) -> Int? {
    guard case .number(let digits, let span) = value else {
      return wrongKind(value, "a number")
    }
    guard let number = Int(digits) else {
      report(.invalidArgument, "`\(digits)` is not a whole number in range", at: span)
      return nil
    }
    return number
  }

  mutating func boolean(_ value: Expression) -> Bool? {
    if case .constant("true", _) = value { return true }
    if case .constant("false", _) = value { return false }
    return wrongKind(value, "`true` or `false`")
  }

  /// The elements of a list; a single value counts as a list of one.
  func elements(_ value: Expression) -> [Expression] {
    if case .array(let values, _) = value { values } else { [value] }
  }

  private mutating func wrongKind<T>(_ value: Expression, _ expected: String) -> T? {
    report(
      .invalidArgument, "expected \(expected), found \(value.described)", at: value.span)
    return nil
  }
}

extension Expression {
  /// The kind and the text, for messages.
  var described: String {
    switch self {
    case .number(let digits, _): "the number `\(digits)`"
    case .string(let text, _): "the string `\"\(text)\"`"
    case .constant(let name, _): "`\(name)`"
    case .function(let name, _, _): "a call of `\(name)`"
    case .array: "a list"
    }
  }
}
