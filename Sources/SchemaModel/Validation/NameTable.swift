import Diagnostics

/// The names of constraints that occur more than once, counted per set in which they must be unique.
///
/// In nearly all schemas each name occurs once, which their hashes tell; else each is looked up by
/// itself, and only those that come again are counted by set.
struct NameTable {
  private struct Entry: Hashable {
    var scope: Int
    /// The model, or the database schema of a set that spans models.
    var place: Place
    var name: String
  }

  private enum Place: Hashable {
    case model(ModelID)
    case schema(String?)
  }

  /// One use of a name.
  private struct Use {
    var kind: ConstraintKinds
    var model: ModelID
    var isCounted = false
  }

  private let scopes: [ConstraintScope]
  private var counts: [Entry: Int] = [:]
  /// Where the names that are counted stand: the first places of each.
  private var places: [Entry: [SourceSpan]] = [:]

  init(_ context: ValidationContext) {
    scopes = context.rules.constraintScopes
    guard !scopes.isEmpty else { return }
    var hashes: [Int] = []
    hashes.reserveCapacity(4 * context.datamodel.storage.models.count)
    context.forEachName { name, _, _ in hashes.append(name.hash) }
    hashes.sort()
    // Different names have the same hash next to never.
    guard zip(hashes, hashes.dropFirst()).contains(where: { $0 == $1 }) else { return }
    var uses: [String: Use] = [:]
    context.forEachName { name, kind, model in
      add(name.text, Use(kind: kind, model: model), &uses, context.datamodel)
    }
    if hasRepetitions { findPlaces(context) }
  }

  /// Whether a name occurs more than once at all; else nothing clashes.
  var hasRepetitions: Bool { !counts.isEmpty }

  private mutating func add(
    _ name: String, _ use: Use, _ uses: inout [String: Use], _ datamodel: Datamodel
  ) {
    guard let earlier = uses.updateValue(use, forKey: name) else { return }
    if !earlier.isCounted { count(name, earlier.kind, datamodel[earlier.model]) }
    count(name, use.kind, datamodel[use.model])
    uses[name]?.isCounted = true
  }

  private mutating func count(_ name: String, _ kind: ConstraintKinds, _ model: ModelView) {
    for index in scopes.indices where scopes[index].kinds.contains(kind) {
      counts[entry(index, name, model), default: 0] += 1
    }
  }

  private func entry(_ scope: Int, _ name: String, _ model: ModelView) -> Entry {
    switch scopes[scope].extent {
    case .model: Entry(scope: scope, place: .model(model.id), name: name)
    case .database: Entry(scope: scope, place: .schema(model.model.schemaName), name: name)
    }
  }

  /// Where else a name stands that is not unique in a set: at most three places.
  func places(
    of name: String, _ scope: ConstraintScope, besides span: SourceSpan, _ model: ModelView
  ) -> [SourceSpan] {
    guard let index = scopes.firstIndex(of: scope) else { return [] }
    let places = places[entry(index, name, model)] ?? []
    return Array(places.filter { !$0.overlaps(span) }.prefix(Self.mostPlaces))
  }

  /// How many of the other places are shown of a name.
  private static let mostPlaces = 3

  /// Looks for the places of the names that occur more than once.
  private mutating func findPlaces(_ context: ValidationContext) {
    for model in context.datamodel.models where !model.isView {
      if let key = model.model.primaryKey {
        addPlace(key.span, of: context.primaryKeyName(of: model), .primaryKey, model)
      }
      for key in model.model.uniques + model.model.indexes {
        addPlace(key.span, of: context.name(of: key, model), .index, model)
      }
      for field in model.fields {
        addPlace(
          context.draft[field.id].defaultSpan ?? field.field.span,
          of: context.defaultName(of: field, model), .defaultValue, model)
        guard let relation = field.relation, relation.referencingField == field,
          relation.kind != .manyToMany
        else { continue }
        addPlace(
          context.draft[field.id].relation?.mappedName?.span ?? field.field.span,
          of: context.foreignKeyName(of: relation), .foreignKey, model)
      }
    }
  }

  /// Keeps a place of a name that is not unique; one more than is shown, as one may be the place
  /// that asks.
  private mutating func addPlace(
    _ place: SourceSpan, of name: String?, _ kind: ConstraintKinds, _ model: ModelView
  ) {
    guard let name else { return }
    for index in scopes.indices where scopes[index].kinds.contains(kind) {
      let entry = entry(index, name, model)
      guard counts[entry, default: 0] > 1, places[entry, default: []].count <= Self.mostPlaces
      else { continue }
      places[entry, default: []].append(place)
    }
  }

