import SchemaModel

/// What an input type accepts, as clients list it beside a validation error.
struct InputType {
  struct Member {
    var name: String
    var types: [String]
    var isRequired = false
  }

  var name: String
  var members: [Member]

  /// The type as the value of `inputType`.
  var meta: QueryError.Meta {
    .object([
      QueryError.Member("kind", .string("object")), QueryError.Member("name", .string(name)),
      QueryError.Member(
        "fields",
        .list(
          members.map { member in
            .object([
              QueryError.Member("name", .string(member.name)),
              QueryError.Member("typeNames", .list(member.types.map { .string($0) })),
              QueryError.Member("required", .boolean(member.isRequired)),
            ])
          })),
    ])
  }
}

extension QueryParser {
  /// The type of `where`.
  func whereInput(_ model: ModelView) -> InputType {
    InputType(
      name: "\(model.name)WhereInput", members: combinators(model) + whereMembers(model, []))
  }

  /// The type of `where` where one record is meant: unique keys first.
  func whereUniqueInput(_ model: ModelView) -> InputType {
    let keys = (model.model.primaryKey.map { [$0] } ?? []) + model.model.uniques
    let unique = keys.map { key in
      let name = clientName(of: key)
      return InputType.Member(
        name: name,
        types: key.parts.count == 1
          ? [typeName(of: datamodel[key.parts[0].field])]
          : ["\(model.name)\(capitalized(name))CompoundUniqueInput"])
    }
    return InputType(
      name: "\(model.name)WhereUniqueInput",
      members: unique + combinators(model) + whereMembers(model, unique.map(\.name)))
  }

  private func capitalized(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private func combinators(_ model: ModelView) -> [InputType.Member] {
    let type = "\(model.name)WhereInput"
    return [
      InputType.Member(name: "AND", types: [type, "\(type)[]"]),
      InputType.Member(name: "OR", types: ["\(type)[]"]),
      InputType.Member(name: "NOT", types: [type, "\(type)[]"]),
    ]
  }

  private func whereMembers(_ model: ModelView, _ known: [String]) -> [InputType.Member] {
    let fields = model.columnFields + model.relationFields
    return fields.filter { isVisible($0) && !known.contains($0.name) }.map {
      InputType.Member(name: $0.name, types: filterTypes(of: $0))
    }
  }

  /// The types that the filter of a field may have.
  func filterTypes(of field: FieldView) -> [String] {
    if let related = field.relatedModel {
      if field.isList { return ["\(related.name)ListRelationFilter"] }
      let nullable = field.isRequired ? "" : "Nullable"
      return ["\(related.name)\(nullable)ScalarRelationFilter", "\(related.name)WhereInput"]
        + (field.isRequired ? [] : ["Null"])
    }
    let stem = filterStem(of: field)
    if field.isList { return ["\(stem)NullableListFilter"] }
    let filter = "\(stem)\(field.isRequired ? "" : "Nullable")Filter"
    if field.scalarType == .json { return [filter] }
    return [filter, typeName(of: field)] + (field.isRequired ? [] : ["Null"])
  }

  private func filterStem(of field: FieldView) -> String {
    if let enumeration = field.enumeration { return "Enum\(enumeration.name)" }
    if field.scalarType == .boolean { return "Bool" }
    if field.field.nativeType?.name == "Uuid" { return "Uuid" }
    return typeName(of: field)
  }

  /// The type of `data`, in the form that speaks of relations.
  func dataInput(_ model: ModelView, isUpdate: Bool, _ scope: WriteScope) -> InputType {
    let verb = isUpdate ? "Update" : "Create"
    let fields = scope.columnsOnly ? model.columnFields : model.fields
    let members = fields.filter { isVisible($0) && !scope.isGiven($0) }.map { field in
      InputType.Member(
        name: field.name, types: dataTypes(of: field, verb),
        isRequired: !isUpdate && field.isRequired && field.field.defaultValue == nil
          && !field.field.isUpdatedAt && !field.isList)
    }
    let without = scope.parent.map { "Without\(capitalized($0.name))" } ?? ""
    return InputType(name: "\(model.name)\(verb)\(without)Input", members: members)
  }

  private func dataTypes(of field: FieldView, _ verb: String) -> [String] {
    if let related = field.relatedModel {
      return ["\(related.name)\(verb)\(field.isList ? "Many" : "One")NestedInput"]
    }
    let type = typeName(of: field)
    if field.isList { return ["\(type)[]"] }
    return [type] + (field.isRequired ? [] : ["Null"])
  }

  /// An error of one value of a filter, told for each of the types that the value may have.
  func forEachType(_ error: QueryError, of field: FieldView, at path: RequestPath) -> QueryError {
    let types = filterTypes(of: field)
    guard types.count > 1, error.isAbout(path) else { return error }
    func meta(_ type: String) -> QueryError.Meta {
      let isValue = error.kind == "InvalidArgumentValue" && type == typeName(of: field)
      return .object(
        error.meta.compactMap { member in
          switch member.key {
          case "kind" where !isValue: QueryError.Member("kind", .string("InvalidArgumentType"))
          case "underlyingError" where !isValue: nil
          case "argument":
            QueryError.Member(
              "argument",
              .object([
                QueryError.Member("name", .string(field.name)),
                QueryError.Member("typeNames", .list([.string(type)])),
              ]))
          default: member
          }
        })
    }
    var union = error
    union.meta = [
      QueryError.Member("kind", .string("Union")),
      QueryError.Member("errors", .list(types.map(meta))),
    ]
    return union
  }

  /// An error in `data`, told for each of the two forms that `data` has in most models.
  func forBothForms(_ error: QueryError, of model: ModelView) -> QueryError {
    guard error.knownCode == "P2009" || error.knownCode == "P2012", error.kind != "Union",
      model.relationFields.contains(where: { isVisible($0) })
    else { return error }
    var union = error
    union.knownCode = "P2009"
    union.meta = [
      QueryError.Member("kind", .string("Union")),
      QueryError.Member("errors", .list([.object(error.meta), .object(error.meta)])),
    ]
    return union
  }
}

extension QueryError {
  /// The kind of a validation error.
  var kind: String? {
    guard case .string(let kind)? = meta.first(where: { $0.key == "kind" })?.value else {
      return nil
    }
    return kind
  }

  /// The place in the arguments that a validation error is about.
  var argumentPath: [String] {
    guard case .list(let steps)? = meta.first(where: { $0.key == "argumentPath" })?.value else {
      return []
    }
    return steps.compactMap { step in
      if case .string(let name) = step { name } else { nil }
    }
  }

  /// Whether the error is about the value at a path and not about something inside it.
  func isAbout(_ path: RequestPath) -> Bool {
    (kind == "InvalidArgumentType" || kind == "InvalidArgumentValue")
      && argumentPath == path.arguments
  }
}
