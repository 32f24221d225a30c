package import Diagnostics

/// A resolved schema: dense tables of everything it declares, names replaced by ids.
///
/// Terms, used the same way everywhere:
/// - *name*: as written in the schema;
/// - *mapped name*: the argument of `@map`/`@@map`, if there is one;
/// - *database name*: what the database sees, `mappedName ?? name`.
///
/// A value over one immutable storage: a copy, and so a view, costs one retain.
package struct Datamodel: Sendable {
  package final class Storage: Sendable {
    package let configuration: Configuration
    package let models: [Model]
    package let fields: [Field]
    package let enums: [Enum]
    package let compositeTypes: [CompositeType]
    package let relations: [Relation]
    package let modelsByName: [String: ModelID]
    package let enumsByName: [String: EnumID]

    package init(
      configuration: Configuration, models: [Model], fields: [Field], enums: [Enum],
      compositeTypes: [CompositeType], relations: [Relation]
    ) {
      self.configuration = configuration
      self.models = models
      self.fields = fields
      self.enums = enums
      self.compositeTypes = compositeTypes
      self.relations = relations
      modelsByName = Dictionary(
        models.enumerated().map { ($1.name, ID($0)) }, uniquingKeysWith: { first, _ in first })
      enumsByName = Dictionary(
        enums.enumerated().map { ($1.name, ID($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  package let storage: Storage

  package init(_ storage: Storage) { self.storage = storage }

  /// A datamodel without anything, such as the previous state of an empty database.
  package static let empty = Datamodel(
    Storage(
      configuration: Configuration(), models: [], fields: [], enums: [], compositeTypes: [],
      relations: []))

  /// A datamodel of a configuration without models.
  package init(configuration: Configuration) {
    self.init(
      Storage(
        configuration: configuration, models: [], fields: [], enums: [], compositeTypes: [],
        relations: []))
  }

  package var configuration: Configuration { storage.configuration }

  /// Models and views, in the order of the schema.
  package var models: [ModelView] {
    storage.models.indices.map { ModelView(datamodel: self, id: ID($0)) }
  }

  /// Enums, in the order of the schema.
  package var enums: [EnumView] {
    storage.enums.indices.map { EnumView(datamodel: self, id: ID($0)) }
  }

  /// Relations, in the order in which their first field appears.
  package var relations: [RelationView] {
    storage.relations.indices.map { RelationView(datamodel: self, id: ID($0)) }
  }

  package func model(named name: String) -> ModelView? {
    storage.modelsByName[name].map { ModelView(datamodel: self, id: $0) }
  }

  package func enumeration(named name: String) -> EnumView? {
    storage.enumsByName[name].map { EnumView(datamodel: self, id: $0) }
  }

  package subscript(_ id: ModelID) -> ModelView { ModelView(datamodel: self, id: id) }
  package subscript(_ id: FieldID) -> FieldView { FieldView(datamodel: self, id: id) }
  package subscript(_ id: EnumID) -> EnumView { EnumView(datamodel: self, id: id) }
  package subscript(_ id: RelationID) -> RelationView { RelationView(datamodel: self, id: id) }
}

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

package enum SortOrder: String, Sendable, Hashable {
  case ascending = "asc"
  case descending = "desc"
}

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

package enum Arity: Sendable, Hashable { case required, optional, list }

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

/// The argument of `@default`.
package indirect enum DefaultValue: Sendable, Hashable {
  /// A string literal, unescaped; also the text of a JSON or bytes (base64) default.
  case string(String)
  /// A numeric literal, digits as written.
  case number(String)
  case boolean(Bool)
  /// The name of an enum's value, as written in the schema.
  case enumValue(String)
  case list([DefaultValue])
  /// A call such as `autoincrement()`, `now()`, `uuid(7)`, `dbgenerated("…")`.
  case function(FunctionCall)

  package struct FunctionCall: Sendable, Hashable {
    package var name: String
    package var arguments: [Argument]

    package init(name: String, arguments: [Argument] = []) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// One argument of a call: a literal with the name it was given, if any.
  package struct Argument: Sendable, Hashable {
    package var name: String?
    package var value: DefaultValue

    package init(name: String? = nil, value: DefaultValue) {
      self.name = name
      self.value = value
    }
  }
}

/// An `enum` block.
package struct Enum: Sendable {
  package struct Value: Sendable {
    package var name: String
    package var mappedName: String?
    package var documentation: String?
    package var span: SourceSpan

    package init(
      name: String, mappedName: String? = nil, documentation: String? = nil, span: SourceSpan
    ) {
      self.name = name
      self.mappedName = mappedName
      self.documentation = documentation
      self.span = span
    }

    package var databaseName: String { mappedName ?? name }
  }

  package var name: String
  package var mappedName: String?
  package var schemaName: String?
  package var documentation: String?
  package var values: [Value]
  package var nameSpan: SourceSpan
  package var span: SourceSpan

  package init(
    name: String, mappedName: String? = nil, schemaName: String? = nil,
    documentation: String? = nil, values: [Value], nameSpan: SourceSpan, span: SourceSpan
  ) {
    self.name = name
    self.mappedName = mappedName
    self.schemaName = schemaName
    self.documentation = documentation
    self.values = values
    self.nameSpan = nameSpan
    self.span = span
  }
}

/// A `type` block.
package struct CompositeType: Sendable {
  package var name: String
  package var documentation: String?
  package var fields: [FieldID]
  package var nameSpan: SourceSpan
  package var span: SourceSpan

  package init(
    name: String, documentation: String? = nil, fields: [FieldID], nameSpan: SourceSpan,
    span: SourceSpan
  ) {
    self.name = name
    self.documentation = documentation
    self.fields = fields
    self.nameSpan = nameSpan
    self.span = span
  }
}

package enum ReferentialAction: String, Sendable, Hashable, CaseIterable {
  case cascade = "Cascade"
  case restrict = "Restrict"
  case noAction = "NoAction"
  case setNull = "SetNull"
  case setDefault = "SetDefault"
}

/// A relation between two models, or of a model with itself.
package struct Relation: Sendable {
  package enum Kind: Sendable, Hashable {
    /// The referencing end holds the foreign key and is unique.
    case oneToOne
    /// The referencing end holds the foreign key.
    case oneToMany
    /// Implicit: an own table `_Name(A, B)` (on MongoDB: explicit lists of ids).
    case manyToMany
  }

  /// One end of the relation.
  package struct End: Sendable {
    /// The model at this end.
    package var model: ModelID
    /// The relation field on that model; `nil` when the schema lacks it (accepted on views and
    /// ignored models only).
    package var field: FieldID?

    package init(model: ModelID, field: FieldID?) {
      self.model = model
      self.field = field
    }
  }

  package var kind: Kind
  /// The name: as given, else made of the two model names in alphabetical order (`PostToUser`).
  package var name: String
  package var isNameExplicit: Bool
  /// For one-to-one and one-to-many the end whose model holds the foreign key; for many-to-many
  /// the end that is column `A` of the table (the model that sorts first, then the field).
  package var referencing: End
  /// For one-to-one and one-to-many the referenced end; for many-to-many column `B`.
  package var referenced: End
  /// `fields: […]` on the referencing model; empty for many-to-many on SQL databases.
  package var fields: [FieldID]
  /// `references: […]` on the referenced model.
  package var references: [FieldID]
  /// For many-to-many by lists of ids: `fields: […]` on the other model.
  package var oppositeFields: [FieldID] = []
  /// For many-to-many by lists of ids: `references: […]` of the other model's field.
  package var oppositeReferences: [FieldID] = []
  /// As written; see `RelationView` for the effective action.
  package var onDelete: ReferentialAction?
  package var onUpdate: ReferentialAction?
  /// The argument `map`: the name of the foreign key in the database.
  package var mappedName: String?

  package init(
    kind: Kind, name: String, isNameExplicit: Bool, referencing: End, referenced: End,
    fields: [FieldID] = [], references: [FieldID] = [], onDelete: ReferentialAction? = nil,
    onUpdate: ReferentialAction? = nil, mappedName: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.isNameExplicit = isNameExplicit
    self.referencing = referencing
    self.referenced = referenced
    self.fields = fields
    self.references = references
    self.onDelete = onDelete
    self.onUpdate = onUpdate
    self.mappedName = mappedName
  }
}
