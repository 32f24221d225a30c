/// The text of a script, seen as statements.
package struct PostgresScript {
  /// The first word of each statement, in lower case.
  package private(set) var firstWords: [String] = []

  /// Whether a statement begins or ends a transaction.
  package var controlsTransactions: Bool {
    firstWords.contains {
      ["begin", "start", "commit", "end", "rollback", "abort", "savepoint"].contains($0)
    }
  }

  // https://www.postgresql.org/docs/current/sql-syntax-lexical.html
  package init(_ text: String) {
    let bytes = Array(text.utf8)
    var position = 0
    var word: [UInt8] = []
    var isAtStart = true
    while position < bytes.count {
      let byte = bytes[position]
      if let end = Self.endOfQuoted(bytes, position) {
        if isAtStart, !Self.isComment(bytes, position) {
          isAtStart = false
          firstWords.append("")
        }
        position = end
        continue
      }
      position += 1
      if byte == UInt8(ascii: ";") {
        isAtStart = true
      } else if isAtStart, byte > UInt8(ascii: " ") {
        word = [byte | 32]
        while position < bytes.count, (bytes[position] | 32).isLowercaseLetter {
          word.append(bytes[position] | 32)
          position += 1
        }
        firstWords.append(String(decoding: word, as: UTF8.self))
        isAtStart = false
      }
    }
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
