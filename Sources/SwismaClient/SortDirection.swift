/// A direction of sorting.
public enum SortDirection: String, InputConvertible {
  /// Smaller and earlier values first.
  case ascending = "asc"
  /// Greater and later values first.
  case descending = "desc"

  /// The form in a request.
  public var inputValue: InputValue { .enumeration(rawValue) }

  /// The direction with a place for nulls.
  public func inputValue(nulls: NullsPlacement?) -> InputValue {
    guard let nulls else { return inputValue }
    return .object([
      .init("sort", inputValue), .init("nulls", .enumeration(nulls.rawValue)),
    ])
  }
}

/// Where nulls stand in an order.
public enum NullsPlacement: String, Sendable {
  /// Before all values.
  case first
  /// After all values.
  case last
}
