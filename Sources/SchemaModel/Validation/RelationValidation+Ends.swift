import Diagnostics

/// What may stand on which end of a relation.
extension ValidationContext {
  mutating func validateOneToOne(_ relation: RelationView, _ ends: RelationEnds) {
    let (forward, back) = (ends.forwardAttribute, ends.backAttribute)
    reportOnBoth(
      ends, "fields", has(forward?.fields), has(back?.fields), isGiven(forward?.fields),
      isGiven(back?.fields))
    reportOnBoth(
      ends, "references", has(forward?.references), has(back?.references),
      isGiven(forward?.references), isGiven(back?.references))
    let isMixed =
      (has(forward?.fields) && has(back?.references) && !has(forward?.references))
      || (has(back?.fields) && has(forward?.references) && !has(forward?.fields))
    if isMixed {
      reportEnds(
        ends, .misplacedRelationArgument,
        "`fields` and `references` of a relation must stand on the same side",
        help: "move them to the side that holds the foreign key")
    }
    validateOneToOneActions(ends)
    validateOneToOneColumns(relation, ends)
    validateOneToOneArity(ends)
  }

  /// Reports a foreign key of a one-to-one relation that several records could share.
  private mutating func validateOneToOneColumns(_ relation: RelationView, _ ends: RelationEnds) {
    let columns = relation.relation.fields
    guard !columns.isEmpty, !isUnique(columns, of: relation.referencingModel) else { return }
    let names = relation.fields.map(\.name).joined(separator: ", ")
    report(
      .oneToOneNotUnique, "a one-to-one relation needs unique fields, and `[\(names)]` is not",
      at: ends.forward.field.span,
      help: (columns.count == 1 ? "add `@unique` to `\(names)`" : "add `@@unique([\(names)])`")
        + ", or make the other side a list",
      notes: [Diagnostic.Note("the other side is here", at: ends.back.field.nameSpan)],
      fixes: uniqueness(of: columns, in: relation.referencingModel))
  }

  /// Reports a back end that is required, and columns that stand on the optional end.
  private mutating func validateOneToOneArity(_ ends: RelationEnds) {
    if ends.back.isRequired {
      report(
        .relationArityMismatch,
        "the relation `\(ends.back.name)` cannot be required: no database can ensure that",
        at: ends.back.field.span, help: "make it optional",
        notes: [Diagnostic.Note("the foreign key is here", at: ends.forward.field.nameSpan)],
        fixes: [
          FixIt(
            "make `\(ends.back.name)` optional",
            [TextEdit(edits.typeMark(of: draft[ends.back.id].declaration), "?")])
        ])
    }
    if ends.forward.isRequired, !ends.back.isRequired,
      has(ends.backAttribute?.fields) || has(ends.backAttribute?.references)
    {
      report(
        .misplacedRelationArgument,
        "`fields` and `references` must stand on the required side, which is "
          + "`\(ends.forward.name)`",
        at: ends.back.field.span, help: "move them, or make the other side the required one",
        notes: [Diagnostic.Note("the required side is here", at: ends.forward.field.nameSpan)])
    }
  }

  private func has(_ fields: [FieldID]?) -> Bool { !(fields ?? []).isEmpty }

  private func isGiven(_ fields: [FieldID]?) -> Bool { fields != nil }

  private func isUnique(_ fields: [FieldID], of model: ModelView) -> Bool {
    model.uniqueCriteria.contains { $0.parts.map(\.field) == fields }
  }

