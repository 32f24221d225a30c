import Diagnostics

/// The fourth pass: pairs of relation fields become relations.
struct RelationInference {
  /// What two fields must share to be the ends of one relation.
  private struct Key: Hashable {
    var owner: Int
    var related: Int
    var name: String?
  }

  /// The first two fields with a key: whatever field asks, one of them is another one.
  private struct Candidates {
    var first: FieldID
    var second: FieldID?

    mutating func add(_ field: FieldID) {
      if second == nil, field != first { second = field }
    }

    func other(than field: FieldID) -> FieldID? { first == field ? second : first }
  }

  private let draft: SchemaDraft
  private var candidates: [Key: Candidates] = [:]
  /// The relations, in the order in which their first field appears.
  private(set) var relations: [Relation] = []
  /// The relation of each relation field, at the index of the field.
  private var relationOfField: [RelationID?]

  init(_ draft: SchemaDraft) {
    self.draft = draft
    relationOfField = Array(repeating: nil, count: draft.fields.count)
    let fields = draft.fields.indices.filter { draft.fields[$0].isRelation }.map { FieldID($0) }
    candidates.reserveCapacity(fields.count)
    relations.reserveCapacity(fields.count / 2)
    for field in fields {
      guard let key = key(of: field) else { continue }
      candidates[key, default: Candidates(first: field)].add(field)
    }
    for field in fields where relationOfField[field.index] == nil { infer(field) }
  }

  func relation(of field: FieldID) -> RelationID? { relationOfField[field.index] }

  private func key(of field: FieldID) -> Key? {
    guard case .model(let related) = draft[field].type, case .model(let owner) = draft[field].owner
    else { return nil }
    return Key(
      owner: owner.index, related: related.index, name: draft[field].relation?.name?.name)
  }

  private mutating func infer(_ field: FieldID) {
    guard let key = key(of: field) else { return }
    let opposite = candidates[Key(owner: key.related, related: key.owner, name: key.name)]?
      .other(than: field)
    let id = RelationID(relations.count)
    relations.append(relation(field, opposite, key))
    relationOfField[field.index] = id
    // A field of several that fit belongs to the first: the others are reported as ambiguous.
    if let opposite, relationOfField[opposite.index] == nil { relationOfField[opposite.index] = id }
  }

  private func relation(_ field: FieldID, _ opposite: FieldID?, _ key: Key) -> Relation {
    let own = Relation.End(model: ModelID(key.owner), field: field)
    let other = Relation.End(model: ModelID(key.related), field: opposite)
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

  private func made(
    _ kind: Relation.Kind, _ referencing: Relation.End, _ referenced: Relation.End, _ key: Key
  ) -> Relation {
    let names = [draft[referencing.model].name, draft[referenced.model].name].sorted()
    let attribute = referencing.field.flatMap { draft[$0].relation }
    let opposite = referenced.field.flatMap { draft[$0].relation }
    var relation = Relation(
      kind: kind, name: key.name ?? names.joined(separator: "To"), isNameExplicit: key.name != nil,
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
