/// Parses the GraphQL protocol: one operation with one top-level field.
///
/// What clients never send is refused by name: variables, directives and fragments.
struct GraphQLParser {
  private var lexer: GraphQLLexer
  private var token: GraphQLToken
  private let isModel: (String) -> Bool

  private static let maximumDepth = 256

  /// Parses a request; `isModel` tells a model's name, which takes field names apart.
  static func parse(
    _ text: String, isModel: @escaping (String) -> Bool
  ) throws(RequestError) -> QueryRequest {
    var parser = try GraphQLParser(Array(text.utf8), isModel: isModel)
    return try parser.document()
  }

  private init(_ bytes: [UInt8], isModel: @escaping (String) -> Bool) throws(RequestError) {
    lexer = GraphQLLexer(bytes)
    token = try lexer.next()
    self.isModel = isModel
  }

  /// The document, whose one operation is the request: another one would be dropped unsaid.
  private mutating func document() throws(RequestError) -> QueryRequest {
    guard token.kind != .end else {
      throw failure(
        "the request holds no query", help: "write it like `query { findManyUser { id } }`")
    }
    let request = try operation()
    guard token.kind == .end else {
      throw failure("a request holds one operation", help: "send a batch instead")
    }
    return request
  }

  private mutating func operation() throws(RequestError) -> QueryRequest {
    var keyword = "query"
    if case .name(let name) = token.kind {
      guard name == "query" || name == "mutation" else {
        throw failure("`\(name)` starts no operation", help: "write `query` or `mutation`")
      }
      keyword = name
      try advance()
      if case .name = token.kind { try advance() }
      if isAt("(") { throw failure("operations with variables are not supported") }
    }
    try expect("{", "an opening brace should start the operation")
    let fieldOffset = token.offset
    let field = try field(depth: 0)
    guard isAt("}") else {
      throw failure("an operation holds one top-level field", help: "send a batch instead")
    }
    try advance()
    guard let (action, model) = EngineAction.split(field: field.name, isModel: isModel) else {
      throw RequestError(
        "there is no operation `\(field.name)`",
        help: "names are made of an action and a model: `findManyUser`, `createOneUser`",
        at: fieldOffset, in: lexer.bytes)
    }
    if let expected = EngineAction(rawValue: action)?.keyword, expected != keyword {
      throw RequestError(
        "`\(field.name)` does not belong in a `\(keyword)`", help: "write `\(expected) { … }`",
        at: fieldOffset, in: lexer.bytes)
    }
    return QueryRequest(
      action: action, model: model, responseKey: field.responseKey, arguments: field.arguments,
      selection: field.selection ?? QueryRequest.Selection())
  }

  private mutating func field(depth: Int) throws(RequestError) -> QueryRequest.SelectedField {
    guard depth < Self.maximumDepth else { throw failure("the query is nested too deeply") }
    var name = try name("a field should be here")
    let responseKey = name
    if isAt(":") {
      try advance()
      name = try self.name("a field should follow its alias")
    }
    var arguments: [QueryRequest.Argument] = []
    if isAt("(") {
      try advance()
      arguments = try members(until: ")", depth: depth)
    }
    if isAt("@") { throw failure("directives are not supported") }
    let selection = isAt("{") ? try selection(depth: depth) : nil
    return QueryRequest.SelectedField(
      name, responseKey: responseKey, arguments: arguments, selection: selection)
  }

  private mutating func selection(depth: Int) throws(RequestError) -> QueryRequest.Selection {
    try advance()
    var selection = QueryRequest.Selection()
    var positions: [String: Int] = [:]
    while !isAt("}") {
      if isAt(".") { throw failure("fragments are not supported") }
      let offset = token.offset
      let field = try field(depth: depth + 1)
      if let position = positions[field.responseKey] {
        guard selection.fields[position].merge(field) else {
          throw RequestError(
            "`\(field.responseKey)` is selected twice with different meanings",
            help: "give one of them an alias: `other: \(field.name)`", at: offset, in: lexer.bytes)
        }
      } else {
        positions[field.responseKey] = selection.fields.count
        selection.fields.append(field)
      }
    }
    try advance()
    return selection
  }

