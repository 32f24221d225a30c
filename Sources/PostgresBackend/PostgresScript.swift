/// The text of a script, seen as statements.
package struct PostgresScript {
  private struct Statement {
    /// Its first words outside of strings and quoted names, in lower case.
    private(set) var words: [String] = []
    /// Whether it has nothing but these words.
    var isPlain = true
    /// Where it is in the text, with its semicolon.
    var range: Range<Int>

    init(range: Range<Int>) { self.range = range }

    var word: String { words.first ?? "" }

    /// Whether it adds a value to an enum.
    var addsValue: Bool {
      words.starts(with: ["alter", "type"])
        && zip(words, words.dropFirst()).contains { $0 == ("add", "value") }
    }

    mutating func add(_ word: String) {
      // `ALTER TYPE schema.name ADD VALUE` has as many as count.
      if words.count < 6 { words.append(word) } else { isPlain = false }
    }
  }

  private let bytes: [UInt8]
  private var statements: [Statement] = []

  /// Whether a statement begins or ends a transaction.
  package var controlsTransactions: Bool {
    statements.contains { Self.controlWords.contains($0.word) }
  }

  /// Whether a statement is a COPY.
  static func isCopy(_ statement: String) -> Bool { firstWords(of: statement).first == "copy" }

  /// Whether a statement may write files of the server by a COPY.
  static func mayWriteFiles(_ statement: String) -> Bool {
    guard let word = firstWords(of: statement).first else { return false }
    return ["copy", "do", "call"].contains(word)
  }

  /// Whether a statement begins a transaction or ends the whole of one, not a savepoint, nor one
  /// that was prepared for two phases.
  static func controlsWholeTransaction(_ statement: String) -> Bool {
    let words = firstWords(of: statement)
    switch words.first {
    case "begin", "start", "end", "abort": return true
    case "commit": return words.dropFirst().first != "prepared"
    case "rollback": return !words.contains("to") && words.dropFirst().first != "prepared"
    case "prepare": return words.dropFirst().first == "transaction"
    default: return false
    }
  }

  /// The words that a statement begins with, at most four, in lower case.
  private static func firstWords(of statement: String) -> [String] {
    let bytes = Array(statement.utf8)
    // The server skips semicolons before a statement.
    return PostgresTokens(bytes).lazy
      .filter { $0.kind != .comment }
      .drop { bytes[$0.range] == [UInt8(ascii: ";")] }
      .prefix(4)
      .prefix { $0.kind == .word }
      .map { String(decoding: bytes[$0.range], as: UTF8.self).lowercased() }
  }

  /// The byte offset at which a statement starts, counted from 0.
  ///
  /// - Returns: `nil` where the text has no such statement, or statements within a statement.
  package func start(ofStatement number: Int) -> Int? {
    guard statements.indices.contains(number),
      !String(decoding: bytes, as: UTF8.self).lowercased().contains("atomic")
    else { return nil }
    return statements[number].range.lowerBound
  }

  private static let controlWords: Set = [
    "begin", "start", "commit", "end", "rollback", "abort", "savepoint",
  ]

  /// The script with blanks in place of its transactions, when it does the same in one transaction
  /// around the whole of it; else `nil`.
  ///
  /// That is so where all that is there are definitions, and transactions in their plain form, one
  /// after the other. A value that is added to an enum can be used after a commit only.
  package var withoutTransactions: String? {
    var result = bytes
    var isOpen = false
    for statement in statements {
      if statement.addsValue { return nil }
      if Self.definitionWords.contains(statement.word) { continue }
      let words = statement.words.joined(separator: " ")
      guard statement.isPlain,
        (isOpen ? Self.plainEnds : Self.plainBeginnings).contains(words)
      else { return nil }
      isOpen.toggle()
      for index in statement.range { result[index] = UInt8(ascii: " ") }
    }
    return isOpen ? nil : String(decoding: result, as: UTF8.self)
  }

  private static let definitionWords: Set = ["create", "alter", "drop", "comment", "select"]
  private static let plainBeginnings: Set = [
    "begin", "begin transaction", "begin work", "start transaction",
  ]
  private static let plainEnds: Set = [
    "commit", "commit transaction", "commit work", "end", "end transaction", "end work",
  ]

  package init(_ text: String) {
    bytes = Array(text.utf8)
    var current: Statement?
    var previous = ""
    // Inside of `BEGIN ATOMIC … END`, the body of a function, semicolons end no statement of ours.
    var depth = 0
    for token in PostgresTokens(bytes) where token.kind != .comment {
      let start = current?.range.lowerBound ?? token.range.lowerBound
      if current == nil { current = Statement(range: token.range) }
      current?.range = start..<token.range.upperBound
      if token.kind == .symbol, depth == 0, bytes[token.range] == [UInt8(ascii: ";")] {
        current.map { statements.append($0) }
        current = nil
        continue
      }
      guard token.kind == .word else {
        current?.isPlain = false
        continue
      }
      let word = String(decoding: bytes[token.range], as: UTF8.self).lowercased()
      current?.add(word)
      if depth == 0, word == "atomic", previous == "begin" { depth = 1 }
      if depth > 0, word == "case" || word == "end" { depth += word == "case" ? 1 : -1 }
      previous = word
    }
    current.map { statements.append($0) }
  }
}
