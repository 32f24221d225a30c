/// Reads the expressions that have the same value whenever the script runs.
struct ScriptExpressionParser {
  private var cursor: ScriptCursor
  private var depth = 0

  /// Deeper nesting is unreadable; no configuration needs it.
  private static let maximumDepth = 64

  /// Reads the expression at a cursor and moves the cursor behind it.
  ///
  /// Whatever cannot be understood is skipped and comes back as `.unreadable`.
  static func parse(_ cursor: inout ScriptCursor) -> ScriptExpression {
    var parser = ScriptExpressionParser(cursor: cursor)
    let expression = parser.expression()
    cursor = parser.cursor
    return expression
  }

  private init(cursor: ScriptCursor) { self.cursor = cursor }

  private mutating func expression() -> ScriptExpression {
    let (start, token) = (cursor.position, cursor.token)
    depth += 1
    defer { depth -= 1 }
    if depth < Self.maximumDepth, let value = fallback() {
      skipTypeSuffix()
      if cursor.isAfterExpression { return value }
    }
    cursor.position = start
    cursor.skipExpression()
    return ScriptExpression(kind: .unreadable(token.text), line: token.line)
  }

  /// `satisfies Type` and `as Type`, which change no value.
  private mutating func skipTypeSuffix() {
    while cursor.isWord("satisfies") || cursor.isWord("as") {
      cursor.advance()
      var angles = 0
      while !cursor.isAtEnd, angles > 0 || !cursor.isAfterExpression {
        if cursor.isMark("<") { angles += 1 }
        if cursor.isMark(">") { angles -= 1 }
        cursor.advance()
      }
    }
  }

  private mutating func fallback() -> ScriptExpression? {
    guard var left = sum() else { return nil }
    while cursor.takeMark("??") || cursor.takeMark("||") {
      guard let right = sum() else { return nil }
      left = ScriptExpression(kind: .fallback(left, right), line: left.line)
    }
    return left
  }

  private mutating func sum() -> ScriptExpression? {
    guard let first = operand() else { return nil }
    var parts = [first]
    while cursor.takeMark("+") {
      guard let next = operand() else { return nil }
      parts.append(next)
    }
    return parts.count == 1
      ? first : ScriptExpression(kind: .concatenation(parts), line: first.line)
  }

  private mutating func operand() -> ScriptExpression? {
    guard let value = primary() else { return nil }
    // `value!` tells TypeScript that it is not undefined.
    _ = cursor.takeMark("!")
    return value
  }

  private mutating func primary() -> ScriptExpression? {
    let token = cursor.token
    func made(_ kind: ScriptExpression.Kind) -> ScriptExpression {
      ScriptExpression(kind: kind, line: token.line)
    }
    switch token.kind {
    case .string(let text):
      cursor.advance()
      return made(.value(.string(text)))
    case .number(let digits):
      cursor.advance()
      return Double(digits.filter { $0 != "_" }).map { made(.value(.number($0))) }
    case .template(let texts, let substitutions):
      cursor.advance()
      return template(texts, substitutions, line: token.line)
    case .word(let word): return named(word).map(made)
    case .mark("("):
      cursor.advance()
      let inner = expression()
      return cursor.takeMark(")") ? inner : nil
    case .mark("["): return list(from: "[", to: "]").map { made(.array($0)) }
    case .mark("{"): return object().map { made(.object($0)) }
    case .mark, .end: return nil
    }
  }

  private mutating func template(
    _ texts: [String], _ substitutions: [[ScriptToken]], line: Int
  ) -> ScriptExpression {
    var parts: [ScriptExpression] = []
    for (index, text) in texts.enumerated() {
      parts.append(ScriptExpression(kind: .value(.string(text)), line: line))
      guard index < substitutions.count else { continue }
      var inner = ScriptCursor(substitutions[index])
      parts.append(Self.parse(&inner))
    }
    return ScriptExpression(kind: .concatenation(parts), line: line)
  }