  private mutating func members(
    until end: Character, depth: Int
  ) throws(RequestError) -> [QueryRequest.Argument] {
    var members: [QueryRequest.Argument] = []
    var names: Set<String> = []
    while !isAt(end) {
      let name: String
      let offset = token.offset
      if case .string(let quoted) = token.kind {
        name = quoted
        try advance()
      } else {
        name = try self.name("an argument should be here")
      }
      guard names.insert(name).inserted else {
        throw RequestError("`\(name)` is given twice", at: offset, in: lexer.bytes)
      }
      try expect(":", "a colon should follow `\(name)`")
      members.append(QueryRequest.Argument(name, try value(depth: depth + 1)))
    }
    try advance()
    return members
  }

  private mutating func value(depth: Int) throws(RequestError) -> ArgumentValue {
    guard depth < Self.maximumDepth else { throw failure("the query is nested too deeply") }
    let value: ArgumentValue
    switch token.kind {
    case .string(let text): value = .string(text)
    case .integer(let number): value = .integer(number)
    case .number(let text): value = .number(text)
    case .name("true"): value = .boolean(true)
    case .name("false"): value = .boolean(false)
    case .name("null"): value = .null
    case .name(let name): value = .enumeration(name)
    case .punctuator(UInt8(ascii: "[")): return try list(depth: depth)
    case .punctuator(UInt8(ascii: "{")):
      try advance()
      return fieldReference(try members(until: "}", depth: depth))
    case .punctuator(UInt8(ascii: "$")): throw failure("variables are not supported")
    case .punctuator, .end: throw failure("a value should be here")
    }
    try advance()
    return value
  }

  private mutating func list(depth: Int) throws(RequestError) -> ArgumentValue {
    try advance()
    var elements: [ArgumentValue] = []
    while !isAt("]") { elements.append(try value(depth: depth + 1)) }
    try advance()
    return .list(elements)
  }

  /// An object of exactly `_ref` and `_container` names a field.
  private func fieldReference(_ members: [QueryRequest.Argument]) -> ArgumentValue {
    guard members.count == 2,
      case .string(let field)? = members.first(where: { $0.name == "_ref" })?.value,
      case .string(let container)? = members.first(where: { $0.name == "_container" })?.value
    else { return .object(members) }
    return .fieldReference(field: field, container: container)
  }

  private mutating func name(_ complaint: String) throws(RequestError) -> String {
    guard case .name(let name) = token.kind else { throw failure(complaint) }
    try advance()
    return name
  }

  private func isAt(_ punctuator: Character) -> Bool {
    token.kind == punctuator.asciiValue.map { .punctuator($0) }
  }

  private mutating func expect(
    _ punctuator: Character, _ complaint: String
  ) throws(RequestError) {
    guard isAt(punctuator) else { throw failure(complaint) }
    try advance()
  }

  private mutating func advance() throws(RequestError) { token = try lexer.next() }

  private func failure(_ message: String, help: String? = nil) -> RequestError {
    RequestError(message, help: help, at: token.offset, in: lexer.bytes)
  }
}

extension EngineAction {
  /// The word before the action in GraphQL; raw queries may change data, too.
  fileprivate var keyword: String { isWrite || isRaw ? "mutation" : "query" }
}

extension QueryRequest.SelectedField {
  /// Adds what a field with the same key selects.
  ///
  /// - Returns: Whether both mean the same field with the same arguments.
  fileprivate mutating func merge(_ other: QueryRequest.SelectedField) -> Bool {
    guard name == other.name, arguments == other.arguments else { return false }
    guard let added = other.selection else { return true }
    guard var merged = selection else {
      selection = added
      return true
    }
    for field in added.fields {
      if let index = merged.fields.firstIndex(where: { $0.responseKey == field.responseKey }) {
        guard merged.fields[index].merge(field) else { return false }
      } else {
        merged.fields.append(field)
      }
    }
    selection = merged
    return true
  }
}
