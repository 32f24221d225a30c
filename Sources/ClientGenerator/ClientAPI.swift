package import SchemaModel

/// What a generated client offers, as data: the schema seen with Swift's eyes.
package struct ClientAPI: Sendable, Hashable {
  package var models: [ModelAPI]
  package var enums: [EnumAPI]

  /// An enum.
  package struct EnumAPI: Sendable, Hashable {
    package var name: String
    package var documentation: String?
    /// The values in the order of the schema.
    package var values: [String]
  }

  /// A model or a view.
  package struct ModelAPI: Sendable, Hashable {
    /// The name in the schema.
    package var name: String
    package var documentation: String?
    package var isWritable: Bool
    package var scalars: [ScalarAPI]
    package var relations: [RelationAPI]
    package var uniques: [UniqueAPI]
  }

  /// A field that is a column.
  package struct ScalarAPI: Sendable, Hashable {
    package var name: String
    package var documentation: String?
    /// The Swift type of one value.
    package var type: String
    package var arity: Arity
    /// Whether a new record can do without it.
    package var isOptionalInCreate: Bool
  }

  /// A field that is a relation.
  package struct RelationAPI: Sendable, Hashable {
    package var name: String
    package var documentation: String?
    /// The model at the other end, by its name in the schema.
    package var model: String
    package var isList: Bool
  }

  /// Something that names one record.
  package struct UniqueAPI: Sendable, Hashable {
    /// The argument's name in a request.
    package var name: String
    /// The fields; more than one make a compound.
    package var fields: [ScalarAPI]
  }

  /// Derives the client of a datamodel; ignored models and fields are left out.
  package init(_ datamodel: Datamodel) {
    enums = datamodel.enums.map { view in
      EnumAPI(
        name: view.name, documentation: view.enumeration.documentation,
        values: view.values.map(\.name))
    }
    models = datamodel.models.filter { !$0.model.isIgnored }.map(ModelAPI.init)
  }
}

extension ClientAPI.ModelAPI {
  fileprivate init(_ model: ModelView) {
    let fields = model.fields.filter { !$0.field.isIgnored }
    let foreignKeys = Set(
      model.relationFields.compactMap(\.relation).filter { $0.referencingModel == model }
        .flatMap(\.fields))
    var scalars: [FieldView: ClientAPI.ScalarAPI] = [:]
    for field in fields {
      scalars[field] = ClientAPI.ScalarAPI(field, isForeignKey: foreignKeys.contains(field))
    }
    name = model.name
    documentation = model.model.documentation
    isWritable = !model.isView
    self.scalars = fields.compactMap { scalars[$0] }
    relations = fields.compactMap { field in
      guard let related = field.relatedModel, !related.model.isIgnored else { return nil }
      return ClientAPI.RelationAPI(
        name: field.name, documentation: field.field.documentation, model: related.name,
        isList: field.isList)
    }
    let keys = [model.model.primaryKey].compactMap { $0 } + model.model.uniques
    var names: Set<String> = []
    uniques = keys.compactMap { key in
      let parts = key.parts.map { scalars[model.datamodel[$0.field]] }
      let fields = parts.compactMap { $0 }
      // A compound with a null in it names no record.
      guard fields.count == parts.count,
        fields.count == 1 || fields.allSatisfy({ $0.arity == .required })
      else { return nil }
      let joined = fields.map(\.name).joined(separator: "_")
      let name = fields.count == 1 ? joined : key.name ?? joined
      return names.insert(name).inserted ? ClientAPI.UniqueAPI(name: name, fields: fields) : nil
    }
  }
}

extension ClientAPI.ScalarAPI {
  /// Describes a column; `nil` for a relation and for a type that has no Swift type.
  fileprivate init?(_ field: FieldView, isForeignKey: Bool) {
    switch field.type {
    case .scalar(let scalar): type = Self.swiftType(scalar)
    case .enumeration(let id): type = SwiftName.type(field.datamodel[id].name)
    case .composite, .relation, .unsupported: return nil
    }
    name = field.name
    documentation = field.field.documentation
    arity = field.arity
    // A foreign key may come from the relation instead.
    isOptionalInCreate =
      !field.isRequired || field.field.defaultValue != nil || field.field.isUpdatedAt
      || isForeignKey
  }

  private static func swiftType(_ type: ScalarType) -> String {
    switch type {
    case .string: "Swift.String"
    case .boolean: "Swift.Bool"
    case .int: "Swift.Int"
    case .bigInt: "Swift.Int64"
    case .float: "Swift.Double"
    case .decimal: "SwismaClient.DecimalNumber"
    case .dateTime: "SwismaClient.DateTime"
    case .json: "SwismaClient.JSONDocument"
    case .bytes: "SwismaClient.Bytes"
    }
  }
}
