extension DatamodelWriter {
  /// The fields of a model, with those of the previous one that no database can say.
  func fields(of model: ModelView) -> [FieldView] {
    let known = previous.model(named: model.name)?.relationFields ?? []
    return model.fields + known.filter { model.field(named: $0.name) == nil && isKept($0) }
  }

  /// Whether a relation field stays: one to a view, or one of a schema that does without foreign
  /// keys, as long as all that it is made of is there.
  private func isKept(_ field: FieldView) -> Bool {
    guard let relation = field.relation else { return false }
    let ends = [relation.referencingModel, relation.referencedModel]
    guard
      ends.contains(where: \.isView)
        || previous.configuration.datasource?.relationMode == .prisma
    else { return false }
    return isThere(relation.fields, in: relation.referencingModel)
      && isThere(relation.references, in: relation.referencedModel)
  }

  private func isThere(_ fields: [FieldView], in known: ModelView) -> Bool {
    guard let model = datamodel.model(named: known.name), model.isView == known.isView else {
      return false
    }
    return fields.allSatisfy { model.field(named: $0.name) != nil }
  }
}
