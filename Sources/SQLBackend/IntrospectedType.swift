package import SQLModel
package import SchemaModel

/// What the schema language calls the type of a column.
package struct IntrospectedType: Sendable, Hashable {
  /// A type without regard to whether it makes a list.
  package enum Element: Sendable, Hashable {
    case scalar(ScalarType)
    /// An enum by its name in the database.
    case enumeration(QualifiedName)
    /// A type that the language has no word for, as the database calls it.
    case unsupported(String)
  }

  package var element: Element
  package var isList: Bool
  /// `@db.…`; `nil` when it is the one that the scalar type stands for anyway.
  package var native: NativeType?

  package init(_ element: Element, isList: Bool = false, native: NativeType? = nil) {
    self.element = element
    self.isList = isList
    self.native = native
  }

  package var isUnsupported: Bool {
    if case .unsupported = element { true } else { false }
  }
}

/// An enum of a database.
package struct IntrospectedEnum: Sendable, Hashable {
  package var name: QualifiedName
  package var values: [String]

  package init(_ name: QualifiedName, values: [String]) {
    self.name = name
    self.values = values
  }
}
