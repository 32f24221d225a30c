// The entities are read in place: who asks for one member does not pay for a copy of all.

/// A model together with its datamodel: the reading API.
package struct ModelView: Sendable, Hashable {
  package let datamodel: Datamodel
  package let id: ModelID

  package init(datamodel: Datamodel, id: ModelID) {
    self.datamodel = datamodel
    self.id = id
  }

  package var model: Model { _read { yield datamodel.storage.models[id.index] } }
  package var name: String { model.name }
  package var databaseName: String { model.mappedName ?? model.name }
  package var isView: Bool { model.kind == .view }

  /// All fields, relation fields included, in the order of the schema.
  package var fields: [FieldView] { model.fields.map { datamodel[$0] } }

  /// Fields that are columns: scalars, enums and `Unsupported`.
  package var columnFields: [FieldView] { fields.filter(\.isColumn) }

  /// Fields of type relation.
  package var relationFields: [FieldView] { fields.filter(\.isRelation) }

  package func field(named name: String) -> FieldView? {
    model.fields.first { datamodel.storage.fields[$0.index].name == name }.map { datamodel[$0] }
  }

  package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A field together with its datamodel.
package struct FieldView: Sendable, Hashable {
  package let datamodel: Datamodel
  package let id: FieldID

  package init(datamodel: Datamodel, id: FieldID) {
    self.datamodel = datamodel
    self.id = id
  }

  package var field: Field { _read { yield datamodel.storage.fields[id.index] } }
  package var name: String { field.name }
  package var databaseName: String { field.mappedName ?? field.name }
  package var arity: Arity { field.arity }
  package var type: FieldType { field.type }
  package var isRequired: Bool { field.arity == .required }
  package var isList: Bool { field.arity == .list }

  package var isRelation: Bool {
    if case .relation = field.type { true } else { false }
  }

  /// Whether the field is a column of a table: a scalar, an enum or `Unsupported`.
  package var isColumn: Bool {
    switch field.type {
    case .scalar, .enumeration, .unsupported: true
    case .composite, .relation: false
    }
  }

  package var model: ModelView? { field.model.map { datamodel[$0] } }

  package var scalarType: ScalarType? {
    if case .scalar(let type) = field.type { type } else { nil }
  }

  package var enumeration: EnumView? {
    if case .enumeration(let id) = field.type { datamodel[id] } else { nil }
  }

  package var relation: RelationView? {
    if case .relation(let id) = field.type { datamodel[id] } else { nil }
  }

  /// Whether this is the end of its relation whose model holds the foreign key.
  ///
  /// A many-to-many relation has no such end.
  package var isReferencing: Bool {
    guard let relation, relation.kind != .manyToMany else { return false }
    return relation.relation.referencing.field == id
  }

  /// For a relation field the model at the other end.
  package var relatedModel: ModelView? {
    relation.map { $0.end(oppositeTo: id) }.map { datamodel[$0.model] }
  }

  /// For a relation field the field at the other end.
  package var oppositeField: FieldView? {
    relation.flatMap { $0.end(oppositeTo: id).field }.map { datamodel[$0] }
  }

  package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// An enum together with its datamodel.
package struct EnumView: Sendable, Hashable {
  package let datamodel: Datamodel
  package let id: EnumID

  package init(datamodel: Datamodel, id: EnumID) {
    self.datamodel = datamodel
    self.id = id
  }

  package var enumeration: Enum { _read { yield datamodel.storage.enums[id.index] } }
  package var name: String { enumeration.name }
  package var databaseName: String { enumeration.mappedName ?? enumeration.name }
  package var values: [Enum.Value] { enumeration.values }

  package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A relation together with its datamodel.
package struct RelationView: Sendable, Hashable {
  package let datamodel: Datamodel
  package let id: RelationID

  package init(datamodel: Datamodel, id: RelationID) {
    self.datamodel = datamodel
    self.id = id
  }

  package var relation: Relation { _read { yield datamodel.storage.relations[id.index] } }
  package var name: String { relation.name }
  package var kind: Relation.Kind { relation.kind }
  package var referencingModel: ModelView { datamodel[relation.referencing.model] }
  package var referencedModel: ModelView { datamodel[relation.referenced.model] }
  package var referencingField: FieldView? { relation.referencing.field.map { datamodel[$0] } }
  package var referencedField: FieldView? { relation.referenced.field.map { datamodel[$0] } }
  package var fields: [FieldView] { relation.fields.map { datamodel[$0] } }
  package var references: [FieldView] { relation.references.map { datamodel[$0] } }

  /// Whether both ends are the same model.
  package var isSelfRelation: Bool {
    relation.referencing.model == relation.referenced.model
  }

  /// The end that a field does not stand on.
  package func end(oppositeTo field: FieldID) -> Relation.End {
    relation.referencing.field == field ? relation.referenced : relation.referencing
  }

  package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
