import BinaryText
import DatabaseAccess
import JSON

/// Functions, constructors and methods of values that scripts use.
extension ScriptInterpreter {
  /// `new callee(…)`.
  func construct(
    _ callee: ScriptExpression, _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    guard case .namespace(let name) = try evaluate(callee) else {
      throw failure("this cannot be constructed", at: callee)
    }
    switch name {
    case "PrismaClient":
      try checkClientOptions(arguments)
      return .client
    case "Date":
      let date = try dates(at: node).constructed(from: try values(arguments, of: "Date", to: 7))
      return .data(try dates(at: node).value(date))
    case "Decimal":
      let values = try values(arguments, of: name, to: 1)
      guard let digits = values.first.flatMap(decimal) else {
        throw failure("this is not a decimal number", at: node)
      }
      return .data(.decimal(digits))
    case "Uint8Array":
      guard let value = try values(arguments, of: name, to: 1).first else { break }
      return .data(try bytes(value, encoding: nil, at: node))
    default: break
    }
    throw failure("`\(name)` cannot be constructed like this", at: node)
  }

  /// Options of the client that change what queries do would be missed.
  private func checkClientOptions(
    _ arguments: [ScriptExpression.Element]
  ) throws(ScriptError) {
    try limit(arguments, of: "PrismaClient", to: 1)
    guard let first = arguments.first?.expression else { return }
    for option in try options(first) where !["log", "errorFormat"].contains(option.name) {
      throw failure(
        "the option `\(option.name)` of the client has no effect in a query script",
        help: "leave it out", at: option.offset)
    }
  }

  private func decimal(_ value: ArgumentValue) -> String? {
    switch value {
    case .integer(let number): String(number)
    case .number(let text), .decimal(let text), .bigInt(let text): text
    case .string(let text): DecimalText.isValid(text) ? text : nil
    case .null, .boolean, .enumeration, .dateTime, .bytes, .json, .raw, .fieldReference, .list,
      .object:
      nil
    }
  }

  /// The arguments of a call that takes a number of them.
  private func values(
    _ arguments: [ScriptExpression.Element], of name: String, to count: Int
  ) throws(ScriptError) -> [ArgumentValue] {
    try limit(arguments, of: name, to: count)
    let values = try list(arguments)
    guard values.count > count, let last = arguments.last else { return values }
    throw tooMany(for: name, taking: count, at: last.expression)
  }

  func callFunction(
    _ name: String, _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch name {
    case "Promise.all":
      try limit(arguments, of: name, to: 1)
      guard let first = arguments.first?.expression else { return .data(.list([])) }
      guard let queries = try queries(first) else {
        throw failure("a list of queries should be here", at: first)
      }
      return .batch(queries, .all)
    case "Prisma.join": return .sql(try join(arguments, at: node))
    case "console.log": return .output(try list(arguments))
    case "console.dir":
      // How deep the output goes needs no option: everything is shown.
      try limit(arguments, of: name, to: 2)
      return .output(try list(Array(arguments.prefix(1))))
    case "Date.now":
      try limit(arguments, of: name, to: 0)
      return .data(.integer(clock.now()))
    case "Date.UTC":
      let parts = try values(arguments, of: name, to: 7)
      return .data(.integer(try dates(at: node).milliseconds(ofUTC: parts)))
    case "Buffer.from":
      let values = try values(arguments, of: name, to: 2)
      guard let first = values.first else { break }
      return .data(
        try bytes(first, encoding: values.dropFirst().first.map(ScriptText.text), at: node))
    default: break
    }
    guard let first = try values(arguments, of: name, to: 1).first else {
      throw failure("an argument is missing", at: node)
    }
    return try callFunction(name, first, at: node)
  }

  /// Functions of one argument.
  private func callFunction(
    _ name: String, _ value: ArgumentValue, at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch (name, value) {
    case ("require", _): return .namespace("module")
    case ("Prisma.raw", .string(let sql)):
      var template = SQLTemplate()
      template.append(sql: sql)
      return .sql(template)
    case ("Date.parse", .string(let text)):
      return .data(.integer(try dates(at: node).milliseconds(text)))
    case ("Uint8Array.from", _): return .data(try bytes(value, encoding: nil, at: node))
    case ("JSON.stringify", _): return .data(.string(try json(value, at: node)))
    case ("BigInt", _):
      let text = ScriptText.text(of: value)
      guard let number = Int64(text) else {
        throw failure("this is not an integer of 64 bits", at: node)
      }
      return .data(.bigInt(String(number)))
    case ("Number", .string(let text)), ("Number", .bigInt(let text)),
      ("Number", .decimal(let text)):
      guard let number = Double(text), number.isFinite else {
        throw failure("this is not a number", at: node)
      }
      return .data(Int64(exactly: number).map { .integer($0) } ?? .number(number.description))
    case ("Number", .integer), ("Number", .number): return .data(value)
    case ("String", _): return .data(.string(ScriptText.text(of: value)))
    default: throw failure("`\(name)` cannot take this value", at: node)
    }
  }

