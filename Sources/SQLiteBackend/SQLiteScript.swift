/// A script taken apart into statements.
///
/// Tolerant of anything that SQLite's own parser accepts: comments, four kinds of quotes, and the
/// semicolons inside the body of a trigger.
struct SQLiteScript {
  struct Statement {
    /// Where it begins in the script, in bytes.
    let offset: Int
    let sql: String
    /// The first tokens, enough to tell what it does.
    let head: [SQLiteTokens.Token]

    func begins(with keywords: String...) -> Bool {
      keywords.count <= head.count
        && zip(head, keywords).allSatisfy { $0.isKeyword($1) }
    }
  }

  let statements: [Statement]

  init(_ script: String) {
    let bytes = Array(script.utf8)
    var statements: [Statement] = []
    var current: [SQLiteTokens.Token] = []
    var blockDepth = 0
    for token in SQLiteTokens(script) {
      if token.isSymbol(";"), blockDepth == 0 {
        if let statement = Statement(current, bytes) { statements.append(statement) }
        current = []
        continue
      }
      current.append(token)
      guard current.isTrigger else { continue }
      // In the body of a trigger only BEGIN and CASE open what END closes.
      if token.isKeyword("BEGIN") || token.isKeyword("CASE") { blockDepth += 1 }
      if token.isKeyword("END"), blockDepth > 0 { blockDepth -= 1 }
    }
    if let statement = Statement(current, bytes) { statements.append(statement) }
    self.statements = statements
  }
}

extension SQLiteScript.Statement {
  private static let headLength = 12

  fileprivate init?(_ tokens: [SQLiteTokens.Token], _ bytes: [UInt8]) {
    guard let first = tokens.first, let last = tokens.last else { return nil }
    offset = first.range.lowerBound
    sql = String(decoding: bytes[offset..<last.range.upperBound], as: UTF8.self)
    head = Array(tokens.prefix(Self.headLength))
  }
}

extension [SQLiteTokens.Token] {
  /// Whether a statement that begins so creates a trigger.
  fileprivate var isTrigger: Bool {
    count >= 2 && self[0].isKeyword("CREATE")
      && (self[1].isKeyword("TRIGGER")
        || (count >= 3 && self[1].isTemporary && self[2].isKeyword("TRIGGER")))
  }
}

extension SQLiteTokens.Token {
  fileprivate var isTemporary: Bool { isKeyword("TEMP") || isKeyword("TEMPORARY") }
}
