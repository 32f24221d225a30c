/// Tells one SQL statement from several, whatever product they are for.
///
/// Strings, quoted names, comments and dollar quotes are skipped. In doubt there are several: a
/// semicolon inside a trigger counts too.
enum StatementCount {
  /// Whether the text holds at most one statement.
  static func isSingle(_ sql: [UInt8]) -> Bool {
    var index = 0
    var hasEnded = false
    while index < sql.count {
      let byte = sql[index]
      if let end = endOfSkipped(sql, at: index) {
        let isComment = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
        if hasEnded, !isComment { return false }
        index = end
        continue
      }
      if byte == UInt8(ascii: ";") {
        hasEnded = true
      } else if byte > 0x20, hasEnded {
        return false
      }
      index += 1
    }
    return true
  }

  /// The end of the comment, string or quoted name that starts at an index; `nil` when none does.
  private static func endOfSkipped(_ sql: [UInt8], at index: Int) -> Int? {
    let rest = sql[index...]
    switch sql[index] {
    case UInt8(ascii: "-") where rest.starts(with: "--".utf8):
      return rest.firstIndex(of: 0x0A) ?? sql.count
    case UInt8(ascii: "/") where rest.starts(with: "/*".utf8):
      var end = index + 2
      while end < sql.count, !sql[end...].starts(with: "*/".utf8) { end += 1 }
      return min(end + 2, sql.count)
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      return (rest.dropFirst().firstIndex(of: sql[index]) ?? sql.count - 1) + 1
    case UInt8(ascii: "$"):
      // PostgreSQL's dollar quotes: $tag$ … $tag$.
      guard let tagEnd = rest.dropFirst().firstIndex(where: { !isTagByte($0) }),
        sql[tagEnd] == UInt8(ascii: "$")
      else { return nil }
      let tag = sql[index...tagEnd]
      var end = tagEnd + 1
      while end < sql.count, !sql[end...].starts(with: tag) { end += 1 }
      return min(end + tag.count, sql.count)
    default: return nil
    }
  }

  private static func isTagByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || Character(Unicode.Scalar(byte)).isLetter
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
