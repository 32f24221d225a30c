/// The names of constraints of a schema, counted per set in which they must be unique.
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

  private let scopes: [ConstraintScope]
  private var counts: [Entry: Int] = [:]

  init(_ context: ValidationContext) {
    scopes = context.rules.constraintScopes
    guard !scopes.isEmpty else { return }
    for model in context.datamodel.models where !model.isView {
      if let name = context.primaryKeyName(of: model) { add(name, .primaryKey, model) }
      for key in model.model.uniques + model.model.indexes {
        add(context.name(of: key, model), .index, model)
      }
      for field in model.fields {
        if let name = context.defaultName(of: field, model) { add(name, .defaultValue, model) }
      }
    }
    for relation in context.datamodel.relations where relation.kind != .manyToMany {
      guard let name = context.foreignKeyName(of: relation) else { continue }
      add(name, .foreignKey, relation.referencingModel)
    }
  }

  private func entry(_ scope: Int, _ name: String, _ model: ModelView) -> Entry {
    switch scopes[scope].extent {
    case .model: Entry(scope: scope, place: .model(model.id), name: name)
    case .database: Entry(scope: scope, place: .schema(model.model.schemaName), name: name)
    }
  }

  private mutating func add(_ name: String, _ kind: ConstraintKinds, _ model: ModelView) {
    for index in scopes.indices where scopes[index].kinds.contains(kind) {
      counts[entry(index, name, model), default: 0] += 1
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
  private func columns(_ key: Key) -> [String] {
    key.parts.map { part in
      ([datamodel[part.field].databaseName] + part.path).joined(separator: "_")
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
    guard field.field.defaultValue != nil, supports(.namedDefaults), !field.isAutoIncrement
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
