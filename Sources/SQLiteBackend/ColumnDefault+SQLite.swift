import BinaryText
import SQLModel

extension ColumnDefault {
  /// Reads a default as `pragma table_info` reports it: the expression as declared, without
  /// parentheses around it; `nil` for NULL.
  init?(reported text: String, family: SQLiteType.Family) {
    let tokens = Array(SQLiteTokens(text))
    if tokens.count == 1, tokens[0].isKeyword("NULL") { return nil }
    if tokens.count == 1, tokens[0].isKeyword("CURRENT_TIMESTAMP"), family == .dateTime {
      self = .now
      return
    }
    let literal = SQLLiteral(tokens, family: family)
    // A word that is left as it is could be taken for a column.
    self =
      literal.map(ColumnDefault.literal) ?? .expression(tokens.string.map(SQLiteDDL.quoted) ?? text)
  }
}

extension SQLLiteral {
  /// The constant that an expression is, in terms of the column's type.
  fileprivate init?(_ tokens: [SQLiteTokens.Token], family: SQLiteType.Family) {
    switch family {
    case .integer, .bigInt:
      guard let digits = tokens.number, Int64(digits) != nil else { return nil }
      self = .number(digits)
    case .real, .decimal:
      guard let text = tokens.number ?? tokens.string else { return nil }
      self.init(number: text)
    case .boolean:
      guard tokens.count == 1, let text = tokens.first?.text.lowercased() else { return nil }
      switch text {
      case "true", "1": self = .boolean(true)
      case "false", "0": self = .boolean(false)
      default: return nil
      }
    case .text:
      guard let text = tokens.string ?? tokens.numberAsText else { return nil }
      self = .string(text)
    case .json:
      guard let text = tokens.string else { return nil }
      self = .json(text)
    case .dateTime:
      guard let text = tokens.string else { return nil }
      self = .dateTime(text)
    case .blob:
      guard tokens.count == 2, tokens[0].isKeyword("X"),
        let bytes = Hexadecimal.decode(tokens[1].name.utf8)
      else { return nil }
      self = .bytes(bytes)
    case .other: return nil
    }
  }
}

extension [SQLiteTokens.Token] {
  /// The number that the tokens are, with its sign.
  fileprivate var number: String? {
    switch count {
    case 1 where self[0].kind == .number: self[0].text
    case 2 where self[0].isSymbol("-") && self[1].kind == .number: "-" + self[1].text
    case 2 where self[0].isSymbol("+") && self[1].kind == .number: self[1].text
    default: nil
    }
  }

  /// The number that the tokens are, where a text column keeps it digit by digit; `05` becomes `5`
  /// there, and so does `0x5`.
  fileprivate var numberAsText: String? {
    number.flatMap { digits in Int64(digits).map(String.init) == digits ? digits : nil }
  }

  /// The string that the token is.
  ///
  /// SQLite takes a name for one here, in quotes or not, if it means nothing else;
  /// https://sqlite.org/lang_createtable.html#dfltval.
  var string: String? {
    guard count == 1, let token = first else { return nil }
    switch token.kind {
    case .string, .quotedName: return token.name
    case .word: return Self.constants.contains(token.text.uppercased()) ? nil : token.name
    case .number, .symbol: return nil
    }
  }

  private static let constants: Set<String> = [
    "NULL", "TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME",
  ]
}