  /// Reports an argument that stands on both ends or on none.
  private mutating func reportOnBoth(
    _ ends: RelationEnds, _ argument: String, _ onForward: Bool, _ onBack: Bool,
    _ forwardIsGiven: Bool, _ backIsGiven: Bool
  ) {
    if !onForward, !onBack {
      // `references` is missing with `fields`: one addition mends both.
      reportEnds(
        ends, .missingRelationArgument,
        "neither side of the relation has the argument `\(argument)`",
        help: "give the side that holds the foreign key "
          + "`@relation(fields: […], references: […])`",
        fixes: completionOfOneToOne(ends))
    } else if forwardIsGiven, backIsGiven {
      reportEnds(
        ends, .misplacedRelationArgument, "both sides of the relation have `\(argument)`",
        help: "keep it on the side that holds the foreign key, and remove it from the other")
    }
  }

  /// Which side holds the key is certain when one of them is required.
  private mutating func completionOfOneToOne(_ ends: RelationEnds) -> [FixIt] {
    guard ends.forward.isRequired, !ends.back.isRequired else { return [] }
    return completion(of: ends.forward, "add the foreign key to `\(ends.forward.name)`")
  }

  private mutating func reportEnds(
    _ ends: RelationEnds, _ code: DiagnosticCode, _ message: String, help: String,
    fixes: [FixIt] = []
  ) {
    for (field, other) in [(ends.forward, ends.back), (ends.back, ends.forward)] {
      report(
        code, message, at: field.field.span, help: help,
        notes: [Diagnostic.Note("the other side is here", at: other.field.nameSpan)],
        fixes: fixes)
    }
  }

  private mutating func validateOneToOneActions(_ ends: RelationEnds) {
    let onForward = ends.forwardAttribute.map(hasAction) ?? false
    let onBack = ends.backAttribute.map(hasAction) ?? false
    if onForward, onBack {
      reportEnds(
        ends, .misplacedRelationArgument,
        "both sides of the relation have a referential action",
        help: "keep `onDelete` and `onUpdate` on the side that holds the foreign key")
    } else if onBack {
      reportActions(on: ends.back, other: ends.forward)
    }
  }

  private func hasAction(_ attribute: RelationAttribute) -> Bool {
    attribute.onDelete != nil || attribute.onUpdate != nil
  }

  private mutating func reportActions(on field: FieldView, other: FieldView) {
    report(
      .misplacedRelationArgument,
      "`onDelete` and `onUpdate` stand where the foreign key is, on `\(other.name)`",
      at: field.field.span, help: "move them there",
      notes: [Diagnostic.Note("the foreign key is here", at: other.field.nameSpan)],
      fixes: moveOfActions(from: field, to: other))
  }

  mutating func validateOneToMany(_ ends: RelationEnds) {
    let (forward, back) = (ends.forwardAttribute, ends.backAttribute)
    for (argument, value) in [("fields", forward?.fields), ("references", forward?.references)]
    where !has(value) {
      report(
        .missingRelationArgument, "the relation `\(ends.forward.name)` needs `\(argument)`",
        at: ends.forward.field.span, help: "add `@relation(fields: […], references: […])`",
        notes: [Diagnostic.Note("the other side is here", at: ends.back.field.nameSpan)],
        fixes: completion(of: ends.forward, "add the foreign key to `\(ends.forward.name)`"))
    }
    if isGiven(back?.fields) || isGiven(back?.references) {
      report(
        .misplacedRelationArgument,
        "`fields` and `references` stand where the foreign key is, on `\(ends.forward.name)`",
        at: ends.back.field.span, help: "remove them here",
        notes: [Diagnostic.Note("the foreign key is here", at: ends.forward.field.nameSpan)],
        fixes: removalOfColumns(from: ends.back, besides: forward))
    }
    if let back, hasAction(back) { reportActions(on: ends.back, other: ends.forward) }
  }

  mutating func validateManyToMany(_ relation: RelationView) {
    guard let first = relation.referencingField, let second = relation.referencedField else {
      return
    }
    let fields = first == second ? [first] : [first, second]
    let isEmbedded = fields.contains { isGiven(draft[$0.id].relation?.fields) }
    if isEmbedded {
      guard supports(.embeddedManyToMany) else {
        reportNoEmbedded(fields)
        return
      }
      validateEmbedded(fields)
    } else {
      validateImplicit(fields)
    }
    for field in fields {
      for action in [draft[field.id].relation?.onDelete, draft[field.id].relation?.onUpdate] {
        guard let action else { continue }
        report(
          .invalidReferentialAction, "a many-to-many relation has no referential actions",
          at: action.valueSpan,
          help: "remove it; for another behaviour declare a model for the table between them")
      }
    }
  }

