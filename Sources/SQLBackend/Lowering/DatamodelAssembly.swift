import SchemaModel

/// Gives introspected models, fields and relations their ids.
struct DatamodelAssembly {
  /// A part of a key by the name of its column.
  struct Part {
    var column: String
    var isDescending: Bool
    var operatorClass: Key.OperatorClass?
  }

  /// One of the two ends of a relation.
  struct End: Hashable {
    var relation: Int
    var isReferencing: Bool
  }

  /// A relation in terms of models and columns.
  struct RelationDescription {
    var kind: Relation.Kind
    var name: String?
    var referencing: Int
    var referenced: Int
    var columns: [String] = []
    var referencedColumns: [String] = []
    var onDelete: ReferentialAction?
    var onUpdate: ReferentialAction?
    var mappedName: String?
  }

  private let configuration: Configuration
  private let enums: [Enum]
  private var models: [Model] = []
  private var fields: [Field] = []
  private var relations: [Relation] = []
  private var columnFields: [[String: FieldID]]
  private var endFields: [End: FieldID] = [:]

  init(configuration: Configuration, enums: [Enum], modelCount: Int) {
    self.configuration = configuration
    self.enums = enums
    columnFields = Array(repeating: [:], count: modelCount)
  }

  mutating func addModel(_ model: Model, columns: [(name: String, field: Field)]) {
    models.append(model)
    for (name, field) in columns {
      columnFields[models.count - 1][name] = FieldID(fields.count)
      append(field, to: models.count - 1)
    }
  }

  mutating func addRelationField(_ field: Field, of model: Int, end: End) {
    endFields[end] = FieldID(fields.count)
    append(field, to: model)
  }

  /// Adds a key; `isRepeated` says that another one is the attribute of its only field.
  mutating func addKey(
    _ kind: Key.Kind, of model: Int, columns: [Part], map: String?, over known: Key?,
    algorithm: String? = nil, isRepeated: Bool = false
  ) {
    let parts = columns.compactMap { part in
      columnFields[model][part.column].map {
        Key.Part(
          field: $0, sort: part.isDescending ? .descending : nil, operatorClass: part.operatorClass)
      }
    }
    guard parts.count == columns.count, !parts.isEmpty else { return }
    let isSingle =
      parts.count == 1 && (kind == .primary || kind == .unique) && !isRepeated
      && known?.isFieldAttribute != false
    let key = Key(
      kind: kind, parts: parts, name: isSingle ? nil : known?.name, mappedName: map,
      algorithm: algorithm, isFieldAttribute: isSingle, span: .none)
    switch kind {
    case .primary: models[model].primaryKey = key
    case .unique: models[model].uniques.append(key)
    case .index, .fulltext: models[model].indexes.append(key)
    }
  }

  mutating func addRelation(_ relation: RelationDescription) {
    let index = relations.count
    func end(_ model: Int, _ isReferencing: Bool) -> Relation.End {
      Relation.End(
        model: ModelID(model),
        field: endFields[End(relation: index, isReferencing: isReferencing)])
    }
    let usual = [models[relation.referencing].name, models[relation.referenced].name].sorted()
    relations.append(
      Relation(
        kind: relation.kind, name: relation.name ?? usual.joined(separator: "To"),
        isNameExplicit: relation.name != nil, referencing: end(relation.referencing, true),
        referenced: end(relation.referenced, false),
        fields: relation.columns.compactMap { columnFields[relation.referencing][$0] },
        references: relation.referencedColumns.compactMap { columnFields[relation.referenced][$0] },
        onDelete: relation.onDelete, onUpdate: relation.onUpdate,
        mappedName: relation.mappedName))
  }

  mutating func setDefault(_ value: DefaultValue?, of field: FieldID) {
    fields[field.index].defaultValue = value
  }

  func datamodel() -> Datamodel {
    Datamodel(
      Datamodel.Storage(
        configuration: configuration, models: models, fields: fields, enums: enums,
        compositeTypes: [], relations: relations))
  }

  private mutating func append(_ field: Field, to model: Int) {
    models[model].fields.append(FieldID(fields.count))
    fields.append(field)
  }
}
