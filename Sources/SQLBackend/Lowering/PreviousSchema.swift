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
  /// Those without, by their tables.
  private var manyToMany: [String: RelationView] = [:]

  init(_ datamodel: Datamodel, names: ConstraintNames) {
    self.datamodel = datamodel
    for model in datamodel.models {
      models[model.databaseName, default: []].append(model)
      fields[model.id] = Dictionary(
        model.columnFields.map { ($0.databaseName, $0) }, uniquingKeysWith: { first, _ in first })
    }
    enums = Dictionary(grouping: datamodel.enums, by: \.databaseName)
    for relation in datamodel.relations {
      if relation.kind == .manyToMany {
        let table = names.joinTable(of: relation).name
        manyToMany[table] = manyToMany[table] ?? relation
      } else {
        relations[relation.relation.referencing.model, default: []].append(relation)
      }
    }
  }

  /// The model of a table or the view of a view.
  func model(of table: QualifiedName) -> ModelView? {
    models[table.name]?.first { $0.describes(table) }
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

  /// The relation of each foreign key of a table.
  ///
  /// A key that leads to another table than the relation of its columns did takes that one over,
  /// unless another key has it.
  func relations(of keys: [ForeignKey], in table: QualifiedName) -> [RelationView?] {
    guard let model = model(of: table), let known = relations[model.id] else {
      return keys.map { _ in nil }
    }
    var found = keys.map { key in
      known.first { $0.hasColumns(of: key) && $0.referencedModel.describes(key.referencedTable) }
    }
    var taken = Set(found.compactMap { $0?.id })
    for (index, key) in keys.enumerated() where found[index] == nil {
      found[index] = known.first {
        $0.hasColumns(of: key) && !$0.referencedModel.isView && !taken.contains($0.id)
      }
      if let id = found[index]?.id { taken.insert(id) }
    }
    return found
  }

  /// Whether a table holds a many-to-many relation of a schema that does without foreign keys.
  func joinsWithoutKeys(_ table: QualifiedName) -> Bool {
    datamodel.configuration.datasource?.relationMode == .prisma
      && relation(ofJoin: table) != nil && model(of: table) == nil
  }

  /// The relation of a table with columns `A` and `B`.
  func relation(ofJoin table: QualifiedName) -> RelationView? {
    manyToMany[table.name]
  }
}

extension ModelView {
  /// Whether the model stands for a table or view.
  func describes(_ table: QualifiedName) -> Bool {
    databaseName == table.name
      && (model.schemaName == nil || table.namespace == nil || model.schemaName == table.namespace)
  }
}

extension RelationView {
  fileprivate func hasColumns(of key: ForeignKey) -> Bool {
    fields.map(\.databaseName) == key.columns
  }
}
