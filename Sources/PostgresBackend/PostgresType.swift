import SQLBackend
package import SQLModel
package import SchemaModel

/// The type of a column.
package struct PostgresType: Sendable, Hashable {
  /// A type without regard to whether it makes a list.
  package enum Element: Sendable, Hashable {
    /// A built-in type with its arguments, such as `VARCHAR(20)`.
    case builtin(PostgresScalar, [Int])
    case enumeration(QualifiedName)
    /// A type that the schema language calls unsupported, as the server writes it.
    case other(String)
  }

  package var element: Element
  package var isList: Bool

  package init(_ element: Element, isList: Bool = false) {
    self.element = element
    self.isList = isList
  }

  /// The type that a field asks for.
  package init(_ field: FieldView) {
    isList = field.isList
    switch field.type {
    case .scalar(let type): element = Self.element(of: type, native: field.field.nativeType)
    case .enumeration(let id):
      let enumeration = field.datamodel[id]
      element = .enumeration(
        QualifiedName(enumeration.databaseName, in: enumeration.enumeration.schemaName))
    case .unsupported(let text):
      let name = Self.elementName(ofArray: text, isList: isList)
      element = .other(name ?? text)
      isList = isList || name != nil
    case .composite, .relation:
      preconditionFailure("A composite field or a relation is not a column of PostgreSQL.")
    }
  }

  /// The type of the elements where a text names a type of arrays: `name[]`, or `_name` as the
  /// catalog calls it, which other tools write for fields that are lists.
  private static func elementName(ofArray text: String, isList: Bool) -> String? {
    var name = text[...]
    while name.hasSuffix("[]") { name = name.dropLast(2) }
    if isList, name.count > 1, name.utf8.first == UInt8(ascii: "_"), !name.contains(".") {
      name = name.dropFirst()
    }
    return name.count == text.count || name.isEmpty ? nil : String(name)
  }

  private static func element(of type: ScalarType, native: NativeType?) -> Element {
    if let native, let scalar = PostgresScalar(rawValue: native.name) {
      return .builtin(scalar, native.arguments.compactMap { Int($0) })
    }
    return switch type {
    case .string: .builtin(.text, [])
    case .boolean: .builtin(.boolean, [])
    case .int: .builtin(.integer, [])
    case .bigInt: .builtin(.bigInt, [])
    case .float: .builtin(.doublePrecision, [])
    case .decimal: .builtin(.decimal, [65, 30])
    case .dateTime: .builtin(.timestamp, [3])
    case .json: .builtin(.jsonB, [])
    case .bytes: .builtin(.byteA, [])
    }
  }

  /// The built-in type, if it is one.
  package var scalar: PostgresScalar? {
    if case .builtin(let scalar, _) = element { scalar } else { nil }
  }

  /// The type in DDL.
  package var ddl: String {
    let name =
      switch element {
      case .builtin(let scalar, let arguments):
        arguments.isEmpty
          ? scalar.ddlName
          : scalar.ddlName + "(" + arguments.map { "\($0)" }.joined(separator: ",") + ")"
      case .enumeration(let name): Postgres.quote(name)
      case .other(let text): text
      }
    return isList ? name + "[]" : name
  }

  /// The pseudo-type that makes a sequence for the column as well; `nil` for types without one.
  package var serialDDL: String? {
    switch scalar {
    case .smallInt: "SMALLSERIAL"
    case .integer: "SERIAL"
    case .bigInt: "BIGSERIAL"
    default: nil
    }
  }
}
