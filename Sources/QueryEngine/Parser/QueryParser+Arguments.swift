import BackendInterface
import SchemaModel

extension QueryParser {
  /// The arguments of `findMany` and of a relation to many.
  func findArguments(
    _ arguments: [QueryRequest.Argument], _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> FindArguments {
    var result = FindArguments()
    for argument in arguments {
      let path = path.argument(argument.name)
      let value = argument.value
      switch argument.name {
      case "where": result.filter = try filter(value, model, path)
      case "orderBy": result.order = try order(value, model, path)
      case "cursor": result.cursor = try cursor(value, model, path)
      case "take": result.take = try integer(value, path)
      case "skip": result.skip = try skip(value, path)
      case "distinct": result.distinct = try fieldList(value, model, path)
      case "relationLoadStrategy" where loadStrategies.contains(argument.name):
        try checkLoadStrategy(value, path)
      default:
        throw .unknownArgument(
          argument.name,
          known: ["where", "orderBy", "cursor", "take", "skip", "distinct"],
          at: RequestPath(selection: path.selection))
      }
    }
    try checkOrder(of: arguments, model, path)
    return result
  }

  /// The rows of a view without a unique key have no order of their own to cut a page from.
  func checkOrder(
    of arguments: [QueryRequest.Argument], _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) {
    guard model.isView, model.model.primaryKey == nil, model.model.uniques.isEmpty,
      arguments.contains(where: { ["take", "skip"].contains($0.name) }),
      arguments.first(where: { $0.name == "orderBy" })?.value.elements.isEmpty != false
    else { return }
    throw .missingArgument(at: path.argument("orderBy"))
  }

  func integer(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) -> Int {
    switch value {
    case .integer(let number): return Int(number)
    case .bigInt(let text):
      guard let number = Int(text) else { throw .wrongType("Int", got: value, at: path) }
      return number
    case .null: throw .missingArgument(at: path)
    case .boolean, .number, .string, .enumeration, .dateTime, .decimal, .bytes, .json, .raw,
      .fieldReference, .list, .object:
      throw .wrongType("Int", got: value, at: path)
    }
  }

  func skip(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) -> Int {
    let number = try integer(value, path)
    guard number >= 0 else {
      throw QueryError(
        nil, "`skip` is \(number), but it cannot be negative",
        clientText: ClientErrorText.negativeSkip(number))
    }
    return number
  }

  func fieldList(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> [FieldID] {
    var fields: [FieldID] = []
    for element in value.elements {
      let type = "\(model.name)ScalarFieldEnum"
      guard let name = element.nameValue else { throw .wrongType(type, got: element, at: path) }
      guard let field = model.visibleField(named: name), field.isColumn else {
        let known = model.visibleColumns.map(\.name)
        throw .wrongValue(
          type, "`\(model.name)` has no column `\(name)`" + QueryError.question(name, known),
          at: path)
      }
      if !fields.contains(field.id) { fields.append(field.id) }
    }
    return fields
  }

  func cursor(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> [CursorPart] {
    guard let parts = try uniqueFilter(value, model, path).filter.cursorParts else {
      throw .wrongValue(
        "\(model.name)WhereUniqueInput", "a cursor gives fields their values, and nothing else",
        at: path)
    }
    return parts
  }

  func order(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> [Ordering] {
    var result: [Ordering] = []
    for element in value.elements {
      if let ordering = try ordering(element, model, path, through: []) { result.append(ordering) }
    }
    return result
  }

  private func ordering(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath, through steps: [FieldID]
  ) throws(QueryError) -> Ordering? {
    let type = "\(model.name)OrderByWithRelationInput"
    guard let members = value.members else { throw .wrongType(type, got: value, at: path) }
    guard let member = members.first else { return nil }
    guard members.count == 1 else {
      throw .invalid("an element of \(path.text) names exactly one field")
    }
    let path = path.argument(member.name)
    if member.name == "_relevance", capabilities.searchesTexts(in: datamodel) {
      return try relevance(member.value, model, path, through: steps)
    }
    guard let field = model.visibleField(named: member.name) else {
      throw .unknownField(
        member.name, in: type, known: model.visibleFields.map(\.name), at: path)
    }
    if let related = field.relatedModel {
      guard field.isList else {
        return try ordering(member.value, related, path, through: steps + [field.id])
      }
      guard let inner = member.value.members, inner.count == 1, inner[0].name == "_count" else {
        throw .wrongType(
          "\(related.name)OrderByRelationAggregateInput", got: member.value, at: path)
      }
      return Ordering(
        path: steps, .relationCount(field.id), isDescending: try isDescending(inner[0].value, path))
    }
    return try scalarOrdering(field, member.value, path, through: steps)
  }

  private func scalarOrdering(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath, through steps: [FieldID]
  ) throws(QueryError) -> Ordering {
    guard let members = value.members else {
      return Ordering(
        path: steps, .field(field.id), isDescending: try isDescending(value, path))
    }
    guard field.arity == .optional else { throw .wrongType("SortOrder", got: value, at: path) }
    guard members.contains(where: { $0.name == "sort" }) else {
      throw .missingArgument(at: path.argument("sort"))
    }
    var ordering = Ordering(path: steps, .field(field.id))
    for member in members {
      let path = path.argument(member.name)
      switch (member.name, member.value.nameValue) {
      case ("sort", _): ordering.isDescending = try isDescending(member.value, path)
      case ("nulls", "first"): ordering.nulls = .first
      case ("nulls", "last"): ordering.nulls = .last
      case ("nulls", _): throw .wrongType("NullsOrder", got: member.value, at: path)
      default:
        throw .unknownField(member.name, in: "SortOrderInput", known: ["sort", "nulls"], at: path)
      }
    }
    return ordering
  }

  private func relevance(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath, through steps: [FieldID]
  ) throws(QueryError) -> Ordering {
    var fields: [FieldID] = []
    var search = ""
    var isDescending = false
    for member in value.members ?? [] {
      let path = path.argument(member.name)
      switch member.name {
      case "fields": fields = try fieldList(member.value, model, path)
      case "search": search = member.value.nameValue ?? ""
      case "sort": isDescending = try self.isDescending(member.value, path)
      default:
        throw .unknownField(member.name, in: "\(model.name)OrderByRelevanceInput", at: path)
      }
    }
    guard !fields.isEmpty else { throw .missingArgument(at: path) }
    return Ordering(
      path: steps, .relevance(fields, search: search), isDescending: isDescending)
  }

  func isDescending(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) -> Bool {
    switch value.nameValue {
    case "asc": return false
    case "desc": return true
    default: throw .wrongType("SortOrder", got: value, at: path)
    }
  }
}
