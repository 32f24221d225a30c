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
  private let answers = ScriptAnswers()
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
      case .batch:
        throw failure(
          "these queries are never awaited", help: "write `await Promise.all(…)` around them",
          at: expression)
      case .call, .sql, .clientMethod, .delegate, .method, .fields, .relation, .function,
        .enumeration, .dataMethod:
        throw failure(
          "this is not a query", help: "call a method: `prisma.user.findMany()`", at: expression)
      }
    case .binding(let pattern, let expression):
      var value = try evaluate(expression)
      // A query waits until it is awaited, while `$transaction` and `Promise.all` run what they get.
      if case .batch = value { value = try settled(value, at: expression) }
      try bind(pattern, to: value, at: expression)
      for name in statement.unusedNames.sorted() {
        switch variables[name] {
        case .call?, .batch?:
          throw failure(
            "this query is never awaited, so it does not run", help: "write `await` before it",
            at: expression)
        default: continue
        }
      }
      return []
    }
  }

  private mutating func bind(
    _ pattern: ScriptStatement.Pattern, to value: ScriptValue, at node: ScriptExpression
  ) throws(ScriptError) {
    switch (pattern, value) {
    case (.array(let names), .batch(let queries, .list)):
      for (index, name) in names.enumerated() {
        guard let name else { continue }
        variables[name] = index < queries.count ? .call(queries[index]) : .undefined
      }
      return
    case (.array, .call): throw notAwaited(at: node)
    default: break
    }
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
    case .array(let elements): return try array(elements, in: place)
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
      let value = try evaluate(operand)
      if case .call = value { throw notAwaited(at: operand) }
      return .data(.boolean(!ScriptText.isTrue(value)))
    case .binary(let operation, let left, let right):
      let values = (try data(left), try data(right))
      guard let result = ScriptArithmetic.apply(operation, values.0, values.1) else {
        throw failure("`\(operation.rawValue)` has no result for these values", at: node)
      }
      return .data(result)
    }
  }

  /// Awaits a value: a query runs once, however often it is awaited.
  private func settled(
    _ value: ScriptValue, at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch value {
    case .call(let query): return .data(try answer(to: query, at: node))
    case .batch(let queries, .all):
      var results: [ArgumentValue] = []
      for query in queries { results.append(try answer(to: query, at: node)) }
      return .data(.list(results))
    case .batch(let queries, .transaction(let transaction)):
      let calls = queries.map(\.call)
      let answers = try execute(
        .batch(calls.map(\.request), .json, transaction: transaction), at: node)
      return .data(.list(zip(calls, answers).map { $0.shape.apply(to: $1) }))
    case .batch(_, .list), .undefined, .skip, .data, .object, .output, .sql, .client, .clientMethod,
      .delegate,
      .method, .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
      return value
    }
  }

  private func answer(
    to query: ScriptQuery, at node: ScriptExpression
  ) throws(ScriptError) -> ArgumentValue {
    if let known = answers.known[query.offset] { return known }
    let call = query.call
    let answer =
      try execute(.single(call.request, .json), at: node).first.map(call.shape.apply) ?? .null
    answers.known[query.offset] = answer
    return answer
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

  func notAwaited(at node: ScriptExpression) -> ScriptError {
    failure("this query was not awaited", help: "write `await` before it", at: node)
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

/// The answers of the queries that have run, by the places where they were made.
private final class ScriptAnswers {
  var known: [Int: ArgumentValue] = [:]
}
