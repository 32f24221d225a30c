import SchemaSyntax

/// The relation fields of a schema as far as their text shows them, without resolving names and
/// attributes.
///
/// Most schemas lack nothing, and that can be told at a fraction of the cost of all passes.
struct RelationText {
  /// What two fields must share to be the ends of one relation.
  private struct Key: Hashable {
    var owner: Int
    var related: Int
    /// The name with its quotes, as written.
    var name: String?
  }

  private struct End {
    var key: Key
    var arity: TypeSyntax.Arity
    var hasFields = false
    var hasReferences = false

    /// Whether the field says all of a foreign key.
    var isWhole: Bool { hasFields && hasReferences }
  }

  private var ends: [End] = []
  private var hasEscapes = false
  /// The first two ends of each key: whatever end asks, one of them is another one.
  private var pairs: [Key: (first: Int, second: Int?)] = [:]

  init(_ trees: [SyntaxTree]) {
    let blocks = trees.flatMap(\.blocks).filter { $0.kind == .model || $0.kind == .view }
    var models: [String: Int] = [:]
    models.reserveCapacity(blocks.count)
    for (index, block) in blocks.enumerated() { models[block.name.text] = index }
    for (owner, block) in blocks.enumerated() {
      for field in block.fields where !field.type.isUnsupported {
        guard let related = models[field.type.name.text] else { continue }
        add(Self.end(of: field, Key(owner: owner, related: related)))
      }
    }
  }

  /// Whether no relation lacks a field or an argument, if the schema has no errors.
  ///
  /// In case of doubt it is false: names with escapes may be the same though they differ here.
  var isComplete: Bool { !hasEscapes && ends.indices.allSatisfy(isComplete) }

  private func isComplete(_ index: Int) -> Bool {
    let end = ends[index]
    guard let other = opposite(of: index).map({ ends[$0] }) else { return false }
    if end.arity == .list || end.isWhole { return true }
    // The other end of a one-to-one relation holds the key.
    return end.arity == .optional && !end.hasFields && other.arity != .list && other.isWhole
  }

  private func opposite(of index: Int) -> Int? {
    let key = ends[index].key
    let opposite = Key(owner: key.related, related: key.owner, name: key.name)
    guard let pair = pairs[opposite] else { return nil }
    return pair.first == index ? pair.second : pair.first
  }

  private mutating func add(_ end: End) {
    let index = ends.count
    ends.append(end)
    if end.key.name?.contains(byte: UInt8(ascii: "\\")) ?? false { hasEscapes = true }
    guard var pair = pairs[end.key] else {
      pairs[end.key] = (index, nil)
      return
    }
    if pair.second == nil {
      pair.second = index
      pairs[end.key] = pair
    }
  }

  private static func end(of field: FieldSyntax, _ key: Key) -> End {
    var end = End(key: key, arity: field.type.arity)
    guard let relation = field.attributes.first(where: { $0.name.text == "relation" }) else {
      return end
    }
    var named: String?
    var unnamed: String?
    for argument in relation.arguments {
      switch argument.name?.text {
      case nil: unnamed = argument.value.text
      case "name": named = argument.value.text
      case "fields": end.hasFields = true
      case "references": end.hasReferences = true
      default: break
      }
    }
    end.key.name = unnamed ?? named
    return end
  }
}
