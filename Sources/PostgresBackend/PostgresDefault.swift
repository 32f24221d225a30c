import BinaryText
package import SQLModel

/// A default as the server writes it, read back.
package struct PostgresDefault {
  /// What it means; `nil` for NULL.
  package let value: ColumnDefault?

  /// Reads the text of `pg_get_expr`.
  package init(_ text: String, type: PostgresType) {
    let core = Self.withoutCasts(text[...])
    let lowered = core.lowercased()
    if lowered == "null" {
      value = nil
    } else if lowered == "now()" || lowered == "current_timestamp" {
      value = .now
    } else if lowered.hasPrefix("nextval("), let name = Self.sequence(String(core)) {
      value = .sequence(name)
    } else if let literal = Self.literal(core, type) {
      value = .literal(literal)
    } else {
      value = .expression(text)
    }
  }

  private static func literal(_ text: Substring, _ type: PostgresType) -> SQLLiteral? {
    guard type.isList else { return scalar(text, type.element) }
    let elements: [SQLLiteral?]
    if text.lowercased().hasPrefix("array["), text.hasSuffix("]") {
      elements = split(text.dropFirst(6).dropLast()).map { scalar(withoutCasts($0), type.element) }
    } else if let array = string(text), array.hasPrefix("{"), array.hasSuffix("}") {
      elements = arrayElements(array).map { scalar(string: $0, type.element) }
    } else {
      return nil
    }
    let known = elements.compactMap { $0 }
    return known.count == elements.count ? .list(known) : nil
  }

  private static func scalar(_ text: Substring, _ element: PostgresType.Element) -> SQLLiteral? {
    if let string = string(text) { return scalar(string: string, element) }
    switch text.lowercased() {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: return number(text, element)
    }
  }

  /// A string literal converted to the column's type.
  private static func scalar(string: String, _ element: PostgresType.Element) -> SQLLiteral? {
    switch element {
    case .enumeration: return .enumValue(string)
    case .other: return .string(string)
    case .builtin(let scalar, _):
      if scalar.isNumber || scalar == .oid { return number(string[...], element) }
      if scalar.isTime { return .dateTime(string) }
      switch scalar {
      case .json, .jsonB: return .json(string)
      case .boolean: return .boolean(string.hasPrefix("t"))
      case .byteA: return bytes(string).map(SQLLiteral.bytes)
      default: return .string(string)
      }
    }
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    guard text.hasPrefix(#"\x"#) else { return nil }
    return Hexadecimal.decode(text.utf8.dropFirst(2))
  }

  /// A number that the column can hold as it is.
  private static func number(_ text: Substring, _ element: PostgresType.Element) -> SQLLiteral? {
    guard case .number(let digits)? = SQLLiteral(number: String(text)) else { return nil }
    if case .builtin(let scalar, _) = element, scalar.isWholeNumber, Int64(digits) == nil {
      return nil
    }
    return .number(digits)
  }

  /// The contents of a text that is one string literal and nothing else.
  private static func string(_ text: Substring) -> String? {
    var bytes = Array(text.utf8)[...]
    let hasEscapes = bytes.first == UInt8(ascii: "E")
    if hasEscapes { bytes = bytes.dropFirst() }
    guard bytes.popFirst() == UInt8(ascii: "'") else { return nil }
    var result: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "'") {
        guard bytes.first == byte else {
          return bytes.isEmpty ? String(decoding: result, as: UTF8.self) : nil
        }
        bytes = bytes.dropFirst()
      } else if byte == UInt8(ascii: "\\"), hasEscapes, bytes.first == byte {
        bytes = bytes.dropFirst()
      }
      result.append(byte)
    }
    return nil
  }

  /// Takes parentheses around and casts behind an expression off.
  static func withoutCasts(_ text: Substring) -> Substring {
    var text = text
    while true {
      let before = text
      if text.hasPrefix("("), text.hasSuffix(")"), closingParenthesis(text) {
        text = text.dropFirst().dropLast()
      }
      if let cast = lastCast(text) { text = text[..<cast] }
      if text == before { return text }
    }
  }

  /// Takes one pair of parentheses around an expression off.
  static func withoutParentheses(_ text: String) -> Substring {
    guard text.hasPrefix("("), text.hasSuffix(")"), closingParenthesis(text[...]) else {
      return text[...]
    }
    return text.dropFirst().dropLast()
  }

  /// Whether the first parenthesis is closed by the last character.
  private static func closingParenthesis(_ text: Substring) -> Bool {
    var depth = 0
    var isInString = false
    for (index, byte) in zip(text.utf8.indices, text.utf8) {
      if byte == UInt8(ascii: "'") { isInString.toggle() }
      guard !isInString else { continue }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return text.utf8.index(after: index) == text.endIndex }
      }
    }
    return false
  }

  /// Where a `::type` that reaches to the end begins, outside of strings and parentheses.
  private static func lastCast(_ text: Substring) -> Substring.Index? {
    var depth = 0
    var isInString = false
    var previous: UInt8 = 0
    var previousIndex = text.startIndex
    var result: Substring.Index?
    for (index, byte) in zip(text.utf8.indices, text.utf8) {
      switch byte {
      case UInt8(ascii: "'"): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where previous == byte && depth == 0: result = previousIndex
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
        UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
        // What follows an operator is no cast of the whole, unless it is a sign.
        if depth == 0, index != text.startIndex { return nil }
      default: break
      }
      previous = isInString ? 0 : byte
      previousIndex = index
    }
    return result
  }

  /// Splits at commas outside of strings and parentheses.
  private static func split(_ text: Substring) -> [Substring] {
    guard !text.isEmpty else { return [] }
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var isInString = false
    for (index, byte) in zip(text.utf8.indices, text.utf8) {
      switch byte {
      case UInt8(ascii: "'"): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        parts.append(text[start..<index].drop { $0 == " " })
        start = text.utf8.index(after: index)
      default: break
      }
    }
    parts.append(text[start...].drop { $0 == " " })
    return parts
  }

  /// The elements of an array literal such as `{a,"b c"}`.
  static func arrayElements(_ text: String) -> [String] {
    var elements: [[UInt8]] = []
    var current: [UInt8] = []
    var isQuoted = false
    var isEscaped = false
    for byte in text.utf8.dropFirst().dropLast() {
      if isEscaped {
        current.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        elements.append(current)
        current = []
      } else {
        current.append(byte)
      }
    }
    if text.utf8.count > 2 { elements.append(current) }
    return elements.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The name in `nextval('"Post_id_seq"'::regclass)`.
  private static func sequence(_ text: String) -> QualifiedName? {
    let inner = text.dropFirst("nextval(".count).dropLast()
    guard let name = string(withoutCasts(inner)) else { return nil }
    var parts: [String] = []
    var current = ""
    var isQuoted = false
    for character in name {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ".", !isQuoted {
        parts.append(current)
        current = ""
      } else {
        current.append(character)
      }
    }
    return QualifiedName(current, in: parts.last)
  }
}
