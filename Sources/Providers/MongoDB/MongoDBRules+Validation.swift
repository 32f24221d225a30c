import SchemaModel

extension MongoDBRules {
  /// The id of a document is always `_id`.
  func validateID(of model: ModelView, _ context: inout ValidationContext) {
    guard let key = model.model.primaryKey else {
      context.report(
        .missingUniqueCriterion, "the model `\(model.name)` has no `@id`", at: model.model.span,
        help: "documents are identified by `_id`: add `id String @id @map(\"_id\")`")
      return
    }
    guard key.parts.count == 1, let field = model.fields(of: key).first,
      field.databaseName != "_id"
    else { return }
    context.report(
      .attributeNotAllowed, "the id `\(field.name)` is called `_id` in the database",
      at: field.field.span, help: "add `@map(\"_id\")`")
  }

  func validateFields(of model: ModelView, _ context: inout ValidationContext) {
    for field in model.fields {
      let span = field.field.span
      switch field.defaultFunction {
      case "auto":
        if field.field.nativeType?.name != "ObjectId" {
          context.report(
            .invalidDefault, "`auto()` is for fields of the native type `ObjectId`", at: span)
        }
        if !(model.model.primaryKey?.parts.contains { $0.field == field.id } ?? false) {
          context.report(.invalidDefault, "`auto()` is for the id only", at: span)
        }
      case "dbgenerated":
        context.report(
          .unsupportedDefault, "`dbgenerated()` is not available on MongoDB", at: span,
          help: "use `auto()`")
      case nil, .some: break
      }
      // https://www.mongodb.com/docs/manual/core/document/#field-names
      guard let mapped = context.draft[field.id].mappedName else { continue }
      if mapped.name.hasPrefix("$") {
        context.report(
          .invalidName, "the name of a field cannot start with `$`", at: mapped.span)
      } else if mapped.name.utf8.contains(UInt8(ascii: ".")) {
        context.report(.invalidName, "the name of a field cannot contain `.`", at: mapped.span)
      }
    }
  }

  func validateIndexes(of model: ModelView, _ context: inout ValidationContext) {
    let keys = model.model.uniques + model.model.indexes
    var counts: [[Key.Part]: Int] = [:]
    for key in keys { counts[key.parts, default: 0] += 1 }
    for key in keys where counts[key.parts, default: 0] > 1 {
      context.report(
        .duplicateIndex, "the model `\(model.name)` has another index of the same fields",
        at: key.span, help: "MongoDB has one index for a list of fields")
    }
    guard let id = model.model.primaryKey else { return }
    for key in model.model.uniques where key.parts.map(\.field) == id.parts.map(\.field) {
      context.report(
        .duplicateIndex, "the id is unique already", at: key.span,
        help: "remove this attribute")
    }
  }

  /// Values of different native types are never equal, so nothing would be found.
  func validateNativeTypes(of relation: RelationView, _ context: inout ValidationContext) {
    for field in [relation.referencingField, relation.referencedField] {
      guard let field, let attribute = context.draft[field.id].relation else { continue }
      for (column, reference) in zip(attribute.fields ?? [], attribute.references ?? []) {
        let (left, right) = (context.datamodel[column], context.datamodel[reference])
        guard left.field.nativeType != right.field.nativeType else { continue }
        context.warn(
          .relationNativeTypeMismatch,
          "`\(left.name)` and `\(right.name)`, to which it refers, are of different native types",
          at: left.field.span, help: "give both the same, such as `@db.ObjectId`")
      }
    }
  }
}
