package import SchemaModel

/// A call of the client's own syntax, made ready for the engine.
package struct ClientCall: Sendable, Hashable {
  package var request: QueryRequest
  package var shape: ResultShape
  /// The model of the record at the end of the call, while relations can go on from it.
  var model: ModelView?

  package init(request: QueryRequest, shape: ResultShape) {
    self.request = request
    self.shape = shape
  }

  /// Translates a method of a model with its argument.
  ///
  /// The result types of specific methods follow the client: `count` asks for an aggregate, and
  /// `select`, `include` and `omit` become a selection.
  package init(
    _ method: ClientMethod, of model: ModelView, _ argument: ArgumentValue?
  ) throws(RequestError) {
    let members = try Self.members(of: argument)
    let selection: QueryRequest.Selection
    (selection, shape) = try Self.selection(for: method, of: model, members)
    let action = method.action.rawValue
    request = QueryRequest(
      action: action, model: model.name,
      responseKey: QueryRequest.defaultResponseKey(action: action, model: model.name),
      arguments: members.filter { !Self.isSelecting($0.name, in: method) }, selection: selection)
    self.model = method.isOneRecord ? model : nil
  }

  /// The same call that answers with a relation of its record: `findUnique(…).posts(…)`.
  package func following(
    _ relation: FieldView, _ argument: ArgumentValue?
  ) throws(RequestError) -> Self {
    guard let related = relation.relatedModel else { return self }
    let members = try Self.members(of: argument)
    let field = QueryRequest.SelectedField(
      relation.name, arguments: members.filter { !ClientSelection.keys.contains($0.name) },
      selection: try ClientSelection.selection(of: related, members, at: [relation.name]))
    var call = self
    let path = if case .path(let keys) = shape { keys } else { [String]() }
    call.request.selection = Self.replacing(request.selection, at: path[...], with: field)
    call.shape = .path(path + [relation.name])
    call.model = relation.isList ? nil : related
    return call
  }

  private static func replacing(
    _ selection: QueryRequest.Selection, at path: ArraySlice<String>,
    with field: QueryRequest.SelectedField
  ) -> QueryRequest.Selection {
    guard let key = path.first, var parent = selection.fields.first(where: { $0.name == key })
    else { return QueryRequest.Selection(fields: [field]) }
    parent.selection = replacing(
      parent.selection ?? QueryRequest.Selection(), at: path.dropFirst(), with: field)
    return QueryRequest.Selection(fields: [parent])
  }

  private static func members(
    of argument: ArgumentValue?
  ) throws(RequestError) -> [QueryRequest.Argument] {
    switch argument {
    case nil: []
    case .object(let members)?: members
    default:
      throw RequestError(
        "the argument should be an object", help: "write it like `{ where: { id: 1 } }`")
    }
  }

  /// Whether an argument says what to return rather than what to do.
  private static func isSelecting(_ name: String, in method: ClientMethod) -> Bool {
    switch method {
    case .count: name == "select"
    case .aggregate: ClientSelection.aggregates.contains(name)
    case .groupBy: name == "select" || ClientSelection.aggregates.contains(name)
    case .findUnique, .findUniqueOrThrow, .findFirst, .findFirstOrThrow, .findMany, .create,
      .createMany, .createManyAndReturn, .update, .updateMany, .updateManyAndReturn, .delete,
      .deleteMany, .upsert, .findRaw, .aggregateRaw:
      ClientSelection.keys.contains(name)
    }
  }

  private static func selection(
    for method: ClientMethod, of model: ModelView, _ members: [QueryRequest.Argument]
  ) throws(RequestError) -> (QueryRequest.Selection, ResultShape) {
    switch method {
    case .findUnique, .findUniqueOrThrow, .findFirst, .findFirstOrThrow, .findMany, .create,
      .createManyAndReturn, .update, .updateManyAndReturn, .delete, .upsert:
      return (try ClientSelection.selection(of: model, members), .asItIs)
    case .createMany, .updateMany, .deleteMany:
      if let member = members.first(where: { ClientSelection.keys.contains($0.name) }) {
        throw RequestError(
          "`\(member.name)` has no meaning for `\(method.rawValue)`, which returns a count",
          help: method == .deleteMany
            ? "leave it out" : "leave it out, or use `\(method.rawValue)AndReturn`")
      }
      return (QueryRequest.Selection(fields: [QueryRequest.SelectedField("count")]), .asItIs)
    case .count:
      let count: QueryRequest.Selection
      let isNumber: Bool
      switch members.last(where: { $0.name == "select" })?.value {
      case nil, .boolean(true)?:
        count = QueryRequest.Selection(fields: [QueryRequest.SelectedField("_all")])
        isNumber = true
      case .object(let counted)?:
        count = try ClientSelection.aggregated(
          counted, by: "_count", of: model, at: ["select"])
        isNumber = false
      default:
        throw RequestError(
          "`select` should be an object of fields", help: "write it like `select: { _all: true }`")
      }
      return (
        QueryRequest.Selection(fields: [QueryRequest.SelectedField("_count", selection: count)]),
        .count(isNumber: isNumber)
      )
    case .aggregate:
      let (selection, countIsNumber) = try ClientSelection.aggregates(members, of: model)
      return (selection, .aggregate(countIsNumber: countIsNumber))
    case .groupBy:
      var (selection, countIsNumber) = try ClientSelection.aggregates(members, of: model)
      let by: [QueryRequest.SelectedField]
      switch members.last(where: { $0.name == "by" })?.value {
      case .string(let name)?: by = [QueryRequest.SelectedField(name)]
      case .list(let names)?:
        by = names.compactMap {
          if case .string(let name) = $0 { QueryRequest.SelectedField(name) } else { nil }
        }
      default: by = []
      }
      let selected = try ClientSelection.group(members, of: model).filter { field in
        !(by + selection.fields).contains { $0.name == field.name }
      }
      selection.fields = by + selected + selection.fields
      return (selection, .groups(countIsNumber: countIsNumber))
    case .findRaw, .aggregateRaw: return (QueryRequest.Selection(), .asItIs)
    }
  }
}
