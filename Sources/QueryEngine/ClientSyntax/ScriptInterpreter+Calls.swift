import SchemaModel

/// Calls of the client's methods.
///
/// Every argument has an effect or is refused: what a call drops without a word may have been the
/// filter.
extension ScriptInterpreter {
  /// `callee(…)`.
  func call(
    _ callee: ScriptExpression, _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch try evaluate(callee) {
    case .method(let method, let model):
      let argument = try onlyArgument(arguments, of: method.rawValue, in: .arguments(model))
      let call = try located(at: callee) { () throws(RequestError) in
        try ClientCall(method, of: model, argument)
      }
      return .call(ScriptQuery(call: call, offset: node.offset))
    case .relation(let call, let field):
      let place = field.relatedModel.map { InputPlace.arguments($0) }
      let argument = try onlyArgument(arguments, of: field.name, in: place)
      let following = try located(at: callee) { () throws(RequestError) in
        try call.following(field, argument)
      }
      return .call(ScriptQuery(call: following, offset: node.offset))
    case .clientMethod(let function):
      return try callClient(function, arguments, at: callee)
    case .function(let name): return try callFunction(name, arguments, at: node)
    case .dataMethod(let value, let name):
      return .data(try callMethod(name, of: value, arguments, at: callee))
    case .undefined, .skip, .data, .object, .call, .batch, .output, .sql, .client, .delegate,
      .fields, .namespace, .enumeration:
      throw failure("this cannot be called", at: callee)
    }
  }

  /// `` callee`…` ``.
  func tagged(
    _ callee: ScriptExpression, _ strings: [String], _ values: [ScriptExpression],
    at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    var template = SQLTemplate()
    for (index, string) in strings.enumerated() {
      template.append(sql: string)
      guard index < values.count else { continue }
      if case .sql(let inner) = try evaluate(values[index]) {
        template.append(inner)
      } else {
        template.append(try data(values[index]))
      }
    }
    switch try evaluate(callee) {
    case .function("Prisma.sql"): return .sql(template)
    case .clientMethod(.queryRaw): return raw(.queryRaw, template, at: node)
    case .clientMethod(.executeRaw): return raw(.executeRaw, template, at: node)
    case .undefined, .skip, .data, .object, .call, .batch, .output, .sql, .client, .clientMethod,
      .delegate, .method, .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
      throw failure("this takes no template", at: callee)
    }
  }

  /// The argument of a call that takes one or none.
  private func onlyArgument(
    _ arguments: [ScriptExpression.Element], of name: String, in place: InputPlace?
  ) throws(ScriptError) -> ArgumentValue? {
    guard let first = arguments.first else { return nil }
    guard case .value(let expression) = first else {
      throw failure("a list cannot be spread here", at: first.expression)
    }
    try limit(arguments, of: name, to: 1)
    return try optionalData(expression, in: place)
  }

  /// Refuses arguments that a call has no use for.
  func limit(
    _ arguments: [ScriptExpression.Element], of name: String, to count: Int
  ) throws(ScriptError) {
    guard arguments.count > count else { return }
    throw tooMany(for: name, taking: count, at: arguments[count].expression)
  }

  func tooMany(for name: String, taking count: Int, at node: ScriptExpression) -> ScriptError {
    let number = ["no argument", "one argument", "two arguments"]
    return failure(
      "`\(name)` takes \(count < number.count ? number[count] : "\(count) arguments")", at: node)
  }

  private func callClient(
    _ function: ClientFunction, _ arguments: [ScriptExpression.Element],
    at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch function {
    case .connect, .disconnect:
      try limit(arguments, of: function.rawValue, to: 0)
      return .undefined
    case .transaction:
      try limit(arguments, of: function.rawValue, to: 2)
      return try transaction(arguments, at: node)
    case .queryRaw, .executeRaw:
      guard let first = arguments.first, case .sql(let template) = try evaluate(first.expression)
      else {
        throw failure(
          "`\(function.rawValue)` takes a template or `Prisma.sql`",
          help: "write \(function.rawValue)`SELECT …`, or \(function.rawValue)Unsafe(\"…\")",
          at: node)
      }
      try limit(arguments, of: function.rawValue, to: 1)
      return raw(function == .queryRaw ? .queryRaw : .executeRaw, template, at: node)
    case .queryRawUnsafe, .executeRawUnsafe:
      let values = try list(arguments)
      guard case .string(let sql)? = values.first else {
        throw failure("`\(function.rawValue)` takes SQL text", at: node)
      }
      return raw(
        function == .queryRawUnsafe ? .queryRaw : .executeRaw, sql: sql,
        parameters: Array(values.dropFirst()), at: node)
    case .runCommandRaw:
      let command = try onlyArgument(arguments, of: function.rawValue, in: nil) ?? .null
      let request = QueryRequest(
        action: EngineAction.runCommandRaw.rawValue, model: nil,
        responseKey: EngineAction.runCommandRaw.rawValue,
        arguments: [QueryRequest.Argument("command", command)])
      return .call(
        ScriptQuery(call: ClientCall(request: request, shape: .asItIs), offset: node.offset))
    }
  }

