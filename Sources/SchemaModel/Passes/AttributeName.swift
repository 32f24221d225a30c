import SchemaSyntax

/// The attributes that the language knows by name.
enum AttributeName: String, CaseIterable {
  case id, unique, index, fulltext, `default`, map, relation, ignore, updatedAt, schema, shardKey
}

/// Where the attributes of a declaration are, by name, without memory of its own.
struct AttributePlaces {
  private var indices = InlineArray<11, UInt32>(repeating: 0)

  /// The index that was set for a name; 0 when none was.
  subscript(_ name: AttributeName) -> UInt32 {
    get { indices[Int(name.position)] }
    set { indices[Int(name.position)] = newValue }
  }
}

/// A set of attributes, without memory of its own: there is one for each field.
struct AttributeNames {
  private var bits: UInt16 = 0

  @inline(__always)
  func contains(_ name: AttributeName) -> Bool { bits & 1 << name.position != 0 }

  func contains(_ others: AttributeNames) -> Bool { others.bits & ~bits == 0 }

  mutating func insert(_ name: AttributeName) { bits |= 1 << name.position }
}

extension AttributeName {
  @inline(__always)
  fileprivate var position: UInt16 {
    switch self {
    case .id: 0
    case .unique: 1
    case .index: 2
    case .fulltext: 3
    case .default: 4
    case .map: 5
    case .relation: 6
    case .ignore: 7
    case .updatedAt: 8
    case .schema: 9
    case .shardKey: 10
    }
  }

  static let all = Array(allCases)
  /// The names, at the same indices as in `all`.
  static let words = WordTable(all.map(\.rawValue))

  /// The attribute of that name, if the language has it.
  init?(_ name: NameSyntax) {
    guard let index = Self.words.index(of: name) else { return nil }
    self = Self.all[index]
  }
}
