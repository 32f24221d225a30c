import Diagnostics
package import SchemaModel

/// Runs the statements of a script one after another; later ones see the results of earlier ones.
package struct ScriptInterpreter {
  /// Runs a request and returns one answer for each query of it.
  package typealias Executor = (EngineRequest) throws(ScriptError) -> [ArgumentValue]

  let datamodel: Datamodel
  /// The text, for the places in errors.
  let source: [UInt8]
  let placeholder: (Int) -> String
  let now: () -> Int64
  private let execute: Executor
  private var variables: [String: ScriptValue] = [:]

  /// Creates an interpreter for statements that were parsed from `source`.
  ///
  /// `placeholder` writes the n-th parameter of SQL, counted from 1; `now` tells the milliseconds
  /// since 1970.
  package init(
    datamodel: Datamodel, source: [UInt8], placeholder: @escaping (Int) -> String,
    now: @escaping () -> Int64, execute: @escaping Executor
  ) {
    self.datamodel = datamodel
    self.source = source
    self.placeholder = placeholder
    self.now = now
    self.execute = execute
  }

  /// Runs a statement.
  ///
  /// - Returns: What it has to show: nothing for a declaration, else usually one value.
  package mutating func run(
    _ statement: ScriptStatement
  ) throws(ScriptError) -> [ArgumentValue] {
    switch statement.kind {
    case .expression(let expression):
      switch try settled(try evaluate(expression), at: expression) {
      case .data(let value): return [value]
      case .output(let values): return values
      case .undefined, .client, .namespace: return []
      case .call, .batch, .sql, .clientMethod, .delegate, .method, .fields, .relation, .function,
        .enumeration, .dataMethod:
        throw failure(
          "this is no query", help: "call a method: `prisma.user.findMany()`", at: expression)
      }
    case .binding(let pattern, let expression):
      let value = try settled(try evaluate(expression), at: expression)
      try bind(pattern, to: value, at: expression)
      return []
    }
  }

  private mutating func bind(
    _ pattern: ScriptStatement.Pattern, to value: ScriptValue, at node: ScriptExpression
  ) throws(ScriptError) {
    switch pattern {
    case .name(let name): variables[name] = value
    case .object(let elements):
      for element in elements {
        variables[element.name] = try member(element.key, of: value, at: node)
      }
    case .array(let names):
      guard case .data(.list(let elements)) = value else {
        throw failure("this is no list", at: node)
      }
      for (index, name) in names.enumerated() {
        guard let name else { continue }
        variables[name] = index < elements.count ? .data(elements[index]) : .undefined
      }
    }
  }

  /// The value of an expression, queries not run unless they are awaited.
  func evaluate(_ node: ScriptExpression) throws(ScriptError) -> ScriptValue {
    switch node.kind {
    case .literal(let value): return .data(value)
    case .undefined: return .undefined
    case .identifier(let name): return try variable(name, at: node)
    case .template(let strings, let values):
      var text = strings[0]
      for (index, value) in values.enumerated() {
        text += ScriptText.text(of: try data(value)) + strings[index + 1]
      }
      return .data(.string(text))
    case .object(let properties): return .data(.object(try object(properties)))
    case .array(let elements): return .data(.list(try list(elements)))
    case .member(let base, let name, let isOptional):
      let value = try evaluate(base)
      if isOptional, value == .undefined || value == .data(.null) { return .undefined }
      return try member(name, of: value, at: node)
    case .index(let base, let key): return try element(of: base, key)
    case .call(let callee, let arguments): return try call(callee, arguments, at: node)
    case .construct(let callee, let arguments):
      return try construct(callee, arguments, at: node)
    case .tagged(let callee, let strings, let values):
      return try tagged(callee, strings, values, at: node)
    case .await(let operand): return try settled(try evaluate(operand), at: operand)
    case .negate(let operand):
      guard let result = ScriptArithmetic.apply(.subtract, .integer(0), try data(operand)) else {
        throw failure("this is no number", at: operand)
      }
      return .data(result)
    case .not(let operand):
      return .data(.boolean(!ScriptText.isTrue(try evaluate(operand))))
    case .binary(let operation, let left, let right):
      let values = (try data(left), try data(right))
      guard let result = ScriptArithmetic.apply(operation, values.0, values.1) else {
        throw failure("`\(operation.rawValue)` has no result for these values", at: node)
      }
      return .data(result)
    }
  }

  /// Runs a query that has not run yet.
  private func settled(
    _ value: ScriptValue, at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch value {
    case .call(let call):
      let answers = try execute(.single(call.request, .json), at: node)
      return .data(answers.first.map(call.shape.apply) ?? .null)
    case .batch(let calls, let transaction):
      if transaction == nil {
        var results: [ArgumentValue] = []
        for call in calls {
          guard case .data(let result) = try settled(.call(call), at: node) else { continue }
          results.append(result)
        }
        return .data(.list(results))
      }
      let answers = try execute(
        .batch(calls.map(\.request), .json, transaction: transaction), at: node)
      return .data(.list(zip(calls, answers).map { $0.shape.apply(to: $1) }))
    case .undefined, .data, .output, .sql, .client, .clientMethod, .delegate, .method, .fields,
      .relation, .namespace, .function, .enumeration, .dataMethod:
      return value
    }
  }

  private func execute(
    _ request: EngineRequest, at node: ScriptExpression
  ) throws(ScriptError) -> [ArgumentValue] {
    do throws(ScriptError) {
      return try execute(request)
    } catch {
      guard case .query(let error, _) = error else { throw error }
      throw .query(error, place: TextPlace(node.offset, in: source))
    }
  }

  private func variable(_ name: String, at node: ScriptExpression) throws(ScriptError)
    -> ScriptValue
  {
    if let value = variables[name] { return value }
    if let value = ScriptGlobals.value(of: name, datamodel) { return value }
    let names = Array(variables.keys) + ScriptGlobals.names
    throw failure(
      "there is no variable `\(name)`",
      help: closestName(to: name, among: names).map { "did you mean `\($0)`?" }, at: node)
  }

  private func object(
    _ properties: [ScriptExpression.Property]
  ) throws(ScriptError) -> [QueryRequest.Argument] {
    var members: [QueryRequest.Argument] = []
    for property in properties {
      switch property {
      case .named(let name, let value):
        if let value = try optionalData(value) { members.append(.init(name, value)) }
      case .computed(let key, let value):
        let name = ScriptText.text(of: try data(key))
        if let value = try optionalData(value) { members.append(.init(name, value)) }
      case .spread(let expression):
        guard let value = try optionalData(expression) else { continue }
        guard case .object(let others) = value else {
          throw failure("only an object can be spread here", at: expression)
        }
        members += others
      }
    }
    return lastOfEachName(members)
  }

  /// A repeated key has the last of its values, in the place of the first.
  private func lastOfEachName(_ members: [QueryRequest.Argument]) -> [QueryRequest.Argument] {
    var positions: [String: Int] = [:]
    var result: [QueryRequest.Argument] = []
    for member in members {
      if let position = positions[member.name] {
        result[position] = member
      } else {
        positions[member.name] = result.count
        result.append(member)
      }
    }
    return result
  }

  func list(_ elements: [ScriptExpression.Element]) throws(ScriptError) -> [ArgumentValue] {
    var values: [ArgumentValue] = []
    for element in elements {
      switch element {
      case .value(let expression): values.append(try data(expression))
      case .spread(let expression):
        guard case .list(let others) = try data(expression) else {
          throw failure("only a list can be spread here", at: expression)
        }
        values += others
      }
    }
    return values
  }

  /// The value of an expression that must be one.
  func data(_ node: ScriptExpression) throws(ScriptError) -> ArgumentValue {
    guard let value = try optionalData(node) else {
      throw failure("this value is undefined", at: node)
    }
    return value
  }

  /// The value of an expression; `nil` when it is undefined, which leaves a member out.
  func optionalData(_ node: ScriptExpression) throws(ScriptError) -> ArgumentValue? {
    switch try evaluate(node) {
    case .undefined: return nil
    case .data(let value): return value
    case .call, .batch:
      throw failure("this query was not awaited", help: "write `await` before it", at: node)
    case .output, .sql, .client, .clientMethod, .delegate, .method, .fields, .relation,
      .namespace, .function, .enumeration, .dataMethod:
      throw failure("this is no value", at: node)
    }
  }

  func failure(
    _ message: String, help: String? = nil, at node: ScriptExpression
  ) -> ScriptError {
    .script(RequestError(message, help: help, at: node.offset, in: source))
  }

  /// Gives an error without a place the place of an expression.
  func located<Result>(
    at node: ScriptExpression, _ body: () throws(RequestError) -> Result
  ) throws(ScriptError) -> Result {
    do throws(RequestError) {
      return try body()
    } catch {
      throw failure(error.message, help: error.help, at: node)
    }
  }
}
