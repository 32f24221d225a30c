import Diagnostics
import SchemaSyntax

/// The attributes of relation fields.
extension AnalysisState {
  mutating func resolveRelationFieldAttributes(_ field: FieldID, of model: ModelID) {
    let declaration = draft[field].declaration
    let attributes = declaration.syntax.attributes
    guard !attributes.isEmpty else { return }
    var reader = AttributeReader(attributes, prefix: "@")
    if var arguments = reader.takeOnly(.relation, &self) {
      resolveRelation(field, of: model, &arguments)
      arguments.finish(&self)
    }
    if let arguments = reader.takeOnly(.id, &self) {
      report(
        .attributeNotAllowed,
        "the relation `\(declaration.name.name)` cannot be the id", at: arguments.span,
        help: "put `@id` on the field that holds the foreign key")
    }
    if let arguments = reader.takeOnly(.ignore, &self) {
      draft[field].isIgnored = true
      arguments.finish(&self)
    }
    if let arguments = reader.takeOnly(.default, &self) {
      report(
        .attributeNotAllowed,
        "the relation `\(declaration.name.name)` cannot have a default", at: arguments.span,
        help: "put `@default` on the field that holds the foreign key")
    }
    if let arguments = reader.takeOnly(.map, &self) {
      report(
        .attributeNotAllowed,
        "the relation `\(declaration.name.name)` has no name in the database", at: arguments.span,
        help: "put `@map` on the field that holds the foreign key")
    }
    if let arguments = reader.takeOnly(.unique, &self) {
      reportUnique(field, arguments)
    }
    reader.finish(&self, known: [.relation, .ignore])
  }

  private mutating func reportUnique(_ field: FieldID, _ arguments: ArgumentReader) {
    let names = (draft[field].relation?.fields ?? []).map { draft[$0].name }
    let help: String? =
      switch names.count {
      case 0: nil
      case 1: "put `@unique` on `\(names[0])`"
      default: "use `@@unique([\(names.joined(separator: ", "))])`"
      }
    report(
      .attributeNotAllowed,
      "the relation `\(draft[field].name)` cannot be unique: only columns can",
      at: arguments.span, help: help)
  }

  private mutating func resolveRelation(
    _ field: FieldID, of model: ModelID, _ arguments: inout ArgumentReader
  ) {
    guard case .model(let related) = draft[field].type else { return }
    let fields = arguments.optional("fields").map { relationFields($0.value, of: model) }
    let references = arguments.optional("references").map {
      relationReferences($0.value, of: related, arguments.span)
    }
    let name = relationName(&arguments)
    let onDelete = arguments.optional("onDelete").flatMap { action($0) }
    let onUpdate = arguments.optional("onUpdate").flatMap { action($0) }
    draft[field].relation = RelationAttribute(
      name: name, fields: fields, references: references, onDelete: onDelete, onUpdate: onUpdate,
      mappedName: constraintName(&arguments), span: arguments.span)
  }

  private mutating func relationName(_ arguments: inout ArgumentReader) -> Identifier? {
    guard let value = arguments.unnamedOrNamed("name", &self), let name = string(value) else {
      return nil
    }
    if name.isEmpty {
      report(
        .invalidArgument, "the name of the relation is empty", at: arguments.span,
        help: "write a name, the same on both sides, or leave it out")
      return nil
    }
    return Identifier(name, value.span)
  }

  private mutating func relationFields(_ value: Expression, of model: ModelID) -> [FieldID] {
    guard let list = fieldList(value, of: model) else { return [] }
    if !list.unknown.isEmpty {
      reportUnknownRelationFields(list, of: model, at: value.span)
    }
    if !list.relations.isEmpty {
      reportNoColumns(list.relations, of: model, at: value.span)
    }
    return list.unknown.isEmpty && list.relations.isEmpty ? list.parts.map(\.field) : []
  }

  private mutating func relationReferences(
    _ value: Expression, of model: ModelID, _ span: SourceSpan
  ) -> [FieldID] {
    guard let list = fieldList(value, of: model) else { return [] }
    if !list.unknown.isEmpty { reportUnknownRelationFields(list, of: model, at: span) }
    if !list.relations.isEmpty { reportNoColumns(list.relations, of: model, at: span) }
    return list.unknown.isEmpty && list.relations.isEmpty ? list.parts.map(\.field) : []
  }

  private mutating func reportUnknownRelationFields(
    _ list: KeyPartList, of model: ModelID, at span: SourceSpan
  ) {
    let names = list.unknown
    let closest = closestField(in: list, of: model)
    report(
      .unknownRelationField,
      "the model `\(draft[model].name)` has no field "
        + names.map(\.name).inBackticks,
      at: span,
      help: closest.help
        ?? "declare it: `\(names.first?.name ?? "") Type`, with the type that it refers to",
      notes: [
        Diagnostic.Note("`\(draft[model].name)` is here", at: draft[model].declaration.name.span)
      ],
      fixes: closest.fixes)
  }

  private mutating func reportNoColumns(
    _ names: [Identifier], of model: ModelID, at span: SourceSpan
  ) {
    if let text = fieldsWithoutType(names, of: model) {
      report(.unknownRelationField, "the relation names \(text)", at: span)
      return
    }
    report(
      .unknownRelationField,
      "a relation connects columns, which these fields of `\(draft[model].name)` are not: "
        + names.map(\.name).inBackticks,
      at: span, help: "name the fields that hold the values, such as `authorId`",
      notes: names.compactMap { name in
        draft.field(named: name.name, of: model).map {
          Diagnostic.Note(
            "`\(name.name)` is declared here", at: draft.fields[$0].declaration.name.span)
        }
      })
  }

  private mutating func action(_ argument: ArgumentReader.Argument) -> RelationAttribute.Action? {
    guard let name = constant(argument.value) else { return nil }
    guard let action = ReferentialAction(rawValue: name) else {
      let names = ReferentialAction.allCases.map(\.rawValue)
      let spelling = Spelling(of: name, among: names)
      report(
        .invalidReferentialAction, "there is no referential action `\(name)`",
        at: argument.value.span,
        help: spelling.help()
          ?? "the actions are " + names.inBackticks,
        fixes: spelling.fixes(at: argument.value.span))
      return nil
    }
    return RelationAttribute.Action(
      action: action, span: argument.span, valueSpan: argument.value.span)
  }
}
