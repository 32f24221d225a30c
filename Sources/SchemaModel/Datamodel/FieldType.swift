/// What a field holds.
package enum FieldType: Sendable, Hashable {
  case scalar(ScalarType)
  case enumeration(EnumID)
  case composite(CompositeTypeID)
  /// One end of a relation; the field's own type is the model at the other end.
  case relation(RelationID)
  /// `Unsupported("…")`: the text as written.
  case unsupported(String)
}

/// The scalar types of the language.
package enum ScalarType: String, Sendable, Hashable, CaseIterable {
  case string = "String"
  case boolean = "Boolean"
  case int = "Int"
  case bigInt = "BigInt"
  case float = "Float"
  case decimal = "Decimal"
  case dateTime = "DateTime"
  case json = "Json"
  case bytes = "Bytes"
}

/// A native type annotation such as `@db.VarChar(191)`.
package struct NativeType: Sendable, Hashable {
  /// The name after `@db.`.
  package var name: String
  /// The arguments as written.
  package var arguments: [String]

  package init(name: String, arguments: [String] = []) {
    self.name = name
    self.arguments = arguments
  }
}
