import Diagnostics

/// The attributes of relation fields.
extension AnalysisState {
  mutating func resolveRelationFieldAttributes(_ field: FieldID, of model: ModelID) {
    let declaration = draft[field].declaration
    guard !declaration.attributes.isEmpty else { return }
    var reader = AttributeReader(declaration.attributes, prefix: "@")
    if var arguments = reader.takeOnly("relation", &self) {
      resolveRelation(field, of: model, &arguments)
      arguments.finish(&self)
    }
    if let arguments = reader.takeOnly("id", &self) {
      report(
        .attributeNotAllowed,
        "the relation `\(declaration.name.name)` cannot be the id", at: arguments.span,
        help: "put `@id` on the field that holds the foreign key")
    }
    if let arguments = reader.takeOnly("ignore", &self) {
      draft[field].isIgnored = true
      arguments.finish(&self)
    }
    if let arguments = reader.takeOnly("default", &self) {
      report(
        .attributeNotAllowed,
        "the relation `\(declaration.name.name)` cannot have a default", at: arguments.span)
    }
    if let arguments = reader.takeOnly("map", &self) {
      report(
        .attributeNotAllowed,
        "the relation `\(declaration.name.name)` has no name in the database", at: arguments.span,
        help: "put `@map` on the field that holds the foreign key")
    }
    if let arguments = reader.takeOnly("unique", &self) {
      reportUnique(field, arguments)
    }
    reader.finish(&self, known: ["relation", "ignore"])
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
      mappedName: foreignKeyName(&arguments), span: arguments.span)
  }

  private mutating func relationName(_ arguments: inout ArgumentReader) -> Identifier? {
    guard let value = arguments.unnamedOrNamed("name", &self), let name = string(value) else {
      return nil
    }
    if name.isEmpty {
      report(.invalidArgument, "the name of the relation is empty", at: arguments.span)
      return nil
    }
    return Identifier(name, value.span)
  }

  private mutating func foreignKeyName(_ arguments: inout ArgumentReader) -> Identifier? {
    guard let argument = arguments.optional("map"), let name = string(argument.value) else {
      return nil
    }
    if name.isEmpty {
      report(.invalidArgument, "the argument `map` is empty", at: arguments.span)
    }
    return Identifier(name, argument.span)
  }

  private mutating func relationFields(_ value: Expression, of model: ModelID) -> [FieldID] {
    guard let list = fieldList(value, of: model) else { return [] }
    if !list.unknown.isEmpty {
      reportUnknownRelationFields(list.unknown, of: model, at: value.span)
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
    if !list.unknown.isEmpty { reportUnknownRelationFields(list.unknown, of: model, at: span) }
    if !list.relations.isEmpty { reportNoColumns(list.relations, of: model, at: span) }
    return list.unknown.isEmpty && list.relations.isEmpty ? list.parts.map(\.field) : []
  }

  private mutating func reportUnknownRelationFields(
    _ names: [String], of model: ModelID, at span: SourceSpan
  ) {
    let candidates = draft[model].fields.map { draft.fields[$0] }.filter(\.isScalar).map(\.name)
    report(
      .unknownRelationField,
      "the model `\(draft[model].name)` has no field "
        + names.map { "`\($0)`" }.joined(separator: ", "),
      at: span, help: names.first.flatMap { suggestion(for: $0, among: candidates) })
  }

  private mutating func reportNoColumns(
    _ names: [String], of model: ModelID, at span: SourceSpan
  ) {
    report(
      .unknownRelationField,
      "a relation connects columns, which these fields of `\(draft[model].name)` are not: "
        + names.map { "`\($0)`" }.joined(separator: ", "),
      at: span)
  }

  private mutating func action(_ argument: ArgumentList.Argument) -> RelationAttribute.Action? {
    guard let name = constant(argument.value) else { return nil }
    guard let action = ReferentialAction(rawValue: name) else {
      let names = ReferentialAction.allCases.map(\.rawValue)
      report(
        .invalidReferentialAction, "there is no referential action `\(name)`",
        at: argument.value.span,
        help: suggestion(for: name, among: names)
          ?? "the actions are " + names.map { "`\($0)`" }.joined(separator: ", "))
      return nil
    }
    return RelationAttribute.Action(
      action: action, span: argument.span, valueSpan: argument.value.span)
  }
}
