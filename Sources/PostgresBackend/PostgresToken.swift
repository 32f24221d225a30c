/// A piece of SQL as PostgreSQL reads it; white space is between the pieces.
///
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html>
struct PostgresToken {
  enum Kind {
    /// A keyword or a name without quotes.
    case word
    case quotedName
    /// A string in any of its forms, with the letters before its quote.
    case string
    case number
    case comment
    /// Two colons, or one byte of an operator or of punctuation.
    case symbol
  }

  let kind: Kind
  /// Where it is in the bytes.
  let range: Range<Int>
}

/// The tokens of a text, comments included.
struct PostgresTokens: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> PostgresToken? {
    while position < bytes.count, bytes[position] <= UInt8(ascii: " ") { position += 1 }
    guard position < bytes.count else { return nil }
    let start = position
    let kind = skipToken()
    // A text that ends inside of a token has no more of it.
    position = Swift.min(position, bytes.count)
    return PostgresToken(kind: kind, range: start..<position)
  }

  private func byte(_ offset: Int) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  private mutating func skipToken() -> PostgresToken.Kind {
    let first = byte(0)
    switch first {
    case UInt8(ascii: "-") where byte(1) == first:
      skip { $0 != UInt8(ascii: "\n") }
      return .comment
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
      skipComment()
      return .comment
    case UInt8(ascii: "'"):
      skipQuoted(hasEscapes: false)
      return .string
    case UInt8(ascii: "\""):
      skipQuoted(hasEscapes: false)
      return .quotedName
    case UInt8(ascii: "$"): return skipDollar()
    case _ where first.isDigit || (first == UInt8(ascii: ".") && byte(1).isDigit):
      skipNumber()
      return .number
    case _ where first.beginsName: return skipWord()
    default:
      position += first == UInt8(ascii: ":") && byte(1) == first ? 2 : 1
      return .symbol
    }
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while position < bytes.count, condition(bytes[position]) { position += 1 }
  }

  /// Comments nest.
  private mutating func skipComment() {
    var depth = 0
    while position < bytes.count {
      if byte(0) == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if byte(0) == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
        if depth == 0 { return }
      } else {
        position += 1
      }
    }
  }

  /// Skips to behind the quote that ends what begins with one; a doubled one stands for itself.
  private mutating func skipQuoted(hasEscapes: Bool) {
    let quote = byte(0)
    position += 1
    while position < bytes.count {
      if hasEscapes, byte(0) == UInt8(ascii: "\\") {
        position += 2
      } else if byte(0) != quote {
        position += 1
      } else if byte(1) == quote {
        position += 2
      } else {
        position += 1
        return
      }
    }
  }

  /// A number of a parameter, a string between tags, or a lonely sign.
  private mutating func skipDollar() -> PostgresToken.Kind {
    let start = position
    position += 1
    if byte(0).isDigit {
      skip(while: \.isDigit)
      return .word
    }
    if byte(0).beginsName { skip { $0.continuesName && $0 != UInt8(ascii: "$") } }
    guard byte(0) == UInt8(ascii: "$") else {
      position = start + 1
      return .symbol
    }
    let tag = bytes[start...position]
    position += 1
    while position + tag.count <= bytes.count {
      if byte(0) == UInt8(ascii: "$"), bytes[position..<position + tag.count] == tag {
        position += tag.count
        return .string
      }
      position += 1
    }
    position = bytes.count
    return .string
  }

  private mutating func skipNumber() {
    skip { $0.continuesName || $0 == UInt8(ascii: ".") }
    let isSigned = byte(0) == UInt8(ascii: "-") || byte(0) == UInt8(ascii: "+")
    if isSigned, position > 0, bytes[position - 1] | 32 == UInt8(ascii: "e"), byte(1).isDigit {
      position += 1
      skip(while: \.continuesName)
    }
  }

  /// A name, or the string or quoted name that its letters belong to.
  private mutating func skipWord() -> PostgresToken.Kind {
    let start = position
    skip(while: \.continuesName)
    let quote = byte(0)
    switch (position - start, bytes[start] | 32, quote) {
    case (1, UInt8(ascii: "e"), UInt8(ascii: "'")):
      skipQuoted(hasEscapes: true)
      return .string
    case (1, UInt8(ascii: "b"), UInt8(ascii: "'")), (1, UInt8(ascii: "x"), UInt8(ascii: "'")),
      (1, UInt8(ascii: "n"), UInt8(ascii: "'")):
      skipQuoted(hasEscapes: false)
      return .string
    case (1, UInt8(ascii: "u"), UInt8(ascii: "&"))
    where byte(1) == UInt8(ascii: "'") || byte(1) == UInt8(ascii: "\""):
      position += 1
      let isName = byte(0) == UInt8(ascii: "\"")
      skipQuoted(hasEscapes: false)
      return isName ? .quotedName : .string
    default: return .word
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var beginsName: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 32) && self < 128
      || self == UInt8(ascii: "_") || self >= 128
  }

  fileprivate var continuesName: Bool { beginsName || isDigit || self == UInt8(ascii: "$") }
}
