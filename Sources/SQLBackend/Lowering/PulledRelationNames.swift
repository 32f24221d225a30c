import BackendInterface
import SQLModel
import SchemaModel

/// Names relations and their fields; those of the previous schema stay.
struct PulledRelationNames<Dialect: SQLDialect> {
  /// What a relation and its fields may be called.
  private struct Choice {
    var relation: String?
    var referencing: String
    var referenced: String
  }

  private let names: PulledNames
  private let policy: NamingPolicy
  private let tables: [Table<Dialect>]
  private var relationCounts: [ModelPair: Int] = [:]
  /// The pairs of models where the column of a relation has the name that its field would get.
  private var pairsWithTakenNames: Set<ModelPair> = []
  /// The names of fields, by model.
  private var takenFields: [TakenNames]
  private var takenRelations: [ModelPair: TakenNames] = [:]

  init(
    _ relations: [PulledRelation<Dialect>], _ tables: [Table<Dialect>], _ names: PulledNames,
    _ policy: NamingPolicy
  ) {
    self.tables = tables
    self.names = names
    self.policy = policy
    takenFields = tables.map { table in
      var taken = TakenNames()
      for column in table.columns { taken.insert(names.field(of: column.name, in: table.name)) }
      return taken
    }
    for relation in relations { count(relation) }
  }

  /// The relation with its names.
  mutating func named(_ relation: PulledRelation<Dialect>) -> PulledRelation<Dialect> {
    var named = relation
    let choice = choice(for: relation)
    named.name = choice.relation
    if let known = relation.known, known.relation.isNameExplicit {
      named.name = relation.isMoved ? takeName(known.name, for: relation) : known.name
    } else if relation.known != nil, !relation.isMoved {
      named.name = nil
    } else if let name = choice.relation {
      named.name = takeName(name, for: relation)
    }
    let long = longChoice(for: relation)
    named.referencingField =
      relation.known?.referencingField?.name
      ?? field(of: relation.referencing, choice.referencing, or: long.referencing)
    let known = relation.known?.referencedField?.name
    if let known, !relation.isMoved {
      named.referencedField = known
    } else {
      named.referencedField = field(
        of: relation.referenced, known ?? choice.referenced, or: long.referenced)
    }
    return named
  }

  private mutating func takeName(_ name: String, for relation: PulledRelation<Dialect>) -> String {
    takenRelations[relation.pair, default: TakenNames()].take(name)
  }

  private mutating func count(_ relation: PulledRelation<Dialect>) {
    relationCounts[relation.pair, default: 0] += 1
    if let known = relation.known {
      if let name = known.referencingField?.name { takenFields[relation.referencing].insert(name) }
      if !relation.isMoved {
        takenRelations[relation.pair, default: TakenNames()].insert(known.name)
        if let name = known.referencedField?.name { takenFields[relation.referenced].insert(name) }
      }
    }
    guard case .key(let key) = relation.origin else { return }
    let name = modelName(relation.referenced)
    if key.columns.contains(where: { names.newField(of: $0) == name }) {
      pairsWithTakenNames.insert(relation.pair)
    }
  }

  private mutating func field(of model: Int, _ name: String, or other: String) -> String {
    takenFields[model].take(takenFields[model].contains(name) ? other : name)
  }

  /// The name of a model as Prisma puts it in the names of new relations: that of its table,
  /// whatever the schema calls the model.
  private func modelName(_ index: Int) -> String {
    let table = tables[index].name
    return (policy == .keep ? names.newModels[table] : names.models[table]) ?? ""
  }

  private func isAmbiguous(_ relation: PulledRelation<Dialect>) -> Bool {
    relationCounts[relation.pair, default: 0] > 1
      || (policy == .keep && pairsWithTakenNames.contains(relation.pair))
  }

  private func choice(for relation: PulledRelation<Dialect>) -> Choice {
    switch (relation.origin, policy) {
    case (.joinTable(let table), .keep): keptChoice(for: relation, joinedBy: table)
    case (.joinTable(let table), .prisma): prismaChoice(for: relation, joinedBy: table)
    case (.key(let key), .keep): keptChoice(for: relation, key)
    case (.key(let key), .prisma): prismaChoice(for: relation, key)
    }
  }

