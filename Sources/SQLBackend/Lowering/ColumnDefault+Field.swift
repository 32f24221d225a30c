import BinaryText
package import SQLModel
package import SchemaModel

extension ColumnDefault {
  /// The default that the database gives the column of a field; `nil` where it has none or where
  /// the engine makes the value, as for `uuid()`.
  package init?(_ field: FieldView) {
    guard let value = field.field.defaultValue else { return nil }
    guard case .function(let call) = value else {
      self = .literal(SQLLiteral(value, of: field))
      return
    }
    switch call.name {
    case "now":
      self = .now
    case "dbgenerated":
      if case .string(let text)? = call.arguments.first?.value, !text.isEmpty {
        self = .expression(text)
      } else {
        self = .expression(nil)
      }
    default:
      // `autoincrement()` is a property of the column; all others are made by the engine.
      return nil
    }
  }
}

extension SQLLiteral {
  /// The constant that a default in the schema stands for, given the field's type.
  package init(_ value: DefaultValue, of field: FieldView) {
    switch value {
    case .string(let text): self = SQLLiteral(text: text, type: field.scalarType)
    case .number(let digits): self = .number(digits)
    case .boolean(let flag): self = .boolean(flag)
    case .enumValue(let name):
      let value = field.enumeration?.values.first { $0.name == name }
      self = .enumValue(value?.databaseName ?? name)
    case .list(let elements): self = .list(elements.map { SQLLiteral($0, of: field) })
    case .function(let call): self = .string(call.name)
    }
  }

  private init(text: String, type: ScalarType?) {
    self =
      switch type {
      case .json: .json(text)
      case .dateTime: .dateTime(text)
      case .bytes: Base64.decode(text).map(SQLLiteral.bytes) ?? .string(text)
      case .int, .bigInt, .float, .decimal: .number(text)
      case .string, .boolean, nil: .string(text)
      }
  }
}
