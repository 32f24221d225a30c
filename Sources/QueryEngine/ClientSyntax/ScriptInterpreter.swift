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
  let clock: ScriptClock
  /// Whether `undefined` in a query is refused rather than left out.
  let checksUndefined: Bool
  private let execute: Executor
  private var variables: [String: ScriptValue] = [:]

  /// Creates an interpreter for statements that were parsed from `source`.
  ///
  /// `placeholder` writes the n-th parameter of SQL, counted from 1.
  package init(
    datamodel: Datamodel, source: [UInt8], placeholder: @escaping (Int) -> String,
    clock: ScriptClock, execute: @escaping Executor
  ) {
    self.datamodel = datamodel
    self.source = source
    self.placeholder = placeholder
    self.clock = clock
    checksUndefined = datamodel.configuration.hasPreviewFeature("strictUndefinedChecks")
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
      let value = try settled(try evaluate(expression), at: expression)
      switch value {
      case .data, .object: return try argument(value, in: nil).map { [$0] } ?? []
      case .output(let values): return values
      case .undefined, .skip, .client, .namespace: return []
      case .call, .batch, .sql, .clientMethod, .delegate, .method, .fields, .relation, .function,
        .enumeration, .dataMethod:
        throw failure(
          "this is not a query", help: "call a method: `prisma.user.findMany()`", at: expression)
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
        throw failure("this is not a list", at: node)
      }
      for (index, name) in names.enumerated() {
        guard let name else { continue }
        variables[name] = index < elements.count ? .data(elements[index]) : .undefined
      }
    }
  }

  /// The value of an expression, queries not run unless they are awaited.
  ///
  /// `place` tells what the keys of an object literal mean to a query; `nil` outside of one.
  func evaluate(
    _ node: ScriptExpression, in place: InputPlace? = nil
  ) throws(ScriptError) -> ScriptValue {
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
    case .object(let properties): return .object(try object(properties, in: place))
    case .array(let elements): return .data(.list(try list(elements, in: place)))
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
        throw failure("this is not a number", at: operand)
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
    case .undefined, .skip, .data, .object, .output, .sql, .client, .clientMethod, .delegate,
      .method, .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
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

  func failure(
    _ message: String, help: String? = nil, at node: ScriptExpression
  ) -> ScriptError {
    failure(message, help: help, at: node.offset)
  }

  func failure(_ message: String, help: String? = nil, at offset: Int) -> ScriptError {
    .script(RequestError(message, help: help, at: offset, in: source))
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
