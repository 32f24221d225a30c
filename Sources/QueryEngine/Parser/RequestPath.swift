import Diagnostics

/// Where in a request the parser is; part of every validation error.
struct RequestPath: Sendable {
  var selection: [String]
  var arguments: [String] = []
  /// The positions in the lists on the way, which messages leave out.
  var elements: [Int] = []

  func argument(_ name: String) -> RequestPath {
    var path = self
    path.arguments.append(name)
    return path
  }

  func element(_ index: Int) -> RequestPath {
    var path = self
    path.elements.append(index)
    return path
  }

  func selecting(_ name: String) -> RequestPath {
    RequestPath(selection: selection + [name])
  }

  /// The path as messages show it.
  var text: String { "`\((selection + arguments).joined(separator: "."))`" }
}

extension QueryError {
  /// A request that does not fit the schema, for people.
  ///
  /// Programs are told of it as of an error that they do not know, unless its types have a failure
  /// that they can be told of: they draw their own text from more facts than are known here.
  static func invalid(_ message: String) -> QueryError { QueryError("P2009", message) }

  /// A part of a request, named with its verb, is nested more deeply than databases take it.
  static func tooDeep(_ part: String) -> QueryError {
    let problem = "\(part) nested too deeply"
    return QueryError("P2029", problem, meta: [Member("message", .string(problem))])
  }

  /// `known` are the fields that may have been meant.
  static func unknownField(
    _ name: String, in type: String, known: [String] = [], at path: RequestPath
  ) -> QueryError {
    .invalid("`\(type)` has no field `\(name)` (at \(path.text))" + question(name, known))
  }

  static func unknownArgument(
    _ name: String, known: [String], at path: RequestPath
  ) -> QueryError {
    .invalid("there is no argument `\(name)` (at \(path.text))" + question(name, known))
  }

  /// The end of a message about a misspelt name.
  static func question(_ name: String, _ known: [String]) -> String {
    closestName(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
  }

  static func wrongType(
    _ expected: String, got value: ArgumentValue, at path: RequestPath
  ) -> QueryError {
    .invalid("\(path.text) should be `\(expected)`, not `\(value.typeName)`")
  }

  static func wrongValue(
    _ expected: String, _ reason: String, at path: RequestPath
  ) -> QueryError {
    .invalid("\(path.text) is not a valid `\(expected)`: \(reason)")
  }

  static func missingArgument(at path: RequestPath) -> QueryError {
    QueryError("P2012", "\(path.text) needs a value")
  }

  /// A number that a column of `Int` must not hold.
  static func outOfRange(
    _ number: Int64, column: String, at path: RequestPath
  ) -> QueryError {
    QueryError(
      "P2023", "\(path.text) is \(number), but `Int` has 32 bits; `BigInt` holds larger numbers",
      meta: [
        Member("message", .string(ClientErrorText.wideInteger(number, column: column)))
      ])
  }

  /// An input that is understood but makes no sense; programs are told of the problem.
  static func input(_ details: String, _ problem: ClientInputProblem? = nil) -> QueryError {
    QueryError(
      "P2019", "the input makes no sense: \(details)",
      meta: [Member("details", .string(problem?.text ?? details))])
  }
}

extension ArgumentValue {
  /// What to call the value in messages.
  var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "Boolean"
    case .integer: "Int"
    case .number: "Float"
    case .string: "String"
    case .enumeration: "Enum"
    case .dateTime: "DateTime"
    case .bigInt: "BigInt"
    case .decimal: "Decimal"
    case .bytes: "Bytes"
    case .json: "Json"
    case .raw: "Raw"
    case .fieldReference: "FieldReference"
    case .list: "List"
    case .object: "Object"
    }
  }

  /// The elements of a list, or the value itself where a list of one is meant.
  var elements: [ArgumentValue] {
    if case .list(let elements) = self { elements } else { [self] }
  }

  var members: [QueryRequest.Argument]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The name behind a string or an enum token.
  var nameValue: String? {
    switch self {
    case .string(let name), .enumeration(let name): name
    case .null, .boolean, .integer, .number, .dateTime, .bigInt, .decimal, .bytes, .json, .raw,
      .fieldReference, .list, .object:
      nil
    }
  }
}
