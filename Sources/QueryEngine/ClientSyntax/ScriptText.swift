import BinaryText

/// Conversions of values to text and truth, as JavaScript makes them.
enum ScriptText {
  static func text(of value: ArgumentValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let text), .string(let text), .enumeration(let text), .dateTime(let text),
      .bigInt(let text), .decimal(let text), .json(let text), .raw(let text):
      text
    case .bytes(let bytes): Base64.encode(bytes)
    case .fieldReference(let field, let container): "\(container).\(field)"
    case .list(let elements): elements.map(text).joined(separator: ",")
    case .object: "[object Object]"
    }
  }

  static func isTrue(_ value: ScriptValue) -> Bool {
    switch value {
    case .undefined, .data(.null), .data(.boolean(false)), .data(.integer(0)), .data(.string("")):
      false
    case .skip, .data, .object, .call, .batch, .output, .sql, .client, .clientMethod, .delegate,
      .method, .fields,
      .relation, .namespace, .function, .enumeration, .dataMethod:
      true
    }
  }
}
