/// The text of a script, seen as statements.
package struct PostgresScript {
  private struct Statement {
    /// The first word, in lower case; empty when it begins with something else.
    var word: String
    /// Where it is in the text, without its semicolon.
    var range: Range<Int>
  }

  private let bytes: [UInt8]
  private var statements: [Statement] = []

  /// Whether a statement begins or ends a transaction.
  package var controlsTransactions: Bool {
    statements.contains { Self.controlWords.contains($0.word) }
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
      if Self.definitionWords.contains(statement.word) { continue }
      let text = String(decoding: bytes[statement.range], as: UTF8.self).lowercased()
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard (isOpen ? Self.plainEnds : Self.plainBeginnings).contains(words) else { return nil }
      isOpen.toggle()
      for index in statement.range { result[index] = UInt8(ascii: " ") }
      if statement.range.upperBound < bytes.count {
        result[statement.range.upperBound] = UInt8(ascii: " ")
      }
    }
    let text = String(decoding: result, as: UTF8.self)
    return isOpen || text.lowercased().contains("add value") ? nil : text
  }

  private static let definitionWords: Set = ["create", "alter", "drop", "comment", "select"]
  private static let plainBeginnings: Set = [
    "begin", "begin transaction", "begin work", "start transaction",
  ]
  private static let plainEnds: Set = [
    "commit", "commit transaction", "commit work", "end", "end transaction", "end work",
  ]

  // https://www.postgresql.org/docs/current/sql-syntax-lexical.html
  package init(_ text: String) {
    bytes = Array(text.utf8)
    var position = 0
    var start: Int?
    while position < bytes.count {
      let byte = bytes[position]
      if let end = Self.endOfQuoted(bytes, position) {
        if start == nil, !Self.isComment(bytes, position) { start = position }
        position = end
        continue
      }
      if byte == UInt8(ascii: ";") {
        add(start, end: position)
        start = nil
      } else if start == nil, byte > UInt8(ascii: " ") {
        start = position
      }
      position += 1
    }
    add(start, end: bytes.count)
  }

  private mutating func add(_ start: Int?, end: Int) {
    guard let start else { return }
    let word = bytes[start..<end].prefix { ($0 | 32).isLowercaseLetter }.map { $0 | 32 }
    statements.append(
      Statement(word: String(decoding: word, as: UTF8.self), range: start..<end))
  }

  private static func isComment(_ bytes: [UInt8], _ position: Int) -> Bool {
    bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "/")
  }

  /// Where a comment, a string, a quoted name or a dollar-quoted text that begins here ends.
  private static func endOfQuoted(_ bytes: [UInt8], _ start: Int) -> Int? {
    let following = start + 1 < bytes.count ? bytes[start + 1] : 0
    switch bytes[start] {
    case UInt8(ascii: "-") where following == UInt8(ascii: "-"):
      return bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    case UInt8(ascii: "/") where following == UInt8(ascii: "*"): return endOfComment(bytes, start)
    case UInt8(ascii: "'"):
      let hasEscapes = start > 0 && bytes[start - 1] | 32 == UInt8(ascii: "e")
      return endOfString(bytes, start, hasEscapes: hasEscapes)
    case UInt8(ascii: "\""): return endOfString(bytes, start, hasEscapes: false)
    case UInt8(ascii: "$"): return endOfDollarQuoted(bytes, start)
    default: return nil
    }
  }

  /// Comments nest.
  private static func endOfComment(_ bytes: [UInt8], _ start: Int) -> Int {
    var depth = 0
    var position = start
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "/"), bytes[position + 1] == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
        depth -= 1
        position += 2
        if depth == 0 { return position }
      } else {
        position += 1
      }
    }
    return bytes.count
  }

  private static func endOfString(_ bytes: [UInt8], _ start: Int, hasEscapes: Bool) -> Int {
    var position = start + 1
    while position < bytes.count {
      if hasEscapes, bytes[position] == UInt8(ascii: "\\") {
        position += 2
        continue
      }
      // A doubled quote ends one string and begins the next, which comes to the same.
      if bytes[position] == bytes[start] { return position + 1 }
      position += 1
    }
    return bytes.count
  }

  private static func endOfDollarQuoted(_ bytes: [UInt8], _ start: Int) -> Int? {
    var end = start + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "$") {
      guard
        (bytes[end] | 32).isLowercaseLetter || bytes[end] == UInt8(ascii: "_")
          || (end > start + 1 && (48...57).contains(bytes[end])) || bytes[end] > 127
      else { return nil }
      end += 1
    }
    guard end < bytes.count else { return nil }
    let tag = bytes[start...end]
    var position = end + 1
    while position + tag.count <= bytes.count {
      if bytes[position] == UInt8(ascii: "$"), bytes[position..<position + tag.count] == tag {
        return position + tag.count
      }
      position += 1
    }
    return bytes.count
  }
}

extension UInt8 {
  fileprivate var isLowercaseLetter: Bool { (97...122).contains(self) }
}
