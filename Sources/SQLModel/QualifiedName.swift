/// The name of a table or of another schema-level object, in its namespace.
package struct QualifiedName: Sendable, Hashable, Comparable {
  /// The namespace (PostgreSQL: schema); `nil` for the one that the connection looks in first.
  package var namespace: String?
  package var name: String

  package init(_ name: String, in namespace: String? = nil) {
    self.name = name
    self.namespace = namespace
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.namespace ?? "", left.name) < (right.namespace ?? "", right.name)
  }

  /// The name for people: `User` or `auth.User`.
  package var display: String { namespace.map { "\($0).\(name)" } ?? name }
}
