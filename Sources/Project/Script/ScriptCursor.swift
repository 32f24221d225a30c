/// A place in the tokens of a script.
struct ScriptCursor {
  private let tokens: [ScriptToken]
  /// The index of the current token; never beyond the final `.end`.
  var position = 0

  /// Creates a cursor at the first token; the last token must be `.end`.
  init(_ tokens: [ScriptToken]) { self.tokens = tokens }

  var token: ScriptToken { tokens[position] }
  var isAtEnd: Bool { position >= tokens.count - 1 }

  func token(ahead distance: Int) -> ScriptToken {
    tokens[min(position + distance, tokens.count - 1)]
  }

  func isMark(_ text: String, ahead distance: Int = 0) -> Bool {
    token(ahead: distance).kind == .mark(text)
  }

  func isWord(_ text: String, ahead distance: Int = 0) -> Bool {
    token(ahead: distance).kind == .word(text)
  }

  mutating func advance(_ count: Int = 1) { position = min(position + count, tokens.count - 1) }

  mutating func takeMark(_ text: String) -> Bool {
    guard isMark(text) else { return false }
    advance()
    return true
  }

  mutating func takeWords(_ words: [String]) -> Bool {
    guard words.indices.allSatisfy({ isWord(words[$0], ahead: $0) }) else { return false }
    advance(words.count)
    return true
  }

  /// Whether the current token starts a line.
  private var isFirstOnLine: Bool { position == 0 || tokens[position - 1].line < token.line }

  /// Whether an expression may end before the current token.
  var isAfterExpression: Bool {
    switch token.kind {
    case .end: true
    case .mark(let text): [",", "}", ")", "]", ";"].contains(text)
    case .word: isFirstOnLine
    case .string, .number, .template: false
    }
  }

  /// Goes to the `,` or the closing bracket that ends the expression here.
  mutating func skipExpression() {
    var depth = 0
    while !isAtEnd {
      if case .mark(let text) = token.kind {
        if depth == 0, [",", ";", "}", ")", "]"].contains(text) { return }
        depth += Self.nesting(text)
      }
      advance()
    }
  }

  /// Goes behind the end of the statement: a `;`, or a line break outside all brackets.
  mutating func skipStatement() {
    var depth = 0
    while !isAtEnd {
      if depth <= 0, takeMark(";") { return }
      if depth <= 0, isFirstOnLine, case .word = token.kind { return }
      if case .mark(let text) = token.kind { depth += Self.nesting(text) }
      advance()
    }
  }

  private static func nesting(_ mark: String) -> Int {
    switch mark {
    case "(", "[", "{": 1
    case ")", "]", "}": -1
    default: 0
    }
  }
}
