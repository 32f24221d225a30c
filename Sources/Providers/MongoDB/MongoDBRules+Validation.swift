import Diagnostics
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
      at: field.field.span, help: "add `@map(\"_id\")`",
      fixes: field.field.mappedName == nil ? context.addition(of: "@map(\"_id\")", to: field) : [])
  }

  func validateFields(of model: ModelView, _ context: inout ValidationContext) {
    for field in model.fields {
      let span = field.field.span
      switch field.defaultFunction {
      case "auto":
        if field.field.nativeType?.name != "ObjectId" {
          context.report(
            .invalidDefault, "`auto()` is for fields of the native type `ObjectId`", at: span,
            help: "add `@db.ObjectId`, or use another default, such as `uuid()`")
        }
        if !(model.model.primaryKey?.parts.contains { $0.field == field.id } ?? false) {
          context.report(
            .invalidDefault, "`auto()` is for the id only", at: span,
            help: "remove the default, or use another one, such as `uuid()`",
            notes: model.model.primaryKey.map { [Diagnostic.Note("the id is here", at: $0.span)] }
              ?? [])
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
          .invalidName, "the name of a field cannot start with `$`", at: mapped.span,
          help: "MongoDB takes such names for operators: choose another one")
      } else if mapped.name.utf8.contains(UInt8(ascii: ".")) {
        context.report(
          .invalidName, "the name of a field cannot contain `.`", at: mapped.span,
          help: "MongoDB separates the parts of a path with it: choose another name")
      }
    }
  }

  func validateIndexes(of model: ModelView, _ context: inout ValidationContext) {
    let keys = model.model.uniques + model.model.indexes
    var places: [[Key.Part]: [SourceSpan]] = [:]
    for key in keys { places[key.parts, default: []].append(key.span) }
    for key in keys {
      guard let other = places[key.parts]?.first(where: { $0 != key.span }) else { continue }
      context.report(
        .duplicateIndex, "the model `\(model.name)` has another index of the same fields",
        at: key.span, help: "MongoDB has one index for a list of fields: remove one of them",
        notes: [Diagnostic.Note("the other one is here", at: other)])
    }
    guard let id = model.model.primaryKey else { return }
    for key in model.model.uniques where key.parts.map(\.field) == id.parts.map(\.field) {
      context.report(
        .duplicateIndex, "the id is unique already", at: key.span,
        help: "remove this attribute", notes: [Diagnostic.Note("the id is here", at: id.span)])
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
          at: left.field.span, help: "give both the same, such as `@db.ObjectId`",
          notes: [
            Diagnostic.Note("`\(right.name)` is declared here", at: right.field.nameSpan)
          ])
      }
    }
  }
}
