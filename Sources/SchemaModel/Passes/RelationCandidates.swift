/// Finds the field at the other end of a relation.
struct RelationCandidates {
  /// What two fields must share to be the ends of one relation.
  private struct Key: Hashable {
    var owner: Int
    var related: Int
    var name: String?

    var opposite: Key { Key(owner: related, related: owner, name: name) }
  }

  /// The first two fields with a key: whatever field asks, one of them is another one.
  private struct Pair {
    let first: FieldID
    var second: FieldID?

    mutating func add(_ field: FieldID) {
      if second == nil, field != first { second = field }
    }

    func other(than field: FieldID) -> FieldID? { first == field ? second : first }
  }

  private var pairs: [Key: Pair] = [:]

  init(_ draft: SchemaDraft) {
    pairs.reserveCapacity(draft.relationFields.count)
    for field in draft.relationFields {
      guard let key = Self.key(of: field, in: draft) else { continue }
      pairs[key, default: Pair(first: field)].add(field)
    }
  }

  /// The first field of the related model that refers back under the same name.
  func opposite(of field: FieldID, in draft: SchemaDraft) -> FieldID? {
    guard let key = Self.key(of: field, in: draft) else { return nil }
    return pairs[key.opposite]?.other(than: field)
  }

  private static func key(of field: FieldID, in draft: SchemaDraft) -> Key? {
    guard case .model(let related) = draft[field].type, case .model(let owner) = draft[field].owner
    else { return nil }
    return Key(
      owner: owner.index, related: related.index, name: draft[field].relation?.name?.name)
  }
}