  private mutating func validateImplicit(_ fields: [FieldView]) {
    guard supports(.implicitManyToMany) else {
      for field in fields {
        report(
          .unsupportedManyToMany,
          "\(rules.productName) has no implicit many-to-many relations", at: field.field.span,
          help: "give both sides a list of ids: `@relation(fields: [ids], references: [id])`")
      }
      return
    }
    for field in fields {
      let related = field.relatedModel
      if field.model?.isView ?? false {
        report(
          .unsupportedManyToMany, "a view cannot have an implicit many-to-many relation",
          at: field.field.span, help: "declare a model for the table between them")
      }
      if let related, related.model.primaryKey?.parts.count != 1 {
        report(
          .unsupportedManyToMany,
          "`\(related.name)` has no `@id`, which an implicit many-to-many relation needs",
          at: field.field.span, help: "declare a model for the table between them",
          notes: [Diagnostic.Note("`\(related.name)` is declared here", at: related.model.nameSpan)]
        )
      }
      if isGiven(draft[field.id].relation?.references) {
        report(
          .unsupportedManyToMany, "an implicit many-to-many relation has no `references`",
          at: field.field.span, help: "remove the argument `references`",
          fixes: removal(ofArgument: "references", of: relationAttribute(of: field)))
      }
    }
  }

  private mutating func reportNoEmbedded(_ fields: [FieldView]) {
    for field in fields {
      report(
        .unsupportedManyToMany,
        "\(rules.productName) has no many-to-many relations by lists of ids",
        at: field.field.span, help: "leave out `fields` and `references`")
    }
  }

  private mutating func validateEmbedded(_ fields: [FieldView]) {
    for field in fields {
      guard let attribute = draft[field.id].relation else {
        report(
          .missingRelationArgument, "the relation `\(field.name)` needs `fields` and `references`",
          at: field.field.span, help: "add `@relation(fields: [ids], references: [id])`")
        continue
      }
      for (argument, value) in [("fields", attribute.fields), ("references", attribute.references)]
      where value?.count != 1 {
        report(
          .missingRelationArgument, "`\(argument)` must name exactly one field",
          at: attribute.span,
          help: argument == "fields"
            ? "name the list of ids of this model" : "name the id of the other model")
      }
      validateEmbeddedColumns(field, attribute)
    }
  }

  private mutating func validateEmbeddedColumns(
    _ field: FieldView, _ attribute: RelationAttribute
  ) {
    guard let column = attribute.fields?.first.map({ datamodel[$0] }),
      let reference = attribute.references?.first.map({ datamodel[$0] })
    else { return }
    if let related = field.relatedModel, !related.isID(reference) {
      report(
        .referencesNotUnique, "`references` must name the id of `\(related.name)`",
        at: attribute.span, help: "name the field with `@id`",
        notes: (related.model.primaryKey?.span).map { [Diagnostic.Note("the id is here", at: $0)] }
          ?? [])
    }
    if !column.isList || column.type != reference.type
      || column.field.nativeType != reference.field.nativeType
    {
      report(
        .relationTypeMismatch,
        "`\(column.name)` must be a list of the type of `\(reference.name)`", at: attribute.span,
        help: "give `\(column.name)` that type with `[]`, and the same native type",
        notes: [
          Diagnostic.Note("`\(column.name)` is declared here", at: column.field.nameSpan),
          Diagnostic.Note("`\(reference.name)` is declared here", at: reference.field.nameSpan),
        ])
    }
  }
}
