import SchemaModel

extension SQLToDatamodel {
  /// The keys of which the schema says otherwise whether the database numbers them, with what it
  /// says, which changes nothing in the database.
  ///
  /// A plain key of a type that is always numbered stays plain, and one of a type that never is
  /// keeps its `autoincrement()`, both in models in which nothing else changes.
  func keptKeyDefaults(of datamodel: Datamodel) -> [(FieldID, DefaultValue?)] {
    guard Dialect.numbersIntegerKeys else { return [] }
    let writer = DatamodelWriter(datamodel, previous: previous.datamodel)
    return datamodel.models.compactMap { model in
      guard let known = previous.datamodel.model(named: model.name),
        let key = known.model.primaryKey, key.parts.count == 1,
        case let field = previous.datamodel[key.parts[0].field],
        let found = model.field(named: field.name), found.type == field.type,
        saysNothing(field, beside: found),
        writer.changes(of: model, since: known).map(\.name) == [found.name]
      else { return nil }
      return (found.id, field.field.defaultValue)
    }
  }

  /// Whether the default of a key has no part in how its column is made.
  private func saysNothing(_ field: FieldView, beside found: FieldView) -> Bool {
    if found.isAutoIncrement { return field.field.defaultValue == nil }
    // A smaller type has another column with numbers than without.
    return field.isAutoIncrement && field.type == .scalar(.bigInt)
      && found.field.defaultValue == nil
  }
}
