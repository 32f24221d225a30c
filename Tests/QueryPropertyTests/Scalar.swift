import JSON

/// A value of a column, in a form in which equal ones are equal.
enum Scalar: Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A `Float` or a `Decimal`; those of the tests are exact in binary.
  case number(Double)
  /// A text, the name of an enum's value, a point in time or Base64, as JSON has it.
  case text(String)

  /// Reads a value of a request or of an answer; `nil` where it is none of the kind.
  init?(_ json: JSONValue, _ kind: Shape.Kind) {
    if json == .null {
      self = .null
      return
    }
    let plain = json["$type"] == nil ? json : json["value"] ?? .null
    switch (kind, plain) {
    case (.string, .string(let text)), (.color, .string(let text)), (.dateTime, .string(let text)),
      (.bytes, .string(let text)):
      self = .text(text)
    case (.boolean, .boolean(let flag)): self = .boolean(flag)
    case (.int, .number(let digits)), (.bigInt, .string(let digits)):
      guard let integer = Int64(digits) else { return nil }
      self = .integer(integer)
    case (.float, .number(let digits)), (.decimal, .string(let digits)):
      guard let number = Double(digits) else { return nil }
      self = .number(number)
    default: return nil
    }
  }

  /// The value as requests have it.
  func json(_ kind: Shape.Kind) -> JSONValue {
    switch self {
    case .null: .null
    case .boolean(let flag): .boolean(flag)
    case .integer(let integer):
      kind == .bigInt ? .tagged("BigInt", "\(integer)") : .number("\(integer)")
    case .number(let number):
      kind == .decimal ? .tagged("Decimal", "\(number)") : .number("\(number)")
    case .text(let text):
      switch kind {
      case .dateTime: .tagged("DateTime", text)
      case .bytes: .tagged("Bytes", text)
      default: .string(text)
      }
    }
  }

  /// Whether the value is less than another one; neither is NULL.
  func isLess(than other: Scalar, _ kind: Shape.Kind, _ product: Product) -> Bool {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)): return !left && right
    case (.integer(let left), .integer(let right)): return left < right
    case (.number(let left), .number(let right)): return left < right
    case (.text(let left), .text(let right)):
      guard kind == .color else { return left.utf8.lexicographicallyPrecedes(right.utf8) }
      let order = product.colors
      return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    default: preconditionFailure("Values of one kind are compared.")
    }
  }
}

/// What a database does in a way of its own.
enum Product: String {
  case sqlite
  case postgresql

  /// Whether NULL comes first in ascending order.
  var sortsNullsFirst: Bool { self == .sqlite }
  /// Whether `contains` and its like tell small letters from capitals.
  var matchesCase: Bool { self == .postgresql }
  /// The values of the enum in their order: that of their texts, or that of their declarations.
  var colors: [String] { self == .sqlite ? ["blue", "green", "red"] : ["red", "green", "blue"] }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0, $1) })
  }

  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .string(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(integerLiteral value: Int) { self = .number("\(value)") }

  static func tagged(_ type: String, _ value: JSONValue) -> JSONValue {
    ["$type": .string(type), "value": value]
  }

  static func tagged(_ type: String, _ text: String) -> JSONValue { tagged(type, .string(text)) }

  /// The members of an object that is no tagged value.
  var members: [Member]? { self["$type"] == nil ? objectValue : nil }

  /// The elements of a list, or the value itself where one stands for a list.
  var elements: [JSONValue] { arrayValue ?? [self] }

  var integerValue: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }

  var text: String {
    var writer = JSONWriter()
    writer.value(self)
    return writer.text
  }
}
