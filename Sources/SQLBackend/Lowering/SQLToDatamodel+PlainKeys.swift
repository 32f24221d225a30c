import SchemaModel

extension SQLToDatamodel {
  /// The keys that the database numbers, as it would in any case, and that the schema leaves plain.
  ///
  /// They stay so in models in which nothing else changes.
  func plainKeys(of datamodel: Datamodel) -> [FieldID] {
    guard Dialect.numbersIntegerKeys else { return [] }
    let writer = DatamodelWriter(datamodel, previous: previous.datamodel)
    return datamodel.models.compactMap { model in
      guard let known = previous.datamodel.model(named: model.name),
        let key = known.model.primaryKey, key.parts.count == 1,
        case let field = previous.datamodel[key.parts[0].field], field.field.defaultValue == nil,
        let numbered = model.field(named: field.name), numbered.isAutoIncrement,
        numbered.type == field.type
      else { return nil }
      let changed = writer.changes(of: model, since: known).map(\.name)
      return changed == [numbered.name] ? numbered.id : nil
    }
  }
}
