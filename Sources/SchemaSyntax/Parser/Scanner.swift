/// A position in the bytes of a file and the smallest pieces of the grammar.
///
/// There is no separate stream of tokens: a line that is no field, attribute or property is read
/// again as junk up to its line break, so whether `"` or `/*` opens a token depends on the line.
/// Each function that returns a `Bool` moves only when it succeeds.
struct Scanner {
  let bytes: [UInt8]
  var position: Int
  /// Whether an identifier had a hyphen in it.
  private(set) var hasSeenHyphen = false

  /// Where a search for `*/` first failed: later searches fail as well.
  private var noCommentEndFrom = Int.max
  /// Where a search for `}` first failed: later searches fail as well.
  private var noBraceFrom = Int.max

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at a distance from the position, or 0 behind the end.
  func peek(_ distance: Int = 0) -> UInt8 {
    let index = position + distance
    return index < bytes.count ? bytes[index] : 0
  }

  /// Skips blanks, tabs and other Unicode space separators, but no line break.
  mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
        position += 1
      } else if byte >= 0xC2, let length = wideSpaceLength() {
        position += length
      } else {
        return
      }
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func take(_ text: StaticString) -> Bool {
    guard isAt(text) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  func isAt(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    return text.withUTF8Buffer { expected in
      var index = 0
      while index < count {
        if unsafe bytes[position + index] != expected[index] { return false }
        index += 1
      }
      return true
    }
  }

  /// Takes `\n`, `\r\n` or `\r`.
  mutating func takeLineBreak() -> Bool {
    guard position < bytes.count else { return false }
    if bytes[position] == UInt8(ascii: "\n") {
      position += 1
      return true
    }
    guard bytes[position] == UInt8(ascii: "\r") else { return false }
    position += peek(1) == UInt8(ascii: "\n") ? 2 : 1
    return true
  }

  /// Moves to the next line break or to the end.
  mutating func skipToLineBreak() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return }
      position += 1
    }
  }

  /// Takes a letter or ASCII digit and the letters, digits, `_` and `-` behind it.
  mutating func takeIdentifier() -> Bool {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        if !byte.isLetterOrDigit {
          guard byte.isIdentifierJoiner, position > start else { break }
          if byte == UInt8(ascii: "-") { hasSeenHyphen = true }
        }
        position += 1
      } else {
        guard let length = letterLength() else { break }
        position += length
      }
    }
    return position > start
  }

  /// Takes an identifier and, behind dots, more of them; a dot may also stand at the end.
  mutating func takePath() -> Bool {
    guard takeIdentifier() else { return false }
    while take(UInt8(ascii: ".")) { _ = takeIdentifier() }
    return true
  }

  /// Whether an identifier and a colon follow.
  var isAtArgumentName: Bool {
    var ahead = self
    guard ahead.takeIdentifier() else { return false }
    ahead.skipSpace()
    return ahead.peek() == UInt8(ascii: ":")
  }

  /// Whether a path and an opening parenthesis follow.
  var isAtCall: Bool {
    var ahead = self
    guard ahead.takePath() else { return false }
    ahead.skipSpace()
    return ahead.peek() == UInt8(ascii: "(")
  }

  /// Takes `-`, digits and a fraction.
  mutating func takeNumber() -> Bool {
    var index = position
    if peek() == UInt8(ascii: "-") { index += 1 }
    let firstDigit = index
    while index < bytes.count, bytes[index].isDigit { index += 1 }
    guard index > firstDigit else { return false }
    if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "."), bytes[index + 1].isDigit {
      index += 1
      while index < bytes.count, bytes[index].isDigit { index += 1 }
    }
    position = index
    return true
  }

  /// Takes a string with its quotes; control characters end it only behind a backslash.
  mutating func takeString() -> Bool {
    guard peek() == UInt8(ascii: "\"") else { return false }
    var index = position + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        position = index + 1
        return true
      }
      if byte < 0x20 { return false }
      index += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return false
  }

  /// Takes `/* … */`.
  mutating func takeMultilineComment() -> Bool {
    guard isAt("/*"), position < noCommentEndFrom else { return false }
    var index = position + 2
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
        position = index + 2
        return true
      }
      index += 1
    }
    noCommentEndFrom = position
    return false
  }

  /// Moves behind the next `}`, wherever it is.
  mutating func takeThroughBrace() -> Bool {
    guard position < noBraceFrom else { return false }
    var index = position
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "}") {
        position = index + 1
        return true
      }
      index += 1
    }
    noBraceFrom = position
    return false
  }

  /// The length of the letter (Unicode categories L*) outside ASCII at the position.
  private func letterLength() -> Int? {
    var decoder = UTF8()
    var following = bytes[position...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&following) else { return nil }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      UTF8.width(scalar)
    default: nil
    }
  }

  /// The length of the space separator (Unicode category Zs) outside ASCII at the position.
  private func wideSpaceLength() -> Int? {
    switch (peek(), peek(1), peek(2)) {
    case (0xC2, 0xA0, _): 2
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
      (0xE3, 0x80, 0x80):
      3
    default: nil
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  var isLetterOrDigit: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Whether it may stand within an identifier but not at its start.
  var isIdentifierJoiner: Bool { self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }
}