  /// The sets in which the name of a constraint is not unique.
  func clashes(of name: String, _ kind: ConstraintKinds, _ model: ModelView) -> [ConstraintScope] {
    scopes.indices.filter {
      // A name shared by an index and a foreign key is reported at the foreign key.
      guard scopes[$0].kinds.contains(kind),
        kind != .index || !scopes[$0].kinds.contains(.foreignKey)
      else { return false }
      return counts[entry($0, name, model), default: 0] > 1
    }.map { scopes[$0] }
  }
}

extension ConstraintScope {
  /// The set in words.
  func described(in model: String) -> String {
    var kinds: [String] = []
    if self.kinds.contains(.primaryKey) { kinds.append("primary keys") }
    if self.kinds.contains(.index) { kinds.append("indexes and unique constraints") }
    if self.kinds.contains(.foreignKey) { kinds.append("foreign keys") }
    if self.kinds.contains(.defaultValue) { kinds.append("defaults") }
    let list = kinds.joined(separator: ", ")
    switch extent {
    case .model: return "the \(list) of model `\(model)`"
    case .database: return "the \(list) of all models"
    }
  }
}

extension ValidationContext {
  /// Calls a function with the name of each constraint, its kind and its model.
  fileprivate func forEachName(_ body: (ConstraintName, ConstraintKinds, ModelID) -> Void) {
    var name = ConstraintName()
    for model in datamodel.models where !model.isView {
      if let key = model.model.primaryKey, supports(.namedPrimaryKeys) {
        put(key, of: model, into: &name)
        body(name, .primaryKey, model.id)
      }
      for key in model.model.uniques {
        put(key, of: model, into: &name)
        body(name, .index, model.id)
      }
      for key in model.model.indexes {
        put(key, of: model, into: &name)
        body(name, .index, model.id)
      }
      guard supports(.namedDefaults) else { continue }
      for field in model.fields {
        guard let text = defaultName(of: field, model) else { continue }
        name.begin(text)
        body(name, .defaultValue, model.id)
      }
    }
    for relation in datamodel.relations
    where relation.kind != .manyToMany && putForeignKey(of: relation, into: &name) {
      body(name, .foreignKey, relation.relation.referencing.model)
    }
  }

  /// Makes the name of a key in the database.
  private func put(_ key: Key, of model: ModelView, into name: inout ConstraintName) {
    name.begin(key.mappedName ?? model.databaseName)
    guard key.mappedName == nil else { return }
    if key.kind != .primary {
      for part in key.parts {
        name.add(datamodel[part.field].databaseName)
        for step in part.path { name.add(step) }
      }
    }
    let suffix: ConstraintName.Suffix =
      switch key.kind {
      case .primary: .primaryKey
      case .unique: .unique
      case .index, .fulltext: .index
      }
    name.end(suffix, limit: maxIdentifierLength)
  }

  /// Makes the name of a foreign key; `false` where foreign keys have none.
  private func putForeignKey(of relation: RelationView, into name: inout ConstraintName) -> Bool {
    guard supports(.namedForeignKeys), relation.relation.referencing.field != nil else {
      return false
    }
    let mappedName = relation.relation.mappedName
    name.begin(mappedName ?? relation.referencingModel.databaseName)
    guard mappedName == nil else { return true }
    for field in relation.relation.fields { name.add(datamodel[field].databaseName) }
    name.end(.foreignKey, limit: maxIdentifierLength)
    return true
  }

  /// The name of the primary key where keys have names.
  func primaryKeyName(of model: ModelView) -> String? {
    guard let key = model.model.primaryKey, supports(.namedPrimaryKeys) else { return nil }
    return name(of: key, model)
  }

  /// The name of a primary key, an index or a unique constraint in the database.
  func name(of key: Key, _ model: ModelView) -> String {
    var name = ConstraintName()
    put(key, of: model, into: &name)
    return name.text
  }

  /// The name of a default where defaults have names.
  func defaultName(of field: FieldView, _ model: ModelView) -> String? {
    guard supports(.namedDefaults), field.field.defaultValue != nil, !field.isAutoIncrement
    else { return nil }
    if let name = field.field.defaultMappedName { return name }
    var name = ConstraintName()
    name.begin(model.databaseName)
    name.add(field.databaseName)
    name.end(.defaultValue, limit: maxIdentifierLength)
    return name.text
  }

  /// The name of the foreign key of a relation where foreign keys have names.
  func foreignKeyName(of relation: RelationView) -> String? {
    var name = ConstraintName()
    return putForeignKey(of: relation, into: &name) ? name.text : nil
  }
}
