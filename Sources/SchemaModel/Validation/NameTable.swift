import Diagnostics

/// The names of constraints that occur more than once, counted per set in which they must be unique.
///
/// Nearly all names of a schema occur once, so each is first looked up by itself; only those that
/// come again are counted by set.
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

  init(_ context: ValidationContext) {
    scopes = context.rules.constraintScopes
    guard !scopes.isEmpty else { return }
    let datamodel = context.datamodel
    var uses: [String: Use] = [:]
    uses.reserveCapacity(2 * datamodel.storage.models.count + datamodel.storage.relations.count)
    for model in datamodel.models where !model.isView {
      if let name = context.primaryKeyName(of: model) {
        add(name, Use(kind: .primaryKey, model: model.id), &uses, datamodel)
      }
      for key in model.model.uniques {
        add(context.name(of: key, model), Use(kind: .index, model: model.id), &uses, datamodel)
      }
      for key in model.model.indexes {
        add(context.name(of: key, model), Use(kind: .index, model: model.id), &uses, datamodel)
      }
      guard context.supports(.namedDefaults) else { continue }
      for field in model.fields {
        guard let name = context.defaultName(of: field, model) else { continue }
        add(name, Use(kind: .defaultValue, model: model.id), &uses, datamodel)
      }
    }
    for relation in datamodel.relations where relation.kind != .manyToMany {
      guard let name = context.foreignKeyName(of: relation) else { continue }
      let model = relation.relation.referencing.model
      add(name, Use(kind: .foreignKey, model: model), &uses, datamodel)
    }
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
  ///
  /// They are looked for only once there is something to report.
  func places(
    of name: String, _ scope: ConstraintScope, besides span: SourceSpan, _ model: ModelView,
    _ context: ValidationContext
  ) -> [SourceSpan] {
    var places: [SourceSpan] = []
    let add = { (other: String?, kind: ConstraintKinds, place: SourceSpan) in
      guard other == name, scope.kinds.contains(kind), !place.overlaps(span) else { return }
      places.append(place)
    }
    let isWhole = scope.extent == .database
    for other in context.datamodel.models
    where !other.isView && places.count < 3
      && (isWhole ? other.model.schemaName == model.model.schemaName : other.id == model.id)
    {
      if let key = other.model.primaryKey {
        add(context.primaryKeyName(of: other), .primaryKey, key.span)
      }
      for key in other.model.uniques + other.model.indexes {
        add(context.name(of: key, other), .index, key.span)
      }
      for field in other.fields {
        add(
          context.defaultName(of: field, other), .defaultValue,
          context.draft[field.id].defaultSpan ?? field.field.span)
        guard let relation = field.relation, relation.referencingField == field,
          relation.kind != .manyToMany
        else { continue }
        add(
          context.foreignKeyName(of: relation), .foreignKey,
          context.draft[field.id].relation?.mappedName?.span ?? field.field.span)
      }
    }
    return Array(places.prefix(3))
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
