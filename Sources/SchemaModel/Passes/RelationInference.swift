import Diagnostics

/// The fourth pass: pairs of relation fields become relations.
struct RelationInference {
  /// The models of a relation as one of its fields sees them, and its name.
  private struct Key {
    var owner: ModelID
    var related: ModelID
    var name: String?
  }

  private let draft: SchemaDraft
  private let candidates: RelationCandidates
  /// The relations, in the order in which their first field appears.
  private(set) var relations: [Relation] = []
  /// The relation of each relation field, at the index of the field.
  private var relationOfField: [RelationID?]

  init(_ draft: SchemaDraft) {
    self.draft = draft
    candidates = RelationCandidates(draft)
    relationOfField = Array(repeating: nil, count: draft.fields.count)
    relations.reserveCapacity(draft.relationFields.count / 2)
    for field in draft.relationFields where relationOfField[field.index] == nil { infer(field) }
  }

  func relation(of field: FieldID) -> RelationID? { relationOfField[field.index] }

  private mutating func infer(_ field: FieldID) {
    guard case .model(let related) = draft[field].type, case .model(let owner) = draft[field].owner
    else { return }
    let opposite = candidates.opposite(of: field, in: draft)
    let id = RelationID(relations.count)
    relations.append(
      relation(
        field, opposite,
        Key(owner: owner, related: related, name: draft[field].relation?.name?.name)))
    relationOfField[field.index] = id
    // A field of several that fit belongs to the first: the others are reported as ambiguous.
    if let opposite, relationOfField[opposite.index] == nil {
      relationOfField[opposite.index] = id
    }
  }

  private func relation(_ field: FieldID, _ opposite: FieldID?, _ key: Key) -> Relation {
    let own = Relation.End(model: key.owner, field: field)
    let other = Relation.End(model: key.related, field: opposite)
    let isList = draft[field].declaration.arity == .list
    guard let opposite else {
      return isList
        ? made(.oneToMany, other, own, key)
        : made(isUnique(field) ? .oneToOne : .oneToMany, own, other, key)
    }
    switch (isList, draft[opposite].declaration.arity == .list) {
    case (true, true):
      return isFirst(field, before: opposite)
        ? made(.manyToMany, own, other, key) : made(.manyToMany, other, own, key)
    case (true, false): return made(.oneToMany, other, own, key)
    case (false, true): return made(.oneToMany, own, other, key)
    case (false, false):
      return isForward(field, opposite)
        ? made(.oneToOne, own, other, key) : made(.oneToOne, other, own, key)
    }
  }

  /// Of two fields of a one-to-one relation the required one holds the key, else the one that
  /// says so, else the first by name.
  private func isForward(_ field: FieldID, _ opposite: FieldID) -> Bool {
    let isRequired = draft[field].declaration.arity == .required
    if isRequired != (draft[opposite].declaration.arity == .required) { return isRequired }
    let (own, other) = (draft[field].relation?.fields, draft[opposite].relation?.fields)
    if (own != nil) != (other != nil) { return own != nil }
    return isFirst(field, before: opposite)
  }

  private func isFirst(_ field: FieldID, before opposite: FieldID) -> Bool {
    let (left, right) = (modelName(of: field), modelName(of: opposite))
    return left == right ? draft[field].name <= draft[opposite].name : left < right
  }

  private func modelName(of field: FieldID) -> String {
    if case .model(let model) = draft[field].owner { draft[model].name } else { "" }
  }

  /// Whether the columns of a foreign key are a unique criterion of their model.
  private func isUnique(_ field: FieldID) -> Bool {
    guard case .model(let model) = draft[field].owner, let fields = draft[field].relation?.fields,
      !fields.isEmpty
    else { return false }
    let keys = draft[model].uniques + [draft[model].primaryKey].compactMap { $0 }
    return keys.contains { key in
      key.key.parts.map(\.field) == fields && key.key.parts.allSatisfy { $0.path.isEmpty }
    }
  }

  private func defaultName(_ key: Key) -> String {
    let (owner, related) = (draft[key.owner].name, draft[key.related].name)
    return owner < related ? owner + "To" + related : related + "To" + owner
  }

  private func made(
    _ kind: Relation.Kind, _ referencing: Relation.End, _ referenced: Relation.End, _ key: Key
  ) -> Relation {
    let attribute = referencing.field.flatMap { draft[$0].relation }
    let opposite = referenced.field.flatMap { draft[$0].relation }
    var relation = Relation(
      kind: kind, name: key.name ?? defaultName(key), isNameExplicit: key.name != nil,
      referencing: referencing, referenced: referenced, fields: attribute?.fields ?? [],
      references: attribute?.references ?? [],
      onDelete: attribute?.onDelete?.action ?? opposite?.onDelete?.action,
      onUpdate: attribute?.onUpdate?.action ?? opposite?.onUpdate?.action,
      mappedName: attribute?.mappedName?.name)
    if kind == .manyToMany {
      relation.oppositeFields = opposite?.fields ?? []
      relation.oppositeReferences = opposite?.references ?? []
    }
    return relation
  }
}
