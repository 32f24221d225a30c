import Diagnostics

extension AnalysisState {
  /// The datamodel of what was resolved.
  func makeDatamodel() -> Datamodel {
    let inference = RelationInference(draft)
    return Datamodel(
      Datamodel.Storage(
        configuration: configuration, models: draft.models.map(makeModel),
        fields: draft.fields.indices.map {
          makeField(draft.fields[$0], inference.relation(of: FieldID($0)))
        },
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

  private func makeField(_ field: FieldDraft, _ relation: RelationID?) -> Field {
    let type: FieldType =
      switch field.type {
      case .scalar(let type): .scalar(type)
      case .enumeration(let id): .enumeration(id)
      case .composite(let id): .composite(id)
      case .unsupported(let text): .unsupported(text)
      case .unknown: .unsupported("")
      case .model: relation.map { .relation($0) } ?? .unsupported("")
      }
    var made = Field(
      name: field.name, mappedName: field.mappedName?.name, model: nil, type: type,
      arity: field.declaration.arity, nativeType: field.nativeType,
      defaultValue: field.defaultValue, defaultMappedName: field.defaultMap?.name,
      isUpdatedAt: field.isUpdatedAt, isIgnored: field.isIgnored,
      documentation: field.declaration.documentation, nameSpan: field.declaration.name.span,
      span: field.declaration.span)
    switch field.owner {
    case .model(let id): made.model = id
    case .composite(let id): made.compositeType = id
    }
    return made
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
