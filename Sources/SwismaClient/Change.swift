/// What an update does to a scalar field.
public struct Change<Value: ScalarValue>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  fileprivate init(_ name: String, _ value: InputValue) {
    inputValue = .object([.init(name, value)])
  }

  /// Gives the field a value.
  public static func set(_ value: Value) -> Self { Self("set", value.inputValue) }
}

/// What an update does to a scalar field that may be null.
public struct NullableChange<Value: ScalarValue>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  fileprivate init(_ name: String, _ value: InputValue) {
    inputValue = .object([.init(name, value)])
  }

  /// Gives the field a value; `nil` is null.
  public static func set(_ value: Value?) -> Self { Self("set", value?.inputValue ?? .null) }

  /// Makes the field null.
  public static var null: Self { .set(nil) }
}

/// A type that databases calculate with.
public protocol NumericScalar: ScalarValue {}

extension Int: NumericScalar {}
extension Int64: NumericScalar {}
extension Double: NumericScalar {}
extension DecimalNumber: NumericScalar {}

extension Change where Value: NumericScalar {
  /// Adds a number.
  public static func increment(_ value: Value) -> Self { Self("increment", value.inputValue) }

  /// Subtracts a number.
  public static func decrement(_ value: Value) -> Self { Self("decrement", value.inputValue) }

  /// Multiplies by a number.
  public static func multiply(_ value: Value) -> Self { Self("multiply", value.inputValue) }

  /// Divides by a number.
  public static func divide(_ value: Value) -> Self { Self("divide", value.inputValue) }
}

extension NullableChange where Value: NumericScalar {
  /// Adds a number; null stays null.
  public static func increment(_ value: Value) -> Self { Self("increment", value.inputValue) }

  /// Subtracts a number; null stays null.
  public static func decrement(_ value: Value) -> Self { Self("decrement", value.inputValue) }

  /// Multiplies by a number; null stays null.
  public static func multiply(_ value: Value) -> Self { Self("multiply", value.inputValue) }

  /// Divides by a number; null stays null.
  public static func divide(_ value: Value) -> Self { Self("divide", value.inputValue) }
}

/// What an update does to a scalar list.
public struct ListChange<Value: ScalarValue>: InputConvertible {
  /// The form in a request.
  public let inputValue: InputValue

  /// Gives the list these elements.
  public static func set(_ values: [Value]) -> Self {
    Self(inputValue: .object([.init("set", values.inputValue)]))
  }

  /// Adds elements at the end.
  public static func push(_ values: [Value]) -> Self {
    Self(inputValue: .object([.init("push", values.inputValue)]))
  }
}

extension Change: ExpressibleByUnicodeScalarLiteral where Value == String {
  /// Gives the field this text.
  public init(unicodeScalarLiteral value: String) { self = .set(value) }
}

extension Change: ExpressibleByExtendedGraphemeClusterLiteral where Value == String {
  /// Gives the field this text.
  public init(extendedGraphemeClusterLiteral value: String) { self = .set(value) }
}

extension Change: ExpressibleByStringLiteral where Value == String {
  /// Gives the field this text.
  public init(stringLiteral value: String) { self = .set(value) }
}

extension Change: ExpressibleByBooleanLiteral where Value == Bool {
  /// Gives the field this value.
  public init(booleanLiteral value: Bool) { self = .set(value) }
}
