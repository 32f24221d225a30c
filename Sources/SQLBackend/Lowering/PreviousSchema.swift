import SQLModel
import SchemaModel

/// What the schema that is there says of a database, found by the names of the database.
struct PreviousSchema {
  let datamodel: Datamodel
  private var models: [String: [ModelView]] = [:]
  private var fields: [ModelID: [String: FieldView]] = [:]
  private var enums: [String: [EnumView]] = [:]
  /// The relations with fields on one side, by the model that has them.
  private var relations: [ModelID: [RelationView]] = [:]
  private var manyToMany: [String: RelationView] = [:]

  init(_ datamodel: Datamodel) {
    self.datamodel = datamodel
    for model in datamodel.models where !model.isView {
      models[model.databaseName, default: []].append(model)
      fields[model.id] = Dictionary(
        model.columnFields.map { ($0.databaseName, $0) }, uniquingKeysWith: { first, _ in first })
    }
    enums = Dictionary(grouping: datamodel.enums, by: \.databaseName)
    for relation in datamodel.relations {
      if relation.kind == .manyToMany {
        manyToMany[relation.name] = manyToMany[relation.name] ?? relation
      } else {
        relations[relation.relation.referencing.model, default: []].append(relation)
      }
    }
  }

  func model(of table: QualifiedName) -> ModelView? {
    models[table.name]?.first { $0.describes(table) }
  }

  /// Whether the schema has a view of the database.
  func hasView(_ name: QualifiedName) -> Bool {
    let views = datamodel.models.filter { $0.isView && $0.databaseName == name.name }
    guard let namespace = name.namespace else { return !views.isEmpty }
    return views.contains { ($0.model.schemaName ?? namespace) == namespace }
  }

  func field(of column: String, in table: QualifiedName) -> FieldView? {
    model(of: table).flatMap { fields[$0.id]?[column] }
  }

  func enumeration(of type: QualifiedName) -> EnumView? {
    enums[type.name]?.first { enumeration in
      let namespace = enumeration.enumeration.schemaName
      return namespace == nil || type.namespace == nil || namespace == type.namespace
    }
  }

  /// The relation of a foreign key.
  func relation(of key: ForeignKey, in table: QualifiedName) -> RelationView? {
    guard let model = model(of: table) else { return nil }
    return relations[model.id]?.first { known in
      known.fields.map(\.databaseName) == key.columns
        && known.referencedModel.describes(key.referencedTable)
    }
  }

  /// Whether a table holds a many-to-many relation of a schema that does without foreign keys.
  func joinsWithoutKeys(_ table: QualifiedName) -> Bool {
    datamodel.configuration.datasource?.relationMode == .prisma && table.name.hasPrefix("_")
      && relation(ofJoin: table) != nil && model(of: table) == nil
  }

  /// The relation of a table with columns `A` and `B`.
  func relation(ofJoin table: QualifiedName) -> RelationView? {
    manyToMany[String(table.name.dropFirst())]
  }
}

extension ModelView {
  /// Whether the model stands for a table.
  func describes(_ table: QualifiedName) -> Bool {
    !isView && databaseName == table.name
      && (model.schemaName == nil || table.namespace == nil || model.schemaName == table.namespace)
  }
}
