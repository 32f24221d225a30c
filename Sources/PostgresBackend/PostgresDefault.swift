import BinaryText
package import SQLModel

/// A default as the server writes it, read back.
package struct PostgresDefault {
  /// What it means; `nil` for NULL.
  package let value: ColumnDefault?

  /// Reads the text of `pg_get_expr`.
  package init(_ text: String, type: PostgresType) {
    let core = PostgresExpression(text).withoutCasts
    let lowered = core.text.lowercased()
    if lowered == "null" {
      value = nil
    } else if lowered == "now()" || lowered == "current_timestamp" {
      value = .now
    } else if let sequence = core.arguments(of: "nextval", "(").flatMap(Self.sequence) {
      value = .sequence(sequence)
    } else if let literal = Self.literal(core, type) {
      value = .literal(literal)
    } else {
      value = .expression(text)
    }
  }

  private static func literal(
    _ expression: PostgresExpression, _ type: PostgresType
  ) -> SQLLiteral? {
    guard type.isList else { return scalar(expression, type.element) }
    let elements: [SQLLiteral?]
    if let list = expression.arguments(of: "array", "[") {
      elements = list.elements.map { scalar($0.withoutCasts, type.element) }
    } else if let array = expression.string, array.hasPrefix("{"), array.hasSuffix("}") {
      elements = arrayElements(array).map { scalar(string: $0, type.element) }
    } else {
      return nil
    }
    let known = elements.compactMap { $0 }
    return known.count == elements.count ? .list(known) : nil
  }

  private static func scalar(
    _ expression: PostgresExpression, _ element: PostgresType.Element
  ) -> SQLLiteral? {
    if let string = expression.string { return scalar(string: string, element) }
    let text = expression.text
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
      if scalar.isNumber || scalar == .oid { return number(string, element) }
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
  private static func number(_ text: String, _ element: PostgresType.Element) -> SQLLiteral? {
    guard case .number(let digits)? = SQLLiteral(number: text) else { return nil }
    if case .builtin(let scalar, _) = element, scalar.isWholeNumber, Int64(digits) == nil {
      return nil
    }
    return .number(digits)
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

  /// The sequence that `'"Post_id_seq"'::regclass` names.
  private static func sequence(_ argument: PostgresExpression) -> QualifiedName? {
    argument.withoutCasts.string.flatMap { PostgresExpression($0).name }
  }
}
