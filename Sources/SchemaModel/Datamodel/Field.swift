package import Diagnostics

/// A field of a model, a view or a composite type.
package struct Field: Sendable {
  package var name: String
  package var mappedName: String?
  /// The model it belongs to; `nil` for fields of composite types.
  package var model: ModelID?
  package var compositeType: CompositeTypeID?
  package var type: FieldType
  package var arity: Arity
  /// `@db.X(…)`.
  package var nativeType: NativeType?
  package var defaultValue: DefaultValue?
  /// The argument `map` of `@default` (SQL Server).
  package var defaultMappedName: String?
  package var isUpdatedAt: Bool
  /// `@ignore`.
  package var isIgnored: Bool
  package var documentation: String?
  /// The name in its declaration.
  package var nameSpan: SourceSpan
  /// The whole declaration.
  package var span: SourceSpan

  package init(
    name: String, mappedName: String? = nil, model: ModelID?,
    compositeType: CompositeTypeID? = nil, type: FieldType, arity: Arity,
    nativeType: NativeType? = nil, defaultValue: DefaultValue? = nil,
    defaultMappedName: String? = nil, isUpdatedAt: Bool = false, isIgnored: Bool = false,
    documentation: String? = nil, nameSpan: SourceSpan, span: SourceSpan
  ) {
    self.name = name
    self.mappedName = mappedName
    self.model = model
    self.compositeType = compositeType
    self.type = type
    self.arity = arity
    self.nativeType = nativeType
    self.defaultValue = defaultValue
    self.defaultMappedName = defaultMappedName
    self.isUpdatedAt = isUpdatedAt
    self.isIgnored = isIgnored
    self.documentation = documentation
    self.nameSpan = nameSpan
    self.span = span
  }
}

/// How many values a field holds.
package enum Arity: Sendable, Hashable { case required, optional, list }