  private func raw(
    _ action: EngineAction, _ template: SQLTemplate, at node: ScriptExpression
  ) -> ScriptValue {
    raw(
      action, sql: template.text(placeholder: placeholder), parameters: template.values, at: node)
  }

  private func raw(
    _ action: EngineAction, sql: String, parameters: [ArgumentValue], at node: ScriptExpression
  ) -> ScriptValue {
    let arguments = [
      QueryRequest.Argument("query", .string(sql)),
      QueryRequest.Argument("parameters", .string(RawParameters.text(parameters))),
    ]
    let request = QueryRequest(
      action: action.rawValue, model: nil, responseKey: action.rawValue, arguments: arguments)
    let call = ClientCall(request: request, shape: action == .queryRaw ? .rows : .asItIs)
    return .call(ScriptQuery(call: call, offset: node.offset))
  }

  /// `$transaction([…], { isolationLevel })`.
  private func transaction(
    _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    guard case .value(let first)? = arguments.first, let queries = try queries(first) else {
      throw failure(
        "`$transaction` takes a list of queries",
        help: "write `prisma.$transaction([prisma.user.create(…), …])`", at: node)
    }
    let options = arguments.dropFirst().first?.expression
    return .batch(
      queries,
      .transaction(
        EngineRequest.BatchTransaction(
          isolationLevel: try options.map { options throws(ScriptError) in
            try isolationLevel(in: options)
          } ?? nil)))
  }

  private func isolationLevel(in node: ScriptExpression) throws(ScriptError) -> String? {
    var level: String?
    for (name, value, offset) in try options(node) {
      switch (name, value) {
      case ("isolationLevel", .string(let name)): level = name
      case ("isolationLevel", _): throw failure("`isolationLevel` should be a string", at: offset)
      case ("maxWait", _), ("timeout", _):
        throw failure("`\(name)` belongs to transactions that are functions", at: offset)
      default:
        throw failure(
          "`$transaction` has no option `\(name)`",
          help: suggestion(for: name, in: ["isolationLevel"]), at: offset)
      }
    }
    return level
  }

  /// The options of a call, without those that are undefined.
  func options(
    _ node: ScriptExpression
  ) throws(ScriptError) -> [(name: String, value: ArgumentValue, offset: Int)] {
    var options: [(name: String, value: ArgumentValue, offset: Int)] = []
    switch try plain(node) {
    case .object(let members):
      for member in members {
        guard let value = try argument(member.value, in: nil) else { continue }
        options.append((member.name, value, member.offset))
      }
    case .data(.object(let members)):
      options = members.map { ($0.name, $0.value, node.offset) }
    case .undefined: break
    case .skip, .data, .call, .batch, .output, .sql, .client, .clientMethod, .delegate, .method,
      .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
      throw failure("the options should be an object", at: node)
    }
    return options
  }

  /// The queries of a list, not awaited; `nil` when the expression is no list.
  func queries(_ node: ScriptExpression) throws(ScriptError) -> [ScriptQuery]? {
    guard case .array(let elements) = node.kind else {
      switch try evaluate(node) {
      case .batch(let queries, .list): return queries
      case .data(.list(let elements)) where elements.isEmpty: return []
      case .data(.list): throw notQueries(at: node)
      default: return nil
      }
    }
    var queries: [ScriptQuery] = []
    for element in elements {
      switch (element, try evaluate(element.expression)) {
      case (.value, .call(let query)): queries.append(query)
      case (.spread, .batch(let others, .list)): queries += others
      default: throw notQueries(at: element.expression)
      }
    }
    return queries
  }

  func notQueries(at node: ScriptExpression) -> ScriptError {
    failure("only queries that are not awaited can be here", at: node)
  }
}
