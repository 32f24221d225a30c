/// Parses a script of the client's own syntax.
///
/// The whole script is parsed before anything of it runs, so that a slip at its end does not leave
/// half of it done.
package struct ScriptParser {
  private var lexer: ScriptLexer
  private var token: ScriptToken
  private var depth = 0
  /// The variables that the statement refers to.
  private var mentions: Set<String> = []

  private static let maximumDepth = 128

  /// Parses all statements of a script.
  package static func parse(_ text: [UInt8]) throws(RequestError) -> [ScriptStatement] {
    var parser = try ScriptParser(text)
    return try parser.statements()
  }

  private init(_ text: [UInt8]) throws(RequestError) {
    lexer = ScriptLexer(text)
    token = try lexer.next()
  }

  private mutating func statements() throws(RequestError) -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    var mentions: [Set<String>] = []
    while token.kind != .end {
      if try take(";") { continue }
      self.mentions = []
      if let statement = try statement() {
        statements.append(statement)
        mentions.append(self.mentions)
      }
      guard token.kind == .end || isAt(";") || token.isOnNewLine else {
        throw failure("a new line or a semicolon should follow the statement")
      }
    }
    var mentionedLater: Set<String> = []
    for index in statements.indices.reversed() {
      if case .binding(let pattern, _) = statements[index].kind {
        statements[index].unusedNames = Set(pattern.names).subtracting(mentionedLater)
        mentionedLater.subtract(pattern.names)
      }
      mentionedLater.formUnion(mentions[index])
    }
    return statements
  }

  /// One statement; `nil` for one that has no meaning here, such as an import.
  private mutating func statement() throws(RequestError) -> ScriptStatement? {
    let offset = token.offset
    switch token.kind {
    case .identifier("import"):
      try skipImport()
      return nil
    case .identifier("const"), .identifier("let"), .identifier("var"):
      try advance()
      let pattern = try pattern()
      guard try take("=") else { throw failure("a value should be given with `=`") }
      return ScriptStatement(kind: .binding(pattern, try expression()), offset: offset)
    case .identifier(let word) where Self.refusedWords.contains(word):
      throw failure(
        "`\(word)` cannot be used in a query script",
        help: "write the queries one after another; `await` and `const` are understood")
    case .identifier, .string, .number, .bigInt, .template, .punctuator, .end:
      let expression = try expression()
      guard case .identifier(let name) = expression.kind, try take("=") else {
        return ScriptStatement(kind: .expression(expression), offset: offset)
      }
      mentions.remove(name)
      return ScriptStatement(kind: .binding(.name(name), try self.expression()), offset: offset)
    }
  }

  private static let refusedWords: Set<String> = [
    "async", "break", "class", "continue", "do", "export", "for", "function", "if", "return",
    "switch", "throw", "try", "while",
  ]

  private mutating func skipImport() throws(RequestError) {
    while token.kind != .end, !isAt(";") {
      let isModule = if case .string = token.kind { true } else { false }
      try advance()
      if isModule { return }
    }
  }

  private mutating func pattern() throws(RequestError) -> ScriptStatement.Pattern {
    if try take("[") {
      var names: [String?] = []
      while !(try take("]")) {
        if try take(",") {
          names.append(nil)
          continue
        }
        names.append(try identifier("a name should be here"))
        if !isAt("]") { try expect(",", "a comma should be here") }
      }
      return .array(names)
    }
    guard try take("{") else { return .name(try identifier("a name should be here")) }
    var elements: [ScriptStatement.ObjectElement] = []
    while !(try take("}")) {
      let key = try identifier("a name should be here")
      let name = try take(":") ? try identifier("a name should be here") : key
      elements.append(ScriptStatement.ObjectElement(key: key, name: name))
      if !isAt("}") { try expect(",", "a comma should be here") }
    }
    return .object(elements)
  }

  private mutating func expression() throws(RequestError) -> ScriptExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw failure("the script is nested too deeply") }
    return try sum()
  }

  private mutating func sum() throws(RequestError) -> ScriptExpression {
    var left = try product()
    while case .punctuator(let mark) = token.kind, mark == "+" || mark == "-",
      let operation = ScriptExpression.Operator(rawValue: mark)
    {
      try advance()
      let right = try product()
      left = try node(
        .binary(operation, left, right), at: left.offset, over: [left, right])
    }
    return left
  }

  private mutating func product() throws(RequestError) -> ScriptExpression {
    var left = try prefix()
    while case .punctuator(let mark) = token.kind, mark == "*" || mark == "/" || mark == "%",
      let operation = ScriptExpression.Operator(rawValue: mark)
    {
      try advance()
      let right = try prefix()
      left = try node(
        .binary(operation, left, right), at: left.offset, over: [left, right])
    }
    return left
  }

  private mutating func prefix() throws(RequestError) -> ScriptExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw failure("the script is nested too deeply") }
    let offset = token.offset
    if try take("-") {
      let operand = try prefix()
      return try node(.negate(operand), at: offset, over: [operand])
    }
    if try take("!") {
      let operand = try prefix()
      return try node(.not(operand), at: offset, over: [operand])
    }
    if case .identifier("await") = token.kind {
      try advance()
      let operand = try prefix()
      return try node(.await(operand), at: offset, over: [operand])
    }
    if case .identifier("new") = token.kind {
      try advance()
      return try postfix(try construction(at: offset))
    }
    return try postfix(try primary())
  }

  /// What follows `new`: a name with members, and its arguments.
  private mutating func construction(at offset: Int) throws(RequestError) -> ScriptExpression {
    var callee = try primary()
    while try take(".") {
      let member = try identifier("a name should follow the dot")
      callee = try node(
        .member(callee, member, isOptional: false), at: callee.offset, over: [callee])
    }
    let arguments = try take("(") ? try elements(until: ")") : []
    return try node(
      .construct(callee, arguments), at: offset, over: [callee] + arguments.map(\.expression))
  }

  private mutating func postfix(_ base: ScriptExpression) throws(RequestError) -> ScriptExpression {
    var base = base
    while true {
      let offset = token.offset
      if isAt(".") || isAt("?.") {
        let isOptional = isAt("?.")
        try advance()
        let nameOffset = token.offset
        let name = try identifier("a name should follow the dot")
        base = try node(.member(base, name, isOptional: isOptional), at: nameOffset, over: [base])
      } else if try take("(") {
        let arguments = try elements(until: ")")
        base = try node(
          .call(base, arguments), at: base.offset, over: [base] + arguments.map(\.expression))
      } else if isAt("["), !token.isOnNewLine {
        try advance()
        let key = try expression()
        try expect("]", "a closing bracket should be here")
        base = try node(.index(base, key), at: offset, over: [base, key])
      } else if token.kind == .template {
        let (strings, values) = try template()
        base = try node(
          .tagged(base, strings: strings, values: values), at: base.offset, over: [base] + values)
      } else if isAt("!"), !token.isOnNewLine {
        // TypeScript's assertion that a value is there.
        try advance()
      } else {
        return base
      }
    }
  }

  private mutating func primary() throws(RequestError) -> ScriptExpression {
    let offset = token.offset
    switch token.kind {
    case .string(let text): return try literal(.string(text))
    case .number(let text): return try literal(number(text))
    case .bigInt(let text): return try literal(.bigInt(text))
    case .identifier("true"): return try literal(.boolean(true))
    case .identifier("false"): return try literal(.boolean(false))
    case .identifier("null"): return try literal(.null)
    case .identifier("undefined"):
      try advance()
      return try node(.undefined, at: offset)
    case .identifier(let name):
      try advance()
      return try variable(name, at: offset)
    case .template:
      let (strings, values) = try template()
      return try node(.template(strings: strings, values: values), at: offset, over: values)
    case .punctuator("("):
      try advance()
      let inner = try expression()
      try expect(")", "a closing parenthesis should be here")
      return inner
    case .punctuator("["):
      try advance()
      let elements = try elements(until: "]")
      return try node(.array(elements), at: offset, over: elements.map(\.expression))
    case .punctuator("{"):
      try advance()
      return try object(at: offset)
    case .end: throw failure("the script ends where a value should be")
    case .punctuator(let mark): throw failure("a value should be here, not `\(mark)`")
    }
  }

  private mutating func variable(
    _ name: String, at offset: Int
  ) throws(RequestError) -> ScriptExpression {
    mentions.insert(name)
    return try node(.identifier(name), at: offset)
  }

  private mutating func object(at offset: Int) throws(RequestError) -> ScriptExpression {
    var properties: [ScriptExpression.Property] = []
    var children: [ScriptExpression] = []
    while !(try take("}")) {
      if try take("...") {
        let value = try expression()
        properties.append(.spread(value))
        children.append(value)
      } else if try take("[") {
        let key = try expression()
        try expect("]", "a closing bracket should be here")
        try expect(":", "a colon should follow the key")
        let value = try expression()
        properties.append(.computed(key, value))
        children += [key, value]
      } else {
        let keyOffset = token.offset
        let (key, isShorthand) = try key()
        let value =
          isShorthand ? try variable(key, at: keyOffset) : try expression()
        properties.append(.named(key, at: keyOffset, value))
        children.append(value)
      }
      if !isAt("}") { try expect(",", "a comma or a closing brace should be here") }
    }
    return try node(.object(properties), at: offset, over: children)
  }

  /// The key of a member with its colon; without a colon it names a variable as well.
  private mutating func key() throws(RequestError) -> (name: String, isShorthand: Bool) {
    let name: String
    var canBeShorthand = false
    switch token.kind {
    case .identifier(let text):
      name = text
      canBeShorthand = true
    case .string(let text), .number(let text): name = text
    case .bigInt, .template, .punctuator, .end: throw failure("a key should be here")
    }
    try advance()
    if try take(":") { return (name, false) }
    guard canBeShorthand, isAt(",") || isAt("}") else {
      throw failure("a colon should follow the key `\(name)`")
    }
    return (name, true)
  }

  private mutating func elements(
    until end: String
  ) throws(RequestError) -> [ScriptExpression.Element] {
    var elements: [ScriptExpression.Element] = []
    while !(try take(end)) {
      let isSpread = try take("...")
      let value = try expression()
      if isAt("=>") { throw failure("functions cannot be used in a query script") }
      elements.append(isSpread ? .spread(value) : .value(value))
      if !isAt(end) { try expect(",", "a comma or `\(end)` should be here") }
    }
    return elements
  }

  private mutating func template() throws(RequestError) -> ([String], [ScriptExpression]) {
    var strings: [String] = []
    var values: [ScriptExpression] = []
    while true {
      let (text, isLast) = try lexer.templateChunk()
      strings.append(text)
      try advance()
      if isLast { return (strings, values) }
      values.append(try expression())
      // Nothing behind this brace is read yet: there the template goes on.
      guard isAt("}") else { throw failure("a closing brace should be here") }
    }
  }

  private mutating func literal(_ value: ArgumentValue) throws(RequestError) -> ScriptExpression {
    let offset = token.offset
    try advance()
    return try node(.literal(value), at: offset)
  }

  /// A number as JavaScript means it: `1.0` and `1e3` are integers.
  private func number(_ text: String) -> ArgumentValue {
    if let integer = Int64(text) { return .integer(integer) }
    if let double = Double(text), let integer = Int64(exactly: double), integer.magnitude < 1 << 53
    {
      return .integer(integer)
    }
    return .number(text)
  }

  private func node(
    _ kind: ScriptExpression.Kind, at offset: Int, over children: [ScriptExpression] = []
  ) throws(RequestError) -> ScriptExpression {
    let height = 1 + (children.map(\.height).max() ?? 0)
    // Chains such as a.b.c are parsed without recursion but walked with it.
    guard height < 2 * Self.maximumDepth else {
      throw failure("the script is nested too deeply")
    }
    return ScriptExpression(kind: kind, offset: offset, height: height)
  }

  private mutating func identifier(_ complaint: String) throws(RequestError) -> String {
    guard case .identifier(let name) = token.kind else { throw failure(complaint) }
    try advance()
    return name
  }

  private func isAt(_ mark: String) -> Bool { token.kind == .punctuator(mark) }

  private mutating func take(_ mark: String) throws(RequestError) -> Bool {
    guard isAt(mark) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ mark: String, _ complaint: String) throws(RequestError) {
    guard try take(mark) else {
      throw failure(token.kind == .end ? "the script ends too early: \(complaint)" : complaint)
    }
  }

  private mutating func advance() throws(RequestError) { token = try lexer.next() }

  private func failure(_ message: String, help: String? = nil) -> RequestError {
    RequestError(message, help: help, at: token.offset, in: lexer.bytes)
  }
}
