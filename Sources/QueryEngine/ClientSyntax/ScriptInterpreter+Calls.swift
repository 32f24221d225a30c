import BinaryText
import DatabaseAccess
import SchemaModel

extension ScriptInterpreter {
  /// `callee(…)`.
  func call(
    _ callee: ScriptExpression, _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch try evaluate(callee) {
    case .method(let method, let model):
      let argument = try firstArgument(arguments)
      return .call(
        try located(at: callee) { () throws(RequestError) in
          try ClientCall(method, of: model, argument)
        })
    case .relation(let call, let field):
      let argument = try firstArgument(arguments)
      return .call(
        try located(at: callee) { () throws(RequestError) in
          try call.following(field, argument)
        })
    case .clientMethod(let function):
      return try callClient(function, arguments, at: callee)
    case .function(let name): return try callFunction(name, arguments, at: node)
    case .dataMethod(let value, let name):
      guard let result = dataMethod(name, of: value) else {
        throw failure("there is no method `\(name)` here", at: callee)
      }
      return .data(result)
    case .undefined, .data, .call, .batch, .output, .sql, .client, .delegate, .fields, .namespace,
      .enumeration:
      throw failure("this cannot be called", at: callee)
    }
  }

  /// `new callee(…)`.
  func construct(
    _ callee: ScriptExpression, _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    guard case .namespace(let name) = try evaluate(callee) else {
      throw failure("this cannot be constructed", at: callee)
    }
    let values = name == "PrismaClient" ? [] : try list(arguments)
    switch (name, values.first) {
    case ("PrismaClient", _): return .client
    case ("Date", nil): return .data(try date(.integer(now()), at: node))
    case ("Date", let value?): return .data(try date(value, at: node))
    case ("Decimal", .integer(let number)?): return .data(.decimal(String(number)))
    case ("Decimal", .number(let text)?), ("Decimal", .string(let text)?),
      ("Decimal", .decimal(let text)?):
      return .data(.decimal(text))
    case ("Uint8Array", let value?): return .data(try bytes(value, encoding: nil, at: node))
    default: throw failure("`\(name)` cannot be constructed like this", at: node)
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
    case .clientMethod(.queryRaw): return raw(.queryRaw, template)
    case .clientMethod(.executeRaw): return raw(.executeRaw, template)
    case .undefined, .data, .call, .batch, .output, .sql, .client, .clientMethod, .delegate,
      .method, .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
      throw failure("this takes no template", at: callee)
    }
  }

  private func callClient(
    _ function: ClientFunction, _ arguments: [ScriptExpression.Element],
    at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch function {
    case .connect, .disconnect: return .undefined
    case .transaction: return try transaction(arguments, at: node)
    case .queryRaw, .executeRaw:
      guard let first = arguments.first, case .sql(let template) = try evaluate(first.expression)
      else {
        throw failure(
          "`\(function.rawValue)` takes a template or `Prisma.sql`",
          help: "write \(function.rawValue)`SELECT …`, or \(function.rawValue)Unsafe(\"…\")",
          at: node)
      }
      return raw(function == .queryRaw ? .queryRaw : .executeRaw, template)
    case .queryRawUnsafe, .executeRawUnsafe:
      let values = try list(arguments)
      guard case .string(let sql)? = values.first else {
        throw failure("`\(function.rawValue)` takes SQL text", at: node)
      }
      return raw(
        function == .queryRawUnsafe ? .queryRaw : .executeRaw, sql: sql,
        parameters: Array(values.dropFirst()))
    case .runCommandRaw:
      let command = try list(arguments).first ?? .null
      return .call(
        ClientCall(
          request: QueryRequest(
            action: EngineAction.runCommandRaw.rawValue, model: nil,
            responseKey: EngineAction.runCommandRaw.rawValue,
            arguments: [QueryRequest.Argument("command", command)]),
          shape: .asItIs))
    }
  }

  private func raw(_ action: EngineAction, _ template: SQLTemplate) -> ScriptValue {
    raw(action, sql: template.text(placeholder: placeholder), parameters: template.values)
  }

  private func raw(
    _ action: EngineAction, sql: String, parameters: [ArgumentValue]
  ) -> ScriptValue {
    let arguments = [
      QueryRequest.Argument("query", .string(sql)),
      QueryRequest.Argument("parameters", .string(RawParameters.text(parameters))),
    ]
    let request = QueryRequest(
      action: action.rawValue, model: nil, responseKey: action.rawValue, arguments: arguments)
    return .call(ClientCall(request: request, shape: action == .queryRaw ? .rows : .asItIs))
  }

  /// `$transaction([…], { isolationLevel })`.
  private func transaction(
    _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    guard let first = arguments.first?.expression, case .array = first.kind else {
      throw failure(
        "`$transaction` takes a list of queries",
        help: "write `prisma.$transaction([prisma.user.create(…), …])`", at: node)
    }
    var level: String?
    if arguments.count > 1, let options = try optionalData(arguments[1].expression),
      case .string(let name)? = options["isolationLevel"]
    {
      level = name
    }
    return .batch(
      try calls(first), EngineRequest.BatchTransaction(isolationLevel: level))
  }