  private func keptChoice(for relation: PulledRelation<Dialect>, _ key: ForeignKey) -> Choice {
    if isAmbiguous(relation) { return longChoice(for: relation) }
    let own = modelName(relation.referencing)
    let other = modelName(relation.referenced)
    return Choice(
      relation: relation.isSelfRelation ? "\(own)To\(other)" : nil, referencing: other,
      referenced: (relation.isSelfRelation ? "other_" : "") + own)
  }

  /// Names that say which columns the relation has.
  private func longChoice(for relation: PulledRelation<Dialect>) -> Choice {
    let own = modelName(relation.referencing)
    let other = modelName(relation.referenced)
    switch relation.origin {
    case .joinTable(let table):
      let isSelf = relation.isSelfRelation
      return Choice(
        relation: String(table.name.dropFirst()),
        referencing: other + table.name + (isSelf ? "_A" : ""),
        referenced: own + table.name + (isSelf ? "_B" : ""))
    case .key(let key):
      let columns = key.columns.map(names.newField(of:))
      let name = "\(own)_\(columns.joined(separator: "_"))To\(other)"
      let prefix = relation.isSelfRelation ? "other_" : ""
      return Choice(
        relation: name, referencing: "\(other)_\(name)", referenced: "\(prefix)\(own)_\(name)")
    }
  }

  private func keptChoice(
    for relation: PulledRelation<Dialect>, joinedBy table: QualifiedName
  ) -> Choice {
    let own = modelName(relation.referencing)
    let other = modelName(relation.referenced)
    let found = String(table.name.dropFirst())
    if isAmbiguous(relation) { return longChoice(for: relation) }
    let isSelf = relation.isSelfRelation
    // The usual name is made of the names in the schema.
    let usual = [relation.referencing, relation.referenced]
      .map { names.models[tables[$0].name] ?? "" }.joined(separator: "To")
    return Choice(
      relation: !isSelf && found == usual ? nil : found,
      referencing: other + (isSelf ? "_A" : ""), referenced: own + (isSelf ? "_B" : ""))
  }

  /// `author` and `posts`; where there are several relations, `author` and `authorPosts`.
  private func prismaChoice(for relation: PulledRelation<Dialect>, _ key: ForeignKey) -> Choice {
    let own = modelName(relation.referencing)
    let other = modelName(relation.referenced)
    let table = tables[relation.referencing]
    let role =
      key.columns.count == 1 ? role(of: names.field(of: key.columns[0], in: table.name)) : nil
    let isOne = table.hasKey(on: key.columns)
    let back = isOne ? own.lowercasedFirst : plural(of: own.lowercasedFirst)
    let referencing = role ?? other.lowercasedFirst
    guard isAmbiguous(relation) || relation.isSelfRelation else {
      return Choice(relation: nil, referencing: referencing, referenced: back)
    }
    let part =
      role ?? key.columns.map { names.field(of: $0, in: table.name) }.joined(separator: "_")
    return Choice(
      relation: own + part.uppercasedFirst,
      referencing: referencing, referenced: part + back.uppercasedFirst)
  }

  /// `author` for `authorId`; `nil` for a column that is not named after what it refers to.
  private func role(of field: String) -> String? {
    for ending in ["Id", "ID", "Uuid"] where field.hasSuffix(ending) {
      let role = field.dropLast(ending.count)
      return role.isEmpty ? nil : String(role)
    }
    return nil
  }

  private func prismaChoice(
    for relation: PulledRelation<Dialect>, joinedBy table: QualifiedName
  ) -> Choice {
    let own = modelName(relation.referencing)
    let other = modelName(relation.referenced)
    let found = String(table.name.dropFirst())
    let isUsual = found == "\(own)To\(other)" && !relation.isSelfRelation && !isAmbiguous(relation)
    let (first, second) = (plural(of: other.lowercasedFirst), plural(of: own.lowercasedFirst))
    guard isAmbiguous(relation) || relation.isSelfRelation else {
      return Choice(relation: isUsual ? nil : found, referencing: first, referenced: second)
    }
    let isSelf = relation.isSelfRelation
    return Choice(
      relation: found, referencing: first + table.name + (isSelf ? "_A" : ""),
      referenced: second + table.name + (isSelf ? "_B" : ""))
  }
}

extension Table where Dialect: SQLDialect {
  /// Whether a key has these columns, in this order, as one-to-one relations have to have one.
  func hasKey(on columns: [String]) -> Bool {
    primaryKey?.columns == columns
      || indexes.contains { $0.isUnique && $0.columns == columns && Dialect.isExpressible($0) }
  }
}
