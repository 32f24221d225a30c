import Diagnostics

extension AnalysisState {
  /// The datamodel of what was resolved.
  func makeDatamodel() -> Datamodel {
    let inference = RelationInference(draft)
    // Fields are large, and `map` copies what its function returns.
    var fields: [Field] = []
    fields.reserveCapacity(draft.fields.count)
    for index in draft.fields.indices { fields.append(makeField(FieldID(index), inference)) }
    return Datamodel(
      Datamodel.Storage(
        configuration: configuration, models: draft.models.map(makeModel), fields: fields,
        enums: draft.enums.map(makeEnum), compositeTypes: draft.composites.map(makeComposite),
        relations: inference.relations))
  }

  private func makeModel(_ model: ModelDraft) -> Model {
    Model(
      kind: model.declaration.keyword == .view ? .view : .model, name: model.name,
      mappedName: model.mappedName?.name, schemaName: model.schema?.name,
      documentation: model.declaration.documentation, isIgnored: model.isIgnored,
      fields: model.fields.map { FieldID($0) }, primaryKey: model.primaryKey?.key,
      uniques: model.uniques.map(\.key), indexes: model.indexes.map(\.key),
      nameSpan: model.declaration.name.span, span: model.declaration.span)
  }

  private func makeField(_ id: FieldID, _ inference: RelationInference) -> Field {
    let declaration = draft[id].declaration
    let type: FieldType =
      switch draft[id].type {
      case .scalar(let type): .scalar(type)
      case .enumeration(let id): .enumeration(id)
      case .composite(let id): .composite(id)
      case .unsupported(let text): .unsupported(text)
      case .unknown: .unsupported("")
      case .model: inference.relation(of: id).map { .relation($0) } ?? .unsupported("")
      }
    let (model, compositeType): (ModelID?, CompositeTypeID?) =
      switch draft[id].owner {
      case .model(let id): (id, nil)
      case .composite(let id): (nil, id)
      }
    return Field(
      name: draft[id].name, mappedName: draft[id].mappedName?.name, model: model,
      compositeType: compositeType, type: type, arity: declaration.arity,
      nativeType: draft[id].nativeTypeAttribute.map { NativeType($0) },
      defaultValue: draft[id].defaultValue, defaultMappedName: draft[id].defaultMap?.name,
      isUpdatedAt: draft[id].isUpdatedAt, isIgnored: draft[id].isIgnored,
      documentation: declaration.documentation, nameSpan: declaration.name.span,
      span: declaration.span)
  }

  private func makeEnum(_ enumeration: EnumDraft) -> Enum {
    let declaration = enumeration.declaration
    return Enum(
      name: declaration.name.name, mappedName: enumeration.mappedName?.name,
      schemaName: enumeration.schema?.name, documentation: declaration.documentation,
      values: zip(declaration.values, enumeration.valueMappedNames).map { value, mappedName in
        Enum.Value(
          name: value.name.name, mappedName: mappedName?.name, documentation: value.documentation,
          span: value.span)
      },
      nameSpan: declaration.name.span, span: declaration.span)
  }

  private func makeComposite(_ composite: CompositeDraft) -> CompositeType {
    CompositeType(
      name: composite.declaration.name.name, documentation: composite.declaration.documentation,
      fields: composite.fields.map { FieldID($0) }, nameSpan: composite.declaration.name.span,
      span: composite.declaration.span)
  }
}
