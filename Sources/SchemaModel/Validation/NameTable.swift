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
    context.forEachName { name, _, _ in hashes.append(name.hashValue) }
    hashes.sort()
    // Different names have the same hash next to never.
    guard zip(hashes, hashes.dropFirst()).contains(where: { $0 == $1 }) else { return }
    var uses: [String: Use] = [:]
    context.forEachName { name, kind, model in
      add(name, Use(kind: kind, model: model), &uses, context.datamodel)
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
  fileprivate func forEachName(_ body: (String, ConstraintKinds, ModelID) -> Void) {
    for model in datamodel.models where !model.isView {
      if let name = primaryKeyName(of: model) { body(name, .primaryKey, model.id) }
      for key in model.model.uniques { body(name(of: key, model), .index, model.id) }
      for key in model.model.indexes { body(name(of: key, model), .index, model.id) }
      guard supports(.namedDefaults) else { continue }
      for field in model.fields {
        if let name = defaultName(of: field, model) { body(name, .defaultValue, model.id) }
      }
    }
    for relation in datamodel.relations where relation.kind != .manyToMany {
      guard let name = foreignKeyName(of: relation) else { continue }
      body(name, .foreignKey, relation.relation.referencing.model)
    }
  }

  private func columns(_ key: Key) -> [String] {
    key.parts.map { part in
      let column = datamodel[part.field].databaseName
      return part.path.isEmpty ? column : ([column] + part.path).joined(separator: "_")
    }
  }

  /// The name of the primary key where keys have names.
  func primaryKeyName(of model: ModelView) -> String? {
    guard let key = model.model.primaryKey, supports(.namedPrimaryKeys) else { return nil }
    return key.mappedName
      ?? ConstraintNames.primaryKey(of: model.databaseName, limit: rules.maxIdentifierLength)
  }

  /// The name of an index or unique constraint in the database.
  func name(of key: Key, _ model: ModelView) -> String {
    if let name = key.mappedName { return name }
    let limit = rules.maxIdentifierLength
    return key.kind == .unique
      ? ConstraintNames.unique(on: columns(key), of: model.databaseName, limit: limit)
      : ConstraintNames.index(on: columns(key), of: model.databaseName, limit: limit)
  }

  /// The name of a default where defaults have names.
  func defaultName(of field: FieldView, _ model: ModelView) -> String? {
    guard supports(.namedDefaults), field.field.defaultValue != nil, !field.isAutoIncrement
    else { return nil }
    return field.field.defaultMappedName
      ?? ConstraintNames.defaultValue(
        of: field.databaseName, of: model.databaseName, limit: rules.maxIdentifierLength)
  }

  /// The name of the foreign key of a relation where foreign keys have names.
  func foreignKeyName(of relation: RelationView) -> String? {
    guard supports(.namedForeignKeys), relation.referencingField != nil else { return nil }
    return relation.relation.mappedName
      ?? ConstraintNames.foreignKey(
        on: relation.fields.map(\.databaseName), of: relation.referencingModel.databaseName,
        limit: rules.maxIdentifierLength)
  }
}
