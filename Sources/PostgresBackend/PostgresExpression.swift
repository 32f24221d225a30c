package import SQLModel

/// An expression as tokens, without comments; or a part of one.
///
/// Looking for brackets and casts takes the parts between brackets in one step.
package struct PostgresExpression {
  private let bytes: [UInt8]
  private let tokens: [PostgresToken]
  /// For each opening bracket the place of the one that closes it, for others -1.
  private let closers: [Int]
  /// The tokens of this part.
  private var range: Range<Int>

  package init(_ text: String) {
    let bytes = Array(text.utf8)
    tokens = PostgresTokens(bytes).filter { $0.kind != .comment }
    self.bytes = bytes
    var closers = Array(repeating: -1, count: tokens.count)
    var open: [Int] = []
    for (index, token) in tokens.enumerated() where token.kind == .symbol {
      switch bytes[token.range.lowerBound] {
      case UInt8(ascii: "("), UInt8(ascii: "["): open.append(index)
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        if let opener = open.popLast() { closers[opener] = index }
      default: break
      }
    }
    self.closers = closers
    range = tokens.indices
  }

  /// The text from the first token to the last one.
  package var text: String {
    guard let first = range.first, let last = range.last else { return "" }
    let (start, end) = (tokens[first].range.lowerBound, tokens[last].range.upperBound)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Without parentheses around it and casts behind it.
  package var withoutCasts: Self {
    var part = self
    while true {
      let inner = part.withoutParentheses.withoutLastCast
      if inner.range == part.range { return part }
      part = inner
    }
  }

  /// Without one pair of parentheses around it.
  package var withoutParentheses: Self {
    guard let first = range.first, isSymbol(first, "("), closers[first] == range.upperBound - 1
    else { return self }
    return part((first + 1)..<(range.upperBound - 1))
  }

  /// Without a `::type` that reaches to the end.
  private var withoutLastCast: Self {
    var index = range.lowerBound
    var cast: Int?
    while index < range.upperBound {
      if isSymbol(index, "::") { cast = index }
      // What follows an operator is no cast of the whole, unless it is a sign.
      if index > range.lowerBound, isOperator(index) { return self }
      index = max(index, closers[index]) + 1
    }
    return cast.map { part(range.lowerBound..<$0) } ?? self
  }

  /// The parts between commas.
  var elements: [Self] {
    guard !range.isEmpty else { return [] }
    var parts: [Self] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      if isSymbol(index, ",") {
        parts.append(part(start..<index))
        start = index + 1
      }
      index = max(index, closers[index]) + 1
    }
    return parts + [part(start..<range.upperBound)]
  }

  /// What is in the brackets that follow a word and end the expression, as in `array[1]` and
  /// `nextval('a')`; `nil` where there are none.
  func arguments(of word: String, _ bracket: String) -> Self? {
    let opener = range.lowerBound + 1
    guard range.count > 2, tokens[range.lowerBound].kind == .word,
      lowercased(range.lowerBound) == word, isSymbol(opener, bracket),
      closers[opener] == range.upperBound - 1
    else { return nil }
    return part((opener + 1)..<(range.upperBound - 1))
  }

  /// What a string stands for, where the expression is one string and nothing else.
  ///
  /// There is none for the forms with codes of characters or bits.
  package var string: String? {
    guard range.count == 1, tokens[range.lowerBound].kind == .string else { return nil }
    return string(range.lowerBound)
  }

  private func string(_ index: Int) -> String? {
    var content = bytes[tokens[index].range]
    switch content.first {
    case UInt8(ascii: "$"):
      let tag = content.dropFirst().prefix { $0 != UInt8(ascii: "$") }
      return String(
        decoding: content.dropFirst(tag.count + 2).dropLast(tag.count + 2), as: UTF8.self)
    case UInt8(ascii: "'"): return unquoted(content, hasEscapes: false)
    case UInt8(ascii: "E"), UInt8(ascii: "e"):
      content.removeFirst()
      return unquoted(content, hasEscapes: true)
    default: return nil
    }
  }

  private func unquoted(_ text: ArraySlice<UInt8>, hasEscapes: Bool) -> String? {
    guard let quote = text.first, text.count > 1, text.last == quote else { return nil }
    var content = text.dropFirst().dropLast()
    var result: [UInt8] = []
    while let byte = content.popFirst() {
      if byte == quote {
        content = content.dropFirst()
      } else if hasEscapes, byte == UInt8(ascii: "\\"), let escaped = content.popFirst() {
        guard let meaning = Self.meaning(escaped) else { return nil }
        result.append(meaning)
        continue
      }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What a byte behind a backslash stands for; `nil` where it begins the code of a character.
  private static func meaning(_ escaped: UInt8) -> UInt8? {
    switch escaped {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "0")...UInt8(ascii: "7"), UInt8(ascii: "x"), UInt8(ascii: "u"),
      UInt8(ascii: "U"):
      nil
    default: escaped
    }
  }

  /// The name that the expression is, with or without a schema.
  package var name: QualifiedName? {
    var parts: [String] = []
    for (position, index) in range.enumerated() {
      if position % 2 == 1 {
        guard isSymbol(index, ".") else { return nil }
      } else {
        guard let part = identifier(index) else { return nil }
        parts.append(part)
      }
    }
    guard range.count % 2 == 1, let last = parts.popLast() else { return nil }
    return QualifiedName(last, in: parts.last)
  }

  /// The name that a token is; the server folds one without quotes.
  private func identifier(_ index: Int) -> String? {
    switch tokens[index].kind {
    case .word: lowercased(index)
    case .quotedName: unquoted(bytes[tokens[index].range], hasEscapes: false)
    case .string, .number, .comment, .symbol: nil
    }
  }

  private func part(_ range: Range<Int>) -> Self {
    var part = self
    part.range = range
    return part
  }

  private func lowercased(_ index: Int) -> String {
    String(decoding: bytes[tokens[index].range], as: UTF8.self).lowercased()
  }

  private func isSymbol(_ index: Int, _ text: String) -> Bool {
    tokens[index].kind == .symbol && bytes[tokens[index].range].elementsEqual(text.utf8)
  }

  private func isOperator(_ index: Int) -> Bool {
    tokens[index].kind == .symbol
      && "+-*/<>=~!@#%^&|`?".utf8.contains(bytes[tokens[index].range.lowerBound])
  }
}

extension PostgresExpression {
  /// The words of types that consist of several.
  private static let wordsOfTypes: Set = [
    "varying", "precision", "with", "without", "time", "zone",
  ]

  /// The tokens without casts and parentheses, for comparing what is written in several ways.
  package var essence: [String] {
    var result: [String] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if isSymbol(index, "::") {
        index = endOfType(after: index)
        continue
      }
      if !isSymbol(index, "("), !isSymbol(index, ")") { result += essence(index) }
      index += 1
    }
    return result
  }

  private func essence(_ index: Int) -> [String] {
    switch tokens[index].kind {
    case .string:
      guard let string = string(index) else { break }
      // The server writes -3 as '-3'::integer.
      let isCast = index + 1 < range.upperBound && isSymbol(index + 1, "::")
      if isCast, case .number(let digits)? = SQLLiteral(number: string) {
        return digits.hasPrefix("-") ? ["-", String(digits.dropFirst())] : [digits]
      }
      return ["'\(string)'"]
    case .word, .quotedName:
      if let name = identifier(index) { return [name] }
    case .number, .symbol, .comment: break
    }
    return [lowercased(index)]
  }

  private func endOfType(after cast: Int) -> Int {
    var index = cast + 1
    while index < range.upperBound {
      switch tokens[index].kind {
      case .word, .quotedName:
        let isFirst = index == cast + 1 || isSymbol(index - 1, ".")
        guard isFirst || Self.wordsOfTypes.contains(lowercased(index)) else { return index }
        index += 1
      case .symbol where closers[index] >= 0: index = closers[index] + 1
      case .symbol where isSymbol(index, "."): index += 1
      case .symbol, .string, .number, .comment: return index
      }
    }
    return index
  }
}