  /// The queries of an array literal, not awaited.
  private func calls(_ array: ScriptExpression) throws(ScriptError) -> [ClientCall] {
    guard case .array(let elements) = array.kind else {
      throw failure("a list of queries should be here", at: array)
    }
    var calls: [ClientCall] = []
    for element in elements {
      guard case .value(let expression) = element, case .call(let call) = try evaluate(expression)
      else {
        throw failure("only queries that are not awaited can be here", at: element.expression)
      }
      calls.append(call)
    }
    return calls
  }

  private func callFunction(
    _ name: String, _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch name {
    case "require": return .namespace("module")
    case "Promise.all":
      guard let first = arguments.first?.expression else { return .data(.list([])) }
      return .batch(try calls(first), nil)
    case "Prisma.join": return .sql(try join(arguments, at: node))
    case "console.log", "console.dir": return .output(try list(arguments))
    case "Date.now": return .data(.integer(now()))
    default: break
    }
    let values = try list(arguments)
    guard let first = values.first else { throw failure("an argument is missing", at: node) }
    switch (name, first) {
    case ("Prisma.raw", .string(let sql)):
      var template = SQLTemplate()
      template.append(sql: sql)
      return .sql(template)
    case ("Buffer.from", _), ("Uint8Array.from", _):
      let encoding = values.count > 1 ? ScriptText.text(of: values[1]) : nil
      return .data(try bytes(first, encoding: encoding, at: node))
    case ("BigInt", _):
      let text = ScriptText.text(of: first)
      guard Int64(text) != nil else { throw failure("this is no integer of 64 bits", at: node) }
      return .data(.bigInt(text))
    case ("Number", .string(let text)), ("Number", .bigInt(let text)),
      ("Number", .decimal(let text)):
      guard let number = Double(text), number.isFinite else {
        throw failure("this is no number", at: node)
      }
      return .data(Int64(exactly: number).map { .integer($0) } ?? .number(number.description))
    case ("Number", .integer), ("Number", .number): return .data(first)
    case ("String", _): return .data(.string(ScriptText.text(of: first)))
    default: throw failure("`\(name)` cannot take this value", at: node)
    }
  }

  /// `Prisma.join(values, separator)`.
  private func join(
    _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> SQLTemplate {
    guard let first = arguments.first?.expression else {
      throw failure("`Prisma.join` takes a list", at: node)
    }
    var separator = ","
    if arguments.count > 1 { separator = ScriptText.text(of: try data(arguments[1].expression)) }
    var parts: [ScriptValue] = []
    if case .array(let elements) = first.kind {
      for element in elements { parts.append(try evaluate(element.expression)) }
    } else if case .list(let values) = try data(first) {
      parts = values.map { .data($0) }
    }
    guard !parts.isEmpty else {
      throw failure("`Prisma.join` takes a list that is not empty", at: node)
    }
    var template = SQLTemplate()
    for (index, part) in parts.enumerated() {
      if index > 0 { template.append(sql: separator) }
      switch part {
      case .sql(let inner): template.append(inner)
      case .data(let value): template.append(value)
      case .undefined, .call, .batch, .output, .client, .clientMethod, .delegate, .method,
        .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
        throw failure("this is no value", at: first)
      }
    }
    return template
  }

  private func firstArgument(
    _ arguments: [ScriptExpression.Element]
  ) throws(ScriptError) -> ArgumentValue? {
    guard let first = arguments.first else { return nil }
    return try optionalData(first.expression)
  }

  private func date(
    _ value: ArgumentValue, at node: ScriptExpression
  ) throws(ScriptError) -> ArgumentValue {
    let text: String? =
      switch value {
      case .integer(let milliseconds): ISODateTime.text(milliseconds: milliseconds)
      case .string(let text), .dateTime(let text): ISODateTime.canonical(text)
      case .null, .boolean, .number, .enumeration, .bigInt, .decimal, .bytes, .json, .raw,
        .fieldReference, .list, .object:
        nil
      }
    guard let text else {
      throw failure(
        "this is no date", help: "write `new Date(\"2026-01-31T12:00:00Z\")`", at: node)
    }
    return .dateTime(text)
  }

  private func bytes(
    _ value: ArgumentValue, encoding: String?, at node: ScriptExpression
  ) throws(ScriptError) -> ArgumentValue {
    let bytes: [UInt8]? =
      switch (value, encoding) {
      case (.bytes(let bytes), _): bytes
      case (.list(let elements), _):
        elements.reduce(into: [UInt8]?.some([])) { bytes, element in
          if case .integer(let number) = element, let byte = UInt8(exactly: number) {
            bytes?.append(byte)
          } else {
            bytes = nil
          }
        }
      case (.string(let text), "base64"), (.string(let text), "base64url"): Base64.decode(text)
      case (.string(let text), "hex"): Hexadecimal.decode(text.utf8)
      case (.string(let text), nil), (.string(let text), "utf8"), (.string(let text), "utf-8"):
        Array(text.utf8)
      default: nil
      }
    guard let bytes else { throw failure("these are no bytes", at: node) }
    return .bytes(bytes)
  }

  /// The few methods of values that scripts use.
  private func dataMethod(_ name: String, of value: ArgumentValue) -> ArgumentValue? {
    switch (name, value) {
    case ("toISOString", .dateTime(let text)): .string(text)
    case ("getTime", .dateTime(let text)): ISODateTime.milliseconds(text).map { .integer($0) }
    case ("toNumber", .decimal(let text)): .number(text)
    case ("toString", _): .string(ScriptText.text(of: value))
    default: nil
    }
  }
}
