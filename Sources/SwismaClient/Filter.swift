/// A condition on a scalar field.
public struct Filter<Value: ScalarValue>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  private init(_ name: String, _ value: InputValue) { inputValue = .object([.init(name, value)]) }

  fileprivate init(members: [InputValue.Member]) { inputValue = .object(members) }

  /// The same value.
  public static func equals(_ value: Value) -> Self { Self("equals", value.inputValue) }

  /// Another value; null is none.
  public static func not(_ value: Value) -> Self { Self("not", value.inputValue) }

  /// Not what another condition says.
  public static func not(_ filter: Self) -> Self { Self("not", filter.inputValue) }

  /// One of these values.
  public static func `in`(_ values: [Value]) -> Self { Self("in", values.inputValue) }

  /// None of these values.
  public static func notIn(_ values: [Value]) -> Self { Self("notIn", values.inputValue) }

  /// A smaller or earlier value.
  public static func lessThan(_ value: Value) -> Self { Self("lt", value.inputValue) }

  /// A value up to this one.
  public static func atMost(_ value: Value) -> Self { Self("lte", value.inputValue) }

  /// A greater or later value.
  public static func greaterThan(_ value: Value) -> Self { Self("gt", value.inputValue) }

  /// A value from this one on.
  public static func atLeast(_ value: Value) -> Self { Self("gte", value.inputValue) }

  /// Null.
  public static var isNull: Self { Self("equals", .null) }

  /// Any value but null.
  public static var isNotNull: Self { Self("not", .null) }
}

/// Whether letters of both cases are the same.
public enum QueryMode: String, Sendable {
  /// As the database compares.
  case `default`
  /// Upper and lower case are the same, where the database can compare so.
  case insensitive
}

extension Filter where Value == String {
  /// Text with this text in it.
  public static func contains(_ text: String, mode: QueryMode = .default) -> Self {
    Self(members: members("contains", text, mode))
  }

  /// Text that starts with this text.
  public static func startsWith(_ text: String, mode: QueryMode = .default) -> Self {
    Self(members: members("startsWith", text, mode))
  }

  /// Text that ends with this text.
  public static func endsWith(_ text: String, mode: QueryMode = .default) -> Self {
    Self(members: members("endsWith", text, mode))
  }

  private static func members(
    _ name: String, _ text: String, _ mode: QueryMode
  ) -> [InputValue.Member] {
    let members = [InputValue.Member(name, .string(text))]
    return mode == .default ? members : members + [.init("mode", .enumeration(mode.rawValue))]
  }
}

/// A condition on a scalar list.
public struct ListFilter<Value: ScalarValue>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  private init(_ name: String, _ value: InputValue) { inputValue = .object([.init(name, value)]) }

  /// The same elements.
  public static func equals(_ values: [Value]) -> Self { Self("equals", values.inputValue) }

  /// A list with this element.
  public static func has(_ value: Value) -> Self { Self("has", value.inputValue) }

  /// A list with all of these elements.
  public static func hasEvery(_ values: [Value]) -> Self { Self("hasEvery", values.inputValue) }

  /// A list with one of these elements.
  public static func hasSome(_ values: [Value]) -> Self { Self("hasSome", values.inputValue) }

  /// A list without elements, or with some.
  public static func isEmpty(_ isEmpty: Bool) -> Self { Self("isEmpty", .boolean(isEmpty)) }
}

/// A condition on the records of a relation to many.
public struct ManyFilter<Related: WhereInput>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  private init(_ name: String, _ filter: Related) {
    inputValue = .object([.init(name, filter.inputValue)])
  }

  /// At least one related record meets the condition.
  public static func some(_ filter: Related) -> Self { Self("some", filter) }

  /// Every related record meets the condition.
  public static func every(_ filter: Related) -> Self { Self("every", filter) }

  /// No related record meets the condition.
  public static func none(_ filter: Related) -> Self { Self("none", filter) }
}

/// A condition on the record of a relation to one.
public struct OneFilter<Related: WhereInput>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  private init(_ name: String, _ value: InputValue) { inputValue = .object([.init(name, value)]) }

  /// The related record meets the condition.
  public static func `is`(_ filter: Related) -> Self { Self("is", filter.inputValue) }

  /// The related record does not meet the condition.
  public static func isNot(_ filter: Related) -> Self { Self("isNot", filter.inputValue) }

  /// There is no related record.
  public static var isNull: Self { Self("is", .null) }

  /// There is a related record.
  public static var isNotNull: Self { Self("isNot", .null) }
}
