import SQLModel

/// Reads one definition of `CREATE TABLE`, a column or a constraint, clause by clause.
///
/// Each clause is read by its grammar, so that no word of one is taken for the beginning of
/// another, as in `ON DELETE SET NULL` or `NOT DEFERRABLE`.
struct SQLiteDefinitionReader {
  private typealias Tokens = ArraySlice<SQLiteTokens.Token>

  private let bytes: [UInt8]
  /// What is still to be read.
  private var tokens: ArraySlice<SQLiteTokens.Token>
  /// The column that is defined; `nil` in a constraint of the table.
  private var column: String?
  /// The name that was given last: SQLite gives it to all clauses up to the next name.
  private var constraintName: String?

  init(_ definition: ArraySlice<SQLiteTokens.Token>, of bytes: [UInt8]) {
    tokens = definition
    self.bytes = bytes
  }

  private static let tableConstraints = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]

  /// The column that a definition defines; `nil` of a constraint of the table.
  static func column(of definition: ArraySlice<SQLiteTokens.Token>) -> String? {
    guard let first = definition.first, !tableConstraints.contains(where: first.isKeyword) else {
      return nil
    }
    return first.name
  }

  mutating func read(into table: inout SQLiteTableText) {
    column = Self.column(of: tokens)
    if column != nil { tokens.removeFirst() }
    while !tokens.isEmpty {
      if take("CONSTRAINT") {
        constraintName = tokens.popFirst()?.name
      } else if !readClause(into: &table), takeParentheses() == nil {
        // A part of the type, or something unknown.
        tokens.removeFirst()
      }
    }
  }

  /// Reads a clause, if one begins here.
  private mutating func readClause(into table: inout SQLiteTableText) -> Bool {
    guard tokens.first?.kind == .word else { return false }
    if take("PRIMARY", "KEY") {
      table.primaryKey = readKey()
    } else if take("UNIQUE") {
      table.uniqueKeys.append(readKey())
    } else if take("NOT", "NULL") {
      let conflict = readConflict()
      if let column { table.nullConflicts[column] = conflict }
    } else if take("CHECK") {
      if let inner = takeParentheses() {
        table.checks.append(CheckConstraint(name: constraintName, expression: text(of: inner)))
      }
      _ = readConflict()
    } else if take("COLLATE") {
      let collation = tokens.popFirst()?.name
      if let column, collation?.uppercased() != "BINARY" { table.collations[column] = collation }
    } else if take("DEFAULT") {
      readDefault()
    } else if take("FOREIGN", "KEY") {
      _ = takeParentheses()
      if take("REFERENCES") { table.foreignKeys.append(readForeignKey()) }
    } else if take("REFERENCES") {
      table.foreignKeys.append(readForeignKey())
    } else if take("GENERATED", "ALWAYS", "AS") || take("AS") {
      readGeneration(into: &table)
    } else {
      return false
    }
    return true
  }

  /// Reads what follows `PRIMARY KEY` or `UNIQUE`.
  private mutating func readKey() -> SQLiteTableText.DeclaredKey {
    var parts: [SQLiteTableText.DeclaredKey.Part] = []
    if let column {
      parts = [.init(column: column.lowercased())]
      if !take("ASC") { _ = take("DESC") }
    } else {
      parts = (takeParentheses()?.separatedByCommas ?? []).compactMap { part in
        part.first.map { name in
          let word = part.firstIndex { $0.isKeyword("COLLATE") }
          let collation = word.map { part[($0 + 1)...] }?.first?.name
          return .init(column: name.name.lowercased(), collation: collation)
        }
      }
    }
    return SQLiteTableText.DeclaredKey(
      name: constraintName, parts: parts, conflict: readConflict())
  }

  private mutating func readConflict() -> SQLiteConflictResolution? {
    guard take("ON", "CONFLICT"), let word = tokens.popFirst() else { return nil }
    return SQLiteConflictResolution(rawValue: word.text.uppercased())
  }

  private mutating func readDefault() {
    guard takeParentheses() == nil, let first = tokens.popFirst() else { return }
    let isBlob = first.isKeyword("X") && tokens.first?.kind == .string
    if isBlob || first.isSymbol("-") || first.isSymbol("+") { _ = tokens.popFirst() }
  }

  /// Reads what follows `REFERENCES`; what the pragmas tell is passed over.
  private mutating func readForeignKey() -> SQLiteTableText.DeclaredForeignKey {
    var key = SQLiteTableText.DeclaredForeignKey(name: constraintName, timing: .immediate)
    _ = tokens.popFirst()
    _ = takeParentheses()
    while true {
      if take("ON", "DELETE") || take("ON", "UPDATE") {
        if !take("SET") { _ = take("NO") }
        _ = tokens.popFirst()
      } else if take("MATCH") {
        _ = tokens.popFirst()
      } else if take("NOT", "DEFERRABLE") {
        _ = readInitialTiming()
      } else if take("DEFERRABLE") {
        key.timing = readInitialTiming()
      } else {
        return key
      }
    }
  }

  private mutating func readInitialTiming() -> ForeignKey.Timing {
    if take("INITIALLY", "DEFERRED") { return .deferred }
    _ = take("INITIALLY", "IMMEDIATE")
    return .deferrable
  }

  private mutating func readGeneration(into table: inout SQLiteTableText) {
    guard let inner = takeParentheses(), let column else { return }
    let isStored = take("STORED")
    table.generations[column] =
      "GENERATED ALWAYS AS (\(text(of: inner))) \(isStored ? "STORED" : "VIRTUAL")"
  }

  /// Takes keywords, if they come next.
  private mutating func take(_ keywords: String...) -> Bool {
    guard keywords.count <= tokens.count,
      zip(tokens, keywords).allSatisfy({ $0.isKeyword($1) })
    else { return false }
    tokens.removeFirst(keywords.count)
    return true
  }

  /// Takes parentheses, if they come next, and gives what is inside.
  private mutating func takeParentheses() -> ArraySlice<SQLiteTokens.Token>? {
    guard let inner = tokens.parenthesized(at: tokens.startIndex) else { return nil }
    tokens = tokens[min(inner.endIndex + 1, tokens.endIndex)...]
    return inner
  }

  private func text(of tokens: Tokens) -> String {
    guard let first = tokens.first, let last = tokens.last else { return "" }
    return String(
      decoding: bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
  }
}
