import Diagnostics

/// Checks of relations.
extension ValidationContext {
  mutating func validate(_ relation: RelationView, _ names: NameTable) {
    if relation.kind == .manyToMany {
      validateManyToMany(relation)
      return
    }
    validateForeignKeyName(relation, names)
    guard let forward = relation.referencingField, let back = relation.referencedField else {
      reportMissingOpposite(relation)
      return
    }
    let ends = RelationEnds(
      forward: forward, back: back, forwardAttribute: draft[forward.id].relation,
      backAttribute: draft[back.id].relation)
    validateColumns(relation, ends)
    validateReferentialActionPaths(relation, ends)
    switch relation.kind {
    case .oneToOne: validateOneToOne(relation, ends)
    case .oneToMany: validateOneToMany(ends)
    case .manyToMany: return
    }
  }

  private mutating func validateForeignKeyName(_ relation: RelationView, _ names: NameTable) {
    guard names.hasRepetitions, let name = foreignKeyName(of: relation),
      let field = relation.referencingField
    else {
      return
    }
    reportClashes(
      of: name, .foreignKey, relation.referencingModel, names,
      at: draft[field.id].relation?.mappedName?.span ?? field.field.span)
  }

  private mutating func reportMissingOpposite(_ relation: RelationView) {
    guard let field = relation.referencingField ?? relation.referencedField,
      let own = field.model, let related = field.relatedModel
    else { return }
    let type = "\(own.name)\(field.isList ? "?" : "[]")"
    report(
      .missingOppositeField,
      "the relation `\(field.name)` of `\(own.name)` has no field on the other side",
      at: field.field.span,
      help: "add a field of type `\(type)` to `\(related.name)`",
      notes: [Diagnostic.Note("the other side is here", at: related.model.nameSpan)],
      fixes: completion(of: field, "add the field to `\(related.name)`"))
  }

  private mutating func validateColumns(_ relation: RelationView, _ ends: RelationEnds) {
    let forward = ends.forward
    let (fields, references) = (relation.fields, relation.references)
    if let attribute = ends.forwardAttribute, let written = attribute.fields,
      let referenced = attribute.references, !written.isEmpty, !referenced.isEmpty,
      written.count != referenced.count
    {
      report(
        .misplacedRelationArgument,
        "`fields` has \(written.count) fields and `references` \(referenced.count)",
        at: attribute.span,
        help: "list them in pairs: each of `fields` refers to the one at its place in `references`",
        notes: [Diagnostic.Note("the other side is here", at: ends.back.field.nameSpan)])
    }
    if forward.isRequired, let optional = fields.first(where: { $0.arity == .optional }) {
      report(
        .relationArityMismatch,
        "the relation `\(forward.name)` is required, but its field `\(optional.name)` is optional",
        at: forward.field.span, help: "make both optional or both required",
        notes: [
          Diagnostic.Note("`\(optional.name)` is declared here", at: optional.field.nameSpan)
        ])
    }
    validateReferences(relation, forward)
    for (field, reference) in zip(fields, references)
    where !haveSameType(field, reference) {
      report(
        .relationTypeMismatch,
        "`\(field.name)` is of type `\(typeName(field))`, `\(reference.name)` of "
          + "`\(relation.referencedModel.name)` of type `\(typeName(reference))`",
        at: forward.field.span, help: "fields of a relation have the type that they refer to",
        notes: [
          Diagnostic.Note("`\(field.name)` is declared here", at: field.field.nameSpan),
          Diagnostic.Note("`\(reference.name)` is declared here", at: reference.field.nameSpan),
        ], fixes: typeChange(of: field, to: reference, named: typeName(reference)))
    }
    validateSetNull(relation, ends)
  }

  private func haveSameType(_ field: FieldView, _ reference: FieldView) -> Bool {
    switch (field.type, reference.type) {
    case (.unsupported, .unsupported): true
    default: field.type == reference.type
    }
  }

  private func typeName(_ field: FieldView) -> String {
    switch field.type {
    case .scalar(let type): type.rawValue
    case .enumeration(let id): datamodel[id].name
    case .composite(let id): datamodel[id].name
    case .unsupported(let text): "Unsupported(\"\(text)\")"
    case .relation: field.relatedModel?.name ?? ""
    }
  }

  private mutating func validateReferences(_ relation: RelationView, _ forward: FieldView) {
    let references = relation.relation.references
    guard !references.isEmpty else { return }
    let model = relation.referencedModel
    // Nearly all relations refer to an id of one field.
    if let key = model.model.primaryKey, key.parts.count == 1, references == [key.parts[0].field] {
      return
    }
    let criteria = model.uniqueCriteria.map { $0.parts.map(\.field) }
    let wanted = Set(references)
    let isUnique = criteria.contains { $0.count == references.count && Set($0) == wanted }
    guard isUnique else {
      let names = relation.references.map(\.name).joined(separator: ", ")
      report(
        .referencesNotUnique,
        "`references` must name something unique of `\(model.name)`, and `[\(names)]` is not",
        at: forward.field.span,
        help: references.count == 1
          ? "add `@unique` to `\(names)` of `\(model.name)`"
          : "add `@@unique([\(names)])` to `\(model.name)`",
        notes: relation.references.map {
          Diagnostic.Note("`\($0.name)` is declared here", at: $0.field.nameSpan)
        },
        fixes: uniqueness(of: references, in: model))
      return
    }
    if references.count > 1, !supports(.relationFieldsInAnyOrder), !criteria.contains(references) {
      let keys = model.uniqueCriteria.filter { Set($0.parts.map(\.field)) == wanted }
      report(
        .referencesNotUnique,
        "`references` must be in the order of the unique criterion of `\(model.name)`",
        at: forward.field.span, help: "reorder `references`, and `fields` with them",
        notes: keys.prefix(1).map { Diagnostic.Note("the criterion is here", at: $0.span) },
        fixes: keys.count == 1 ? reordering(of: relation, on: forward, like: keys[0]) : [])
    }
  }

  private mutating func validateSetNull(_ relation: RelationView, _ ends: RelationEnds) {
    guard let attribute = ends.forwardAttribute,
      attribute.onDelete?.action == .setNull || attribute.onUpdate?.action == .setNull,
      relation.fields.contains(where: \.isRequired)
    else { return }
    let notes = relation.fields.filter(\.isRequired).map {
      Diagnostic.Note("`\($0.name)` is required", at: $0.field.nameSpan)
    }
    for (name, action) in [("onDelete", attribute.onDelete), ("onUpdate", attribute.onUpdate)] {
      guard let action, action.action == .setNull else { continue }
      let message = "`\(name): SetNull` cannot work: a field of the relation is required"
      let help = "make the field optional or choose another action"
      if relationMode == .foreignKeys, supports(.setNullOnRequired) {
        warn(
          .setNullOnRequiredField, message, at: ends.forward.field.span, help: help, notes: notes)
      } else {
        report(
          .setNullOnRequiredField, message, at: ends.forward.field.span, help: help, notes: notes)
      }
    }
  }
}

/// The two fields of a relation and what is written on them.
struct RelationEnds {
  let forward: FieldView
  let back: FieldView
  let forwardAttribute: RelationAttribute?
  let backAttribute: RelationAttribute?
}
