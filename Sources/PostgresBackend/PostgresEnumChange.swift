package import SQLModel

/// What happens to an enum and to the columns of its type.
package struct PostgresEnumChange: Sendable, Hashable {
  /// A column whose type is the enum on both sides.
  package struct Usage: Sendable, Hashable {
    package var table: QualifiedName
    package var column: String
    /// Whether the column is a list before the change.
    package var isList: Bool
    /// The default that is in the way while the type changes.
    package var hadDefault: Bool
    /// The default afterwards, unless the column's type changes further.
    package var nextDefault: ColumnDefault?
  }

  /// A type that takes the place of the previous one.
  package struct Replacement: Sendable, Hashable {
    /// The name that the new type has until then.
    package var name: QualifiedName
    package var values: [String]
    /// The name that the previous type has until it is dropped.
    package var previousName: QualifiedName
    /// Whether columns that are about to go still use the previous type, so that it is dropped
    /// after them.
    package var keepsPreviousType: Bool
    package var usages: [Usage]
  }

  package var name: QualifiedName
  package var addedValues: [String]
  package var removedValues: [String]
  /// The new type, when the type has to be made anew.
  package var replacement: Replacement?

  /// The columns that the change touches.
  package var usages: [Usage] { replacement?.usages ?? [] }
}
