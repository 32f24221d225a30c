package import Diagnostics

/// A `model` or `view` block.
package struct Model: Sendable {
  package enum Kind: Sendable { case model, view }

  package var kind: Kind
  package var name: String
  package var mappedName: String?
  /// The argument of `@@schema`.
  package var schemaName: String?
  package var documentation: String?
  /// `@@ignore`.
  package var isIgnored: Bool
  /// All fields in the order of the schema: ids of a contiguous run.
  package var fields: [FieldID]
  /// `@id` or `@@id`.
  package var primaryKey: Key?
  /// `@unique` and `@@unique`, in the order of the schema, fields' attributes first.
  package var uniques: [Key]
  /// `@@index` and `@@fulltext`.
  package var indexes: [Key]
  /// The name in its declaration.
  package var nameSpan: SourceSpan
  /// The whole block.
  package var span: SourceSpan

  package init(
    kind: Kind, name: String, mappedName: String? = nil, schemaName: String? = nil,
    documentation: String? = nil, isIgnored: Bool = false, fields: [FieldID] = [],
    primaryKey: Key? = nil, uniques: [Key] = [], indexes: [Key] = [], nameSpan: SourceSpan,
    span: SourceSpan
  ) {
    self.kind = kind
    self.name = name
    self.mappedName = mappedName
    self.schemaName = schemaName
    self.documentation = documentation
    self.isIgnored = isIgnored
    self.fields = fields
    self.primaryKey = primaryKey
    self.uniques = uniques
    self.indexes = indexes
    self.nameSpan = nameSpan
    self.span = span
  }
}
