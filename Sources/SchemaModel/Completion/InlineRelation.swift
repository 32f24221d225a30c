/// A relation with a foreign key, as far as its fields are written.
///
/// Unlike `Relation` there is one for each field that could be the end of one, so that a schema
/// whose relations are still ambiguous or incomplete can be completed.
struct InlineRelation {
  /// The field on the model that holds the foreign key.
  var forward: FieldID?
  /// The field on the other model.
  var back: FieldID?
  var referencing: ModelID
  var referenced: ModelID
  var isOneToOne: Bool
  /// The name that the fields give the relation.
  var name: String?
}

extension SchemaDraft {
  /// The relations with foreign keys, in the order of the fields that make them.
  func inlineRelations() -> [InlineRelation] {
    let candidates = RelationCandidates(self)
    return models.indices.flatMap { model in
      models[model].fields.compactMap {
        inlineRelation(of: FieldID($0), on: ModelID(model), candidates)
      }
    }
  }

  /// The relation that a field makes, unless its opposite makes it.
  func inlineRelation(
    of field: FieldID, on model: ModelID, _ candidates: RelationCandidates
  ) -> InlineRelation? {
    guard case .model(let related) = self[field].type else { return nil }
    let isList = self[field].declaration.arity == .list
    let name = self[field].relation?.name?.name
    guard let opposite = candidates.opposite(of: field, in: self) else {
      return isList
        ? InlineRelation(
          forward: nil, back: field, referencing: related, referenced: model, isOneToOne: false,
          name: name)
        : InlineRelation(
          forward: field, back: nil, referencing: model, referenced: related,
          isOneToOne: isForeignKeyUnique(field, of: model), name: name)
    }
    guard !isList else { return nil }
    let isOneToOne = self[opposite].declaration.arity != .list
    if isOneToOne, !isForward(field, on: model, opposite, on: related) { return nil }
    return InlineRelation(
      forward: field, back: opposite, referencing: model, referenced: related,
      isOneToOne: isOneToOne, name: name)
  }

  /// Of the two fields of a one-to-one relation the required one holds the key, else the one with
  /// `fields`, else the first by name.
  private func isForward(
    _ field: FieldID, on model: ModelID, _ opposite: FieldID, on related: ModelID
  ) -> Bool {
    let isRequired = self[field].declaration.arity == .required
    if isRequired != (self[opposite].declaration.arity == .required) { return isRequired }
    if !isRequired {
      if self[field].relation?.fields != nil { return true }
      if self[opposite].relation?.fields != nil { return false }
    }
    let (own, other) = (self[model].name, self[related].name)
    return own == other ? self[field].name <= self[opposite].name : own < other
  }

  private func isForeignKeyUnique(_ field: FieldID, of model: ModelID) -> Bool {
    guard let fields = self[field].relation?.fields else { return false }
    return (self[model].uniques + [self[model].primaryKey].compactMap { $0 }).contains { draft in
      draft.key.parts.map(\.field) == fields
    }
  }
}
