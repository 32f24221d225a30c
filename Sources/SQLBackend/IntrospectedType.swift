package import SQLModel
package import SchemaModel

/// What the schema language calls the type of a column.
package struct IntrospectedType: Sendable, Hashable {
  /// A type without regard to whether it makes a list.
  package enum Element: Sendable, Hashable {
    /// One of the types of the language.
    case scalar(ScalarType)
    /// An enum by its name in the database.
    case enumeration(QualifiedName)
    /// A type that the language has no word for, as the database calls it.
    case unsupported(String)
  }

  /// The type, or that of the elements of a list.
  package var element: Element
  /// Whether the column holds lists.
  package var isList: Bool
  /// `@db.…`; `nil` when it is the one that the scalar type stands for anyway.
  package var native: NativeType?

  /// A type of the schema language.
  ///
  /// - Parameters:
  ///   - element: The type, or that of the elements of a list.
  ///   - isList: Whether the column holds lists.
  ///   - native: The native type to write; `nil` where the scalar type stands for it.
  package init(_ element: Element, isList: Bool = false, native: NativeType? = nil) {
    self.element = element
    self.isList = isList
    self.native = native
  }

  /// Whether the language has no word for it, so that clients cannot use the column.
  package var isUnsupported: Bool {
    if case .unsupported = element { true } else { false }
  }
}

/// An enum of a database.
package struct IntrospectedEnum: Sendable, Hashable {
  /// The name in the database.
  package var name: QualifiedName
  /// The names of the values in the database, in its order.
  package var values: [String]

  /// An enum with its values.
  package init(_ name: QualifiedName, values: [String]) {
    self.name = name
    self.values = values
  }
}
