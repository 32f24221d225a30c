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

/// What happens to a row when the one that it refers to is deleted, or changes its key.
package enum ReferentialAction: String, Sendable, Hashable, CaseIterable {
  case cascade = "Cascade"
  case restrict = "Restrict"
  case noAction = "NoAction"
  case setNull = "SetNull"
  case setDefault = "SetDefault"
}