  /// `Prisma.join(values, separator, prefix, suffix)`.
  private func join(
    _ arguments: [ScriptExpression.Element], at node: ScriptExpression
  ) throws(ScriptError) -> SQLTemplate {
    guard let first = arguments.first?.expression else {
      throw failure("`Prisma.join` takes a list", at: node)
    }
    try limit(arguments, of: "Prisma.join", to: 4)
    let texts = try list(Array(arguments.dropFirst())).map(ScriptText.text)
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
    if texts.count > 1 { template.append(sql: texts[1]) }
    for (index, part) in parts.enumerated() {
      if index > 0 { template.append(sql: texts.first ?? ",") }
      switch part {
      case .sql(let inner): template.append(inner)
      case .data(let value): template.append(value)
      case .undefined, .skip, .object, .call, .batch, .output, .client, .clientMethod, .delegate,
        .method, .fields, .relation, .namespace, .function, .enumeration, .dataMethod:
        throw failure("this is not a value", at: first)
      }
    }
    if texts.count > 2 { template.append(sql: texts[2]) }
    return template
  }

  /// `JSON.stringify(value)`.
  private func json(
    _ value: ArgumentValue, at node: ScriptExpression
  ) throws(ScriptError) -> String {
    guard value.hasJSON else {
      throw failure(
        "a big integer and bytes have no JSON", help: "make a string of them first", at: node)
    }
    var writer = JSONWriter()
    writer.plain(value)
    return writer.text
  }

  private func bytes(
    _ value: ArgumentValue, encoding: String?, at node: ScriptExpression
  ) throws(ScriptError) -> ArgumentValue {
    let bytes: [UInt8]? =
      switch (value, encoding) {
      case (.bytes(let bytes), nil): bytes
      case (.list(let elements), nil):
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
    guard let bytes else { throw failure("these are not bytes", at: node) }
    return .bytes(bytes)
  }

  /// The few methods of values that scripts use.
  func callMethod(
    _ name: String, of value: ArgumentValue, _ arguments: [ScriptExpression.Element],
    at node: ScriptExpression
  ) throws(ScriptError) -> ArgumentValue {
    switch (name, value) {
    case ("toString", .integer), ("toString", .bigInt), ("toString", .bytes):
      guard let form = try values(arguments, of: name, to: 1).first else { break }
      guard let text = text(of: value, form) else {
        throw failure("`toString` has no such form", at: node)
      }
      return .string(text)
    default: break
    }
    let result: ArgumentValue? =
      switch (name, value) {
      case ("toISOString", .dateTime(let text)), ("toJSON", .dateTime(let text)): .string(text)
      case ("getTime", .dateTime(let text)), ("valueOf", .dateTime(let text)):
        ISODateTime.milliseconds(text).map { .integer($0) }
      case ("toNumber", .decimal(let text)): .number(text)
      case ("toString", _): .string(ScriptText.text(of: value))
      default: nil
      }
    guard let result else { throw failure("there is no method `\(name)` here", at: node) }
    try limit(arguments, of: name, to: 0)
    return result
  }

  /// What `toString` makes of a number with a radix, and of bytes with an encoding.
  private func text(of value: ArgumentValue, _ form: ArgumentValue) -> String? {
    switch (value, form) {
    case (.integer(let number), .integer(let radix)):
      return 2...36 ~= radix ? String(number, radix: Int(radix)) : nil
    case (.bigInt(let digits), .integer(let radix)):
      return 2...36 ~= radix ? Int64(digits).map { String($0, radix: Int(radix)) } : nil
    case (.bytes(let bytes), .string("base64")): return Base64.encode(bytes)
    case (.bytes(let bytes), .string("hex")):
      var digits: [UInt8] = []
      for byte in bytes { Hexadecimal.append(byte, to: &digits) }
      return String(decoding: digits, as: UTF8.self)
    case (.bytes(let bytes), .string("utf8")), (.bytes(let bytes), .string("utf-8")):
      return String(decoding: bytes, as: UTF8.self)
    default: return nil
    }
  }

  /// What reads dates, and complains of them at a place.
  private func dates(at node: ScriptExpression) -> ScriptDate {
    ScriptDate(clock: clock) { message, help in self.failure(message, help: help, at: node) }
  }
}

extension ArgumentValue {
  /// Whether `JSON.stringify` takes the value.
  fileprivate var hasJSON: Bool {
    switch self {
    case .bigInt, .bytes: false
    case .list(let elements): elements.allSatisfy(\.hasJSON)
    case .object(let members): members.allSatisfy(\.value.hasJSON)
    case .null, .boolean, .integer, .number, .string, .enumeration, .dateTime, .decimal, .json,
      .raw, .fieldReference:
      true
    }
  }
}
