package import Diagnostics

/// A primary key, a unique constraint or an index of a model.
package struct Key: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case primary, unique, index, fulltext }

  /// One part of a key.
  package struct Part: Sendable, Hashable {
    /// The field of the model; for a path into a composite type its first step.
    package var field: FieldID
    /// The further steps into composite types; empty on SQL databases.
    package var path: [String]
    package var sort: SortOrder?
    package var length: Int?
    /// The operator class as written: `JsonbPathOps`, or the text of `raw("…")`.
    package var operatorClass: OperatorClass?

    package init(
      field: FieldID, path: [String] = [], sort: SortOrder? = nil, length: Int? = nil,
      operatorClass: OperatorClass? = nil
    ) {
      self.field = field
      self.path = path
      self.sort = sort
      self.length = length
      self.operatorClass = operatorClass
    }
  }

  package enum OperatorClass: Sendable, Hashable {
    case named(String)
    case raw(String)
  }

  package var kind: Kind
  package var parts: [Part]
  /// The argument `name`: how clients call a compound key.
  package var name: String?
  /// The argument `map`: the name of the constraint in the database.
  package var mappedName: String?
  /// The argument `type`, such as `Hash` or `Gin`.
  package var algorithm: String?
  /// The argument `clustered`.
  package var isClustered: Bool?
  /// Whether it stands on a field (`@id`, `@unique`) rather than on the model.
  package var isFieldAttribute: Bool
  /// The attribute.
  package var span: SourceSpan

  package init(
    kind: Kind, parts: [Part], name: String? = nil, mappedName: String? = nil,
    algorithm: String? = nil, isClustered: Bool? = nil, isFieldAttribute: Bool = false,
    span: SourceSpan
  ) {
    self.kind = kind
    self.parts = parts
    self.name = name
    self.mappedName = mappedName
    self.algorithm = algorithm
    self.isClustered = isClustered
    self.isFieldAttribute = isFieldAttribute
    self.span = span
  }
}

/// The order of a column in a key or an index.
package enum SortOrder: String, Sendable, Hashable {
  case ascending = "asc"
  case descending = "desc"
}
