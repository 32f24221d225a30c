/// The argument of `@default`.
package indirect enum DefaultValue: Sendable, Hashable {
  /// A string literal, unescaped; also the text of a JSON or bytes (base64) default.
  case string(String)
  /// A numeric literal, digits as written.
  case number(String)
  case boolean(Bool)
  /// The name of an enum's value, as written in the schema.
  case enumValue(String)
  case list([DefaultValue])
  /// A call such as `autoincrement()`, `now()`, `uuid(7)`, `dbgenerated("…")`.
  case function(FunctionCall)

  package struct FunctionCall: Sendable, Hashable {
    package var name: String
    package var arguments: [Argument]

    package init(name: String, arguments: [Argument] = []) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// One argument of a call: a literal with the name it was given, if any.
  package struct Argument: Sendable, Hashable {
    package var name: String?
    package var value: DefaultValue

    package init(name: String? = nil, value: DefaultValue) {
      self.name = name
      self.value = value
    }
  }
}
