import BinaryText
import SQLModel

extension SQLiteDDL {
  /// A default as an expression.
  static func defaultText(_ value: ColumnDefault) -> String {
    switch value {
    case .literal(let literal): text(of: literal)
    case .now: "CURRENT_TIMESTAMP"
    case .sequence: "NULL"
    case .expression(let text?): Array(SQLiteTokens(text)).string.map(quoted) ?? text
    case .expression(nil): "NULL"
    }
  }

  /// A default as `DEFAULT` takes it: anything but a constant stands in parentheses.
  static func parenthesized(_ value: ColumnDefault) -> String {
    let text = defaultText(value)
    guard case .expression = value, !isConstant(text), !text.isParenthesized else { return text }
    return "(\(text))"
  }

  /// Whether an expression is one literal, which `DEFAULT` takes as it is.
  static func isConstant(_ text: String) -> Bool {
    var tokens = Array(SQLiteTokens(text))
    if tokens.count > 1, tokens[0].isSymbol("-") || tokens[0].isSymbol("+") {
      tokens.removeFirst()
      return tokens.count == 1 && tokens[0].kind == .number
    }
    // A blob literal is the word x and a string.
    if tokens.count == 2, tokens[0].isKeyword("X"), tokens[1].kind == .string { return true }
    guard tokens.count == 1, let token = tokens.first else { return false }
    switch token.kind {
    case .number, .string, .quotedName, .word: return true
    case .symbol: return false
    }
  }

  private static func text(of literal: SQLLiteral) -> String {
    switch literal {
    case .null: "NULL"
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let digits): digits
    case .string(let text), .json(let text), .enumValue(let text): quoted(text)
    case .dateTime(let text): quoted(dateTime(text))
    case .bytes(let bytes): "x'\(Hexadecimal.encode(bytes))'"
    case .list: "NULL"
    }
  }

  static func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }

  /// A point in time as SQLite's date functions read it: `2020-01-01 00:00:00 +00:00`.
  private static func dateTime(_ text: String) -> String {
    guard let mark = text.firstIndex(where: { $0 == "T" || $0 == "t" }) else { return text }
    let time = text[text.index(after: mark)...]
    let zone = time.lastIndex { $0 == "Z" || $0 == "z" || $0 == "+" || $0 == "-" } ?? time.endIndex
    let offset = time[zone...]
    return "\(text[..<mark]) \(time[..<zone]) "
      + (offset.isEmpty || offset.lowercased() == "z" ? "+00:00" : offset)
  }
}
