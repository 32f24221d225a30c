import SQLBackend

/// The declared type of a column as SQL text.
///
/// SQLite takes any text for a type if it is in quotes: <https://sqlite.org/syntax/type-name.html>.
enum SQLiteTypeName {
  /// A type as it stands, or in quotes where it would not be read as one.
  static func text(of declared: String) -> String {
    let tokens = Array(SQLiteTokens(declared))[...]
    let words = tokens.prefix { $0.kind == .word }
    let isName = !words.isEmpty && !words.contains { reserved.contains($0.text.uppercased()) }
    let rest = tokens[words.endIndex...]
    let isBare = isName && (rest.isEmpty || isLength(rest))
    return isBare ? declared : SQLiteDialect.quote(declared)
  }

  /// A declared type in lower case, without its length.
  static func plain(_ declared: String) -> String {
    declared.lowercased().prefix { $0 != "(" }.split(separator: " ").joined(separator: " ")
  }

  /// Whether tokens are one or two numbers in parentheses.
  private static func isLength(_ tokens: ArraySlice<SQLiteTokens.Token>) -> Bool {
    guard let numbers = tokens.parenthesized(at: tokens.startIndex),
      numbers.endIndex + 1 == tokens.endIndex, tokens[numbers.endIndex].isSymbol(")")
    else { return false }
    let parts = numbers.separatedByCommas
    return parts.count <= 2
      && parts.allSatisfy { part in
        let digits = part.first?.isSymbol("-") == true ? part.dropFirst() : part
        return digits.count == 1 && digits.first?.kind == .number
      }
  }

  /// The words that SQLite takes for no part of a type; https://sqlite.org/lang_keywords.html.
  private static let reserved: Set<String> = [
    "ADD", "ALL", "ALTER", "ALWAYS", "AND", "AS", "AUTOINCREMENT", "BETWEEN", "CASE", "CHECK",
    "COLLATE", "COMMIT", "CONSTRAINT", "CREATE", "CROSS", "DEFAULT", "DEFERRABLE", "DELETE",
    "DISTINCT", "DROP", "ELSE", "ESCAPE", "EXCEPT", "EXISTS", "FOREIGN", "FROM", "FULL",
    "GENERATED", "GROUP", "HAVING", "IN", "INDEX", "INDEXED", "INNER", "INSERT", "INTERSECT",
    "INTO", "IS", "ISNULL", "JOIN", "LEFT", "LIMIT", "NATURAL", "NOT", "NOTHING", "NOTNULL",
    "NULL", "ON", "OR", "ORDER", "OUTER", "PRIMARY", "REFERENCES", "RETURNING", "RIGHT", "SELECT",
    "SET", "TABLE", "THEN", "TO", "TRANSACTION", "UNION", "UNIQUE", "UPDATE", "USING", "VALUES",
    "WHEN", "WHERE",
  ]
}
