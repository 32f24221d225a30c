public import JSON

/// What a client asks for, as data.
public struct ClientRequest: Sendable, Hashable {
  /// The engine's name of the action, such as `findMany`.
  public var action: String
  /// The model; `nil` for raw SQL.
  public var model: String?
  /// The arguments in order.
  public var arguments: [InputValue.Member]
  /// The fields of the answer.
  public var selection: [Field]

  /// Creates a request.
  public init(
    action: String, model: String?, arguments: [InputValue.Member] = [], selection: [Field] = []
  ) {
    self.action = action
    self.model = model
    self.arguments = arguments
    self.selection = selection
  }

  /// A field of the answer.
  public struct Field: Sendable, Hashable {
    /// The name in the schema.
    public var name: String
    /// The arguments, for relations.
    public var arguments: [InputValue.Member]
    /// What is asked for of a relation; empty for scalars.
    public var selection: [Field]

    /// Creates a field.
    public init(_ name: String, arguments: [InputValue.Member] = [], selection: [Field] = []) {
      self.name = name
      self.arguments = arguments
      self.selection = selection
    }
  }
}

/// A value in the arguments of a request.
public indirect enum InputValue: Sendable, Hashable {
  /// Nothing, as a value.
  case null
  /// A truth value.
  case boolean(Bool)
  /// An integer.
  case integer(Int64)
  /// A floating-point number.
  case double(Double)
  /// An exact decimal number.
  case decimal(DecimalNumber)
  /// Text.
  case string(String)
  /// A point in time: microseconds since 1970-01-01T00:00:00Z.
  case dateTime(Int64)
  /// Bytes.
  case bytes([UInt8])
  /// JSON.
  case json(JSONValue)
  /// The value of an enum, or a marker such as `JsonNull`.
  case enumeration(String)
  /// A list.
  case list([InputValue])
  /// Named values in order.
  case object([Member])

  /// A named value.
  public struct Member: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: InputValue

    /// Creates a member.
    public init(_ name: String, _ value: InputValue) {
      self.name = name
      self.value = value
    }
  }
}

/// Something that stands in the arguments of a request.
public protocol InputConvertible: Sendable {
  /// The value to send.
  var inputValue: InputValue { get }
}

extension InputValue {
  /// An object of the members that have a value.
  public static func object(_ members: [(String, (any InputConvertible)?)]) -> InputValue {
    .object(members.compactMap { name, value in value.map { Member(name, $0.inputValue) } })
  }
}

extension Array: InputConvertible where Element: InputConvertible {
  /// A list of the elements' values.
  public var inputValue: InputValue { .list(map(\.inputValue)) }
}