  /// Expressions that start with a name.
  private mutating func named(_ word: String) -> ScriptExpression.Kind? {
    cursor.advance()
    switch word {
    case "true": return .value(.boolean(true))
    case "false": return .value(.boolean(false))
    case "null", "undefined": return .value(.absent)
    case "__dirname": return .scriptDirectory
    case "import": return takeMembers([["meta"], ["dirname"]]) ? .scriptDirectory : nil
    case "process": return processMember()
    case "env":
      skipTypeArguments()
      guard let name = call(), name.count == 1, case .value(.string(let name)) = name[0].kind
      else { return nil }
      return .requiredVariable(name)
    case "defineConfig": return call()?.first?.kind
    case "path":
      guard cursor.takeMark("."), case .word(let function) = cursor.token.kind else { return nil }
      cursor.advance()
      return pathCall(function)
    case "join" where cursor.isMark("("), "resolve" where cursor.isMark("("):
      return pathCall(word)
    default: return cursor.isAfterExpression || isBeforeOperator ? .constant(word) : nil
    }
  }

  private var isBeforeOperator: Bool {
    ["??", "||", "+", "!"].contains { cursor.isMark($0) } || cursor.isWord("satisfies")
      || cursor.isWord("as")
  }

  private mutating func takeMembers(_ names: [[String]]) -> Bool {
    for name in names where !(cursor.takeMark(".") && cursor.takeWords(name)) { return false }
    return true
  }

  /// `process.env.NAME`, `process.env["NAME"]`, `process.cwd()`.
  private mutating func processMember() -> ScriptExpression.Kind? {
    guard cursor.takeMark(".") else { return nil }
    if cursor.takeWords(["cwd"]) { return call() == nil ? nil : .workingDirectory }
    guard cursor.takeWords(["env"]) else { return nil }
    if cursor.takeMark("[") {
      guard case .string(let name) = cursor.token.kind else { return nil }
      cursor.advance()
      return cursor.takeMark("]") ? .variable(name) : nil
    }
    guard cursor.takeMark(".") || cursor.takeMark("?."), case .word(let name) = cursor.token.kind
    else { return nil }
    cursor.advance()
    return .variable(name)
  }

  private mutating func pathCall(_ function: String) -> ScriptExpression.Kind? {
    guard function == "join" || function == "resolve", let arguments = call() else { return nil }
    return .path(arguments, isResolved: function == "resolve")
  }

  private mutating func skipTypeArguments() {
    guard cursor.isMark("<") else { return }
    while !cursor.isAtEnd, !cursor.isMark("(") { cursor.advance() }
  }

  private mutating func call() -> [ScriptExpression]? { list(from: "(", to: ")") }

  private mutating func list(from open: String, to close: String) -> [ScriptExpression]? {
    guard cursor.takeMark(open) else { return nil }
    var elements: [ScriptExpression] = []
    while !cursor.takeMark(close) {
      elements.append(expression())
      guard cursor.takeMark(",") || cursor.isMark(close) else { return nil }
    }
    return elements
  }

  private mutating func object() -> [(key: String, value: ScriptExpression)]? {
    guard cursor.takeMark("{") else { return nil }
    var members: [(key: String, value: ScriptExpression)] = []
    while !cursor.takeMark("}") {
      members.append(member())
      guard cursor.takeMark(",") || cursor.isMark("}") else { return nil }
    }
    return members
  }

  /// `key: value`, `"key": value`, `key`; methods and spreads are unreadable.
  private mutating func member() -> (key: String, value: ScriptExpression) {
    let token = cursor.token
    let key: String
    switch token.kind {
    case .word(let name), .string(let name): key = name
    case .number, .mark, .template, .end: key = ""
    }
    if !key.isEmpty, cursor.isMark(":", ahead: 1) {
      cursor.advance(2)
      return (key, expression())
    }
    if !key.isEmpty, cursor.isMark(",", ahead: 1) || cursor.isMark("}", ahead: 1) {
      cursor.advance()
      return (key, ScriptExpression(kind: .constant(key), line: token.line))
    }
    cursor.skipExpression()
    // A spread may set any key, so it stands under a name that no key has.
    let unreadable = ScriptExpression(kind: .unreadable(token.text), line: token.line)
    return (token.kind == .mark("...") ? "..." : key, unreadable)
  }
}
