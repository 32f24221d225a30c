/// An index, or the index behind a unique constraint.
package struct Index<Dialect: SQLDialectTypes>: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case normal, unique, fulltext }

  /// The name; of a unique constraint without a name that of its internal index.
  package var name: String
  package var kind: Kind
  package var parts: [IndexPart<Dialect>]
  /// The condition of a partial index, without parentheses around it.
  package var predicate: String?
  /// Whether it belongs to a constraint and so can only be dropped with it.
  package var isConstraint: Bool
  package var options: Dialect.IndexOptions

  package init(
    _ name: String, _ kind: Kind, _ parts: [IndexPart<Dialect>], predicate: String? = nil,
    isConstraint: Bool = false, options: Dialect.IndexOptions
  ) {
    self.name = name
    self.kind = kind
    self.parts = parts
    self.predicate = predicate
    self.isConstraint = isConstraint
    self.options = options
  }

  package var isUnique: Bool { kind == .unique }

  /// The columns of its parts; expressions are left out.
  package var columns: [String] {
    // Not `\.column`: a key path into a generic type is looked up by its name at each use.
    parts.compactMap { $0.column }
  }
}

/// One part of an index or of a primary key.
package struct IndexPart<Dialect: SQLDialectTypes>: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case column(String)
    /// An expression as the database stores it.
    case expression(String)
  }

  package var content: Content
  package var isDescending: Bool
  package var options: Dialect.IndexPartOptions

  package init(
    _ content: Content, isDescending: Bool = false, options: Dialect.IndexPartOptions
  ) {
    self.content = content
    self.isDescending = isDescending
    self.options = options
  }

  package var column: String? {
    if case .column(let name) = content { name } else { nil }
  }
}

/// The primary key of a table.
package struct PrimaryKey<Dialect: SQLDialectTypes>: Sendable, Hashable {
  /// The name of the constraint; `nil` where the product has none.
  package var name: String?
  package var parts: [IndexPart<Dialect>]

  package init(name: String?, _ parts: [IndexPart<Dialect>]) {
    self.name = name
    self.parts = parts
  }

  package var columns: [String] { parts.compactMap { $0.column } }
}
