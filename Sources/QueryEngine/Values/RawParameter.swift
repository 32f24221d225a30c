import BinaryText
import DatabaseAccess
import JSON

/// Parameters of raw queries: JSON, with `{"prisma__type", "prisma__value"}` for richer types.
enum RawParameter {
  static func value(_ json: JSONValue) -> Value {
    switch json {
    case .null: return .null
    case .boolean(let flag): return .boolean(flag)
    case .string(let text): return .text(text)
    case .number(let digits):
      if let integer = Int64(digits) { return .integer(integer) }
      return Double(digits).map { .double($0) } ?? .decimal(digits)
    case .array(let elements): return .list(elements.map(value))
    case .object:
      guard let type = json["prisma__type"]?.stringValue, let inner = json["prisma__value"] else {
        return .json(text(of: json))
      }
      return tagged(type, inner) ?? .json(text(of: json))
    }
  }

  private static func tagged(_ type: String, _ inner: JSONValue) -> Value? {
    let text: String? =
      if case .number(let digits) = inner { digits } else { inner.stringValue }
    switch type {
    case "date": return text.flatMap { ISODateTime.microseconds($0.utf8) }.map { .dateTime($0) }
    case "bigint": return text.flatMap { Int64($0) }.map { .integer($0) }
    case "decimal": return text.map { .decimal($0) }
    case "bytes": return text.flatMap { Base64.decode($0) }.map { .bytes($0) }
    default: return nil
    }
  }

  private static func text(of json: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(json)
    return writer.text
  }
}
