import BackendInterface
import BinaryText
import DatabaseAccess
import SchemaModel

/// Makes the values that a field gets by default, as far as the engine makes them.
struct DefaultMaker {
  let datamodel: Datamodel
  /// Microseconds since 1970.
  let now: Int64

  /// The value; `nil` when the database makes it.
  func value(_ value: DefaultValue, for field: FieldView) -> Value? {
    switch value {
    case .function(let call): return result(of: call, for: field)
    case .list(let elements):
      let values = elements.compactMap { self.value($0, for: field) }
      return values.count == elements.count ? .list(values) : nil
    case .boolean(let flag): return .boolean(flag)
    case .enumValue(let name):
      let match = field.enumeration?.values.first { $0.name == name }
      return match.map { .enumeration($0.databaseName) }
    case .number(let digits): return number(digits, field.scalarType)
    case .string(let text): return string(text, field)
    }
  }

  private func number(_ digits: String, _ type: ScalarType?) -> Value? {
    switch type {
    case .int, .bigInt: Int64(digits).map { .integer($0) }
    case .float: Double(digits).map { .double($0) }
    case .decimal: .decimal(digits)
    case .string, .boolean, .dateTime, .json, .bytes, nil: nil
    }
  }

  private func string(_ text: String, _ field: FieldView) -> Value? {
    switch field.scalarType {
    case .string: field.isUUID ? .uuid(text) : .text(text)
    case .dateTime: ISODateTime.microseconds(text.utf8).map { .dateTime($0) }
    case .json: .json(text)
    case .bytes: Base64.decode(text).map { .bytes($0) }
    case .decimal: .decimal(text)
    case .boolean, .int, .bigInt, .float: nil
    case nil: .text(text)
    }
  }

  private func result(of call: DefaultValue.FunctionCall, for field: FieldView) -> Value? {
    let argument: Int? =
      if case .number(let digits)? = call.arguments.first?.value { Int(digits) } else { nil }
    let text: String
    switch call.name {
    case "now": return .dateTime(now)
    case "uuid": text = argument == 7 ? Identifier.uuid7(now: now) : Identifier.uuid4()
    case "cuid": text = argument == 2 ? Identifier.cuid2() : Identifier.cuid(now: now)
    case "nanoid": text = Identifier.nanoid(length: argument ?? 21)
    case "ulid": text = Identifier.ulid(now: now)
    default: return nil
    }
    return field.isUUID ? .uuid(text) : .text(text)
  }
}
