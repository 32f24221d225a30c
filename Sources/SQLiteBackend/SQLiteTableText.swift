import SQLModel

/// What only the text of `CREATE TABLE` says about a table.
///
/// Tolerant: what is not understood is left out. <https://sqlite.org/lang_createtable.html>
struct SQLiteTableText {
  struct DeclaredForeignKey {
    var name: String?
    var columns: [String]
    var timing: ForeignKey.Timing
  }

  private(set) var checks: [CheckConstraint] = []
  /// By column.
  private(set) var collations: [String: String] = [:]
  /// `GENERATED ALWAYS AS (…) …`, by column.
  private(set) var generations: [String: String] = [:]
  private(set) var foreignKeys: [DeclaredForeignKey] = []

  private typealias Tokens = ArraySlice<SQLiteTokens.Token>

  private let bytes: [UInt8]

  init(_ sql: String) {
    bytes = Array(sql.utf8)
    let tokens = Array(SQLiteTokens(sql))
    guard let open = tokens.firstIndex(where: { $0.isSymbol("(") }) else { return }
    for definition in Self.definitions(in: tokens[tokens.index(after: open)...]) {
      read(definition)
    }
  }

  static func isVirtual(_ sql: String) -> Bool {
    let tokens = Array(SQLiteTokens(sql).prefix(2))
    return tokens.count == 2 && tokens[1].isKeyword("VIRTUAL")
  }

  /// The definitions between the commas, up to the parenthesis that closes the list.
  private static func definitions(in tokens: Tokens) -> [Tokens] {
    var result: [Tokens] = []
    var depth = 0
    var start = tokens.startIndex
    for index in tokens.indices {
      if tokens[index].isSymbol("(") { depth += 1 }
      if tokens[index].isSymbol(")") { depth -= 1 }
      if depth < 0 || (depth == 0 && tokens[index].isSymbol(",")) {
        result.append(tokens[start..<index])
        start = index + 1
      }
      if depth < 0 { return result }
    }
    return result
  }

  private static let tableConstraints: Set<String> = [
    "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN",
  ]

  private mutating func read(_ definition: Tokens) {
    guard let first = definition.first else { return }
    let isConstraint =
      first.kind == .word && Self.tableConstraints.contains(first.text.uppercased())
    readConstraints(
      isConstraint ? definition : definition.dropFirst(), of: isConstraint ? nil : first.name)
  }

  /// Reads the constraints of a column, or of the table when `column` is `nil`.
  private mutating func readConstraints(_ tokens: Tokens, of column: String?) {
    var name: String?
    var index = tokens.startIndex
    while index < tokens.endIndex {
      let token = tokens[index]
      let next = index + 1
      if token.isKeyword("CONSTRAINT"), next < tokens.endIndex {
        name = tokens[next].name
        index = next + 1
        continue
      }
      if token.isKeyword("CHECK"), let inner = Self.parenthesized(tokens, from: next) {
        checks.append(CheckConstraint(name: name, expression: text(of: inner)))
        name = nil
        index = inner.endIndex + 1
        continue
      }
      if token.isKeyword("COLLATE"), let column, next < tokens.endIndex {
        let collation = tokens[next].name
        if collation.uppercased() != "BINARY" { collations[column] = collation }
      }
      if token.isKeyword("GENERATED") || token.isKeyword("AS"), let column,
        generations[column] == nil
      {
        generations[column] = generation(tokens[index...])
      }
      if token.isKeyword("REFERENCES") {
        addForeignKey(name, tokens, references: index, of: column)
        name = nil
      }
      index = Self.skippingParentheses(tokens, from: index)
    }
  }

  private mutating func addForeignKey(
    _ name: String?, _ tokens: Tokens, references: Int, of column: String?
  ) {
    var columns = column.map { [$0] } ?? []
    if column == nil, let key = tokens.firstIndex(where: { $0.isKeyword("KEY") }),
      let inner = Self.parenthesized(tokens, from: key + 1)
    {
      columns = inner.filter(\.isName).map(\.name)
    }
    let rest = tokens[references...]
    var timing = ForeignKey.Timing.immediate
    if let position = rest.firstIndex(where: { $0.isKeyword("DEFERRABLE") }),
      position == rest.startIndex || !rest[position - 1].isKeyword("NOT")
    {
      timing = rest.contains { $0.isKeyword("DEFERRED") } ? .deferred : .deferrable
    }
    foreignKeys.append(DeclaredForeignKey(name: name, columns: columns, timing: timing))
  }

  /// `GENERATED ALWAYS AS (…)` and the word after it, as declared.
  private func generation(_ tokens: Tokens) -> String? {
    guard let keyword = tokens.firstIndex(where: { $0.isKeyword("AS") }),
      let inner = Self.parenthesized(tokens, from: keyword + 1)
    else { return nil }
    let after = inner.endIndex + 1
    let isStored = after < tokens.endIndex && tokens[after].isKeyword("STORED")
    return "GENERATED ALWAYS AS (\(text(of: inner))) \(isStored ? "STORED" : "VIRTUAL")"
  }

  /// The tokens inside the parentheses that open at an index.
  private static func parenthesized(_ tokens: Tokens, from index: Int) -> Tokens? {
    guard index < tokens.endIndex, tokens[index].isSymbol("(") else { return nil }
    let end = skippingParentheses(tokens, from: index)
    return index + 1 <= end - 1 ? tokens[(index + 1)..<(end - 1)] : nil
  }

  /// The index after a token, or after the parentheses that it opens.
  private static func skippingParentheses(_ tokens: Tokens, from index: Int) -> Int {
    guard tokens[index].isSymbol("(") else { return index + 1 }
    var depth = 0
    for position in index..<tokens.endIndex {
      if tokens[position].isSymbol("(") { depth += 1 }
      if tokens[position].isSymbol(")") { depth -= 1 }
      if depth == 0 { return position + 1 }
    }
    return tokens.endIndex
  }

  private func text(of tokens: Tokens) -> String {
    guard let first = tokens.first, let last = tokens.last else { return "" }
    return String(
      decoding: bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
  }
}
