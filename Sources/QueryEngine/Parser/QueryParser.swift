import BackendInterface
import DatabaseAccess
import SchemaModel

/// Checks a request against the datamodel and resolves its names and values.
struct QueryParser {
  let datamodel: Datamodel
  let driver: any QueryDriver
  let capabilities: QueryCapabilities
  /// Whether strings for JSON columns are JSON text (GraphQL), else they are JSON strings.
  let jsonStringsAreText: Bool
  /// The moment of the request: every `now()` and `@updatedAt` of it.
  let now: Int64

  init(
    datamodel: Datamodel, driver: any QueryDriver, jsonStringsAreText: Bool, now: Int64
  ) {
    self.datamodel = datamodel
    self.driver = driver
    capabilities = driver.queryCapabilities
    self.jsonStringsAreText = jsonStringsAreText
    self.now = now
  }

  /// How deep objects may be nested in each other.
  static let maximumDepth = 100

  func parse(_ request: QueryRequest) throws(QueryError) -> Query {
    let path = RequestPath(selection: [request.operation])
    switch request.action {
    case "queryRaw": return .queryRaw(try rawStatement(request, path))
    case "executeRaw": return .executeRaw(try rawStatement(request, path))
    default: break
    }
    guard let name = request.model, let model = datamodel.model(named: name),
      !model.model.isIgnored
    else {
      throw .invalid("there is no operation `\(request.operation)`")
    }
    guard !isTooDeep(request) else {
      throw .invalid("the arguments are nested too deeply")
    }
    if model.isView, !Self.readActions.contains(request.action) {
      throw .invalid("the view `\(name)` cannot be written")
    }
    return try parse(request, model, path)
  }

  private static let readActions: Set<String> = [
    "findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "findMany", "aggregate",
    "groupBy",
  ]

  private func parse(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    switch request.action {
    case "findUnique", "findUniqueOrThrow": try findUnique(request, model, path)
    case "findFirst", "findFirstOrThrow", "findMany": try find(request, model, path)
    case "aggregate": .aggregate(try aggregate(request, model, path))
    case "groupBy": .aggregate(try groupBy(request, model, path))
    case "createOne": try create(request, model, path)
    case "createMany", "createManyAndReturn": try createMany(request, model, path)
    case "updateOne": try update(request, model, path)
    case "updateMany", "updateManyAndReturn": try updateMany(request, model, path)
    case "deleteOne": try delete(request, model, path)
    case "deleteMany": try deleteMany(request, model, path)
    case "upsertOne": try upsert(request, model, path)
    default:
      throw .invalid("there is no operation `\(request.operation)`")
    }
  }

  private func findUnique(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    try check(request, ["where"] + loadStrategies, path)
    var arguments = FindArguments()
    arguments.filter = try uniqueFilter(request, model, path).filter
    return .find(
      FindQuery(
        kind: .unique, throwsWhenMissing: request.action == "findUniqueOrThrow", model: model,
        arguments: arguments, selection: try selection(request.selection, model, path)))
  }

  private func find(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    let kind: FindQuery.Kind = request.action == "findMany" ? .many : .first
    let arguments = try findArguments(request.arguments, model, path)
    if kind == .first, let take = arguments.take, take.magnitude != 1 {
      throw .input(
        "`findFirst` takes one record, from the start (`take: 1`) or from the end (`take: -1`)")
    }
    return .find(
      FindQuery(
        kind: kind, throwsWhenMissing: request.action == "findFirstOrThrow", model: model,
        arguments: arguments, selection: try selection(request.selection, model, path)))
  }

  private func create(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    try check(request, ["data"] + loadStrategies, path)
    let data = request["data"] ?? .object([])
    return .create(
      CreateQuery(
        model: model, data: try createData(data, model, path.argument("data")),
        selection: try selection(request.selection, model, path)))
  }

  private func createMany(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    var known = ["data"]
    if capabilities.supportsSkipDuplicates { known.append("skipDuplicates") }
    try check(request, known, path)
    if request.action == "createMany" { try checkCount(request.selection, path) }
    var rows: [WriteData] = []
    for element in try required(request, "data", path).elements {
      rows.append(try createManyData(element, model, path.argument("data")))
    }
    return .createMany(
      CreateManyQuery(
        model: model, rows: rows,
        skipsDuplicates: try skipsDuplicates(
          request["skipDuplicates"], path.argument("skipDuplicates")),
        selection: request.action == "createManyAndReturn"
          ? try returnedSelection(request.selection, model, path, allowsRelations: true) : nil))
  }

  func skipsDuplicates(_ value: ArgumentValue?, _ path: RequestPath) throws(QueryError) -> Bool {
    switch value {
    case nil, .null?: return false
    case .boolean(let flag)?: return flag
    case let value?: throw .wrongType("Boolean", got: value, at: path)
    }
  }

  private func update(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    try check(request, ["data", "where"] + loadStrategies, path)
    // When both are wrong, clients expect the complaint about `data`.
    let data = try updateData(try required(request, "data", path), model, path.argument("data"))
    return .update(
      UpdateQuery(
        model: model, filter: try uniqueFilter(request, model, path).filter, data: data,
        selection: try selection(request.selection, model, path)))
  }

  private func updateMany(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    try check(request, ["data", "where", "limit"], path)
    if request.action == "updateMany" { try checkCount(request.selection, path) }
    let data = try updateManyData(
      try required(request, "data", path), model, path.argument("data"))
    return .updateMany(
      UpdateManyQuery(
        model: model, filter: try filter(request["where"], model, path.argument("where")),
        data: data, limit: try limit(request["limit"], path),
        selection: request.action == "updateManyAndReturn"
          ? try returnedSelection(request.selection, model, path, allowsRelations: true) : nil))
  }

  private func delete(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    try check(request, ["where"] + loadStrategies, path)
    return .delete(
      DeleteQuery(
        model: model, filter: try uniqueFilter(request, model, path).filter,
        selection: try selection(request.selection, model, path)))
  }

  private func deleteMany(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    try check(request, ["where", "limit"], path)
    try checkCount(request.selection, path)
    return .deleteMany(
      DeleteManyQuery(
        model: model, filter: try filter(request["where"], model, path.argument("where")),
        limit: try limit(request["limit"], path)))
  }

  private func upsert(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Query {
    try check(request, ["where", "create", "update"] + loadStrategies, path)
    let (filter, key) = try uniqueFilter(request, model, path)
    return .upsert(
      UpsertQuery(
        model: model, filter: filter, key: key,
        create: try createData(
          try required(request, "create", path), model, path.argument("create")),
        update: try updateData(
          try required(request, "update", path), model, path.argument("update")),
        selection: try selection(request.selection, model, path)))
  }

  private func required(
    _ request: QueryRequest, _ name: String, _ path: RequestPath
  ) throws(QueryError) -> ArgumentValue {
    guard let value = request[name] else {
      throw .missingArgument(at: path.argument(name))
    }
    return value
  }

  private func uniqueFilter(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> (filter: Filter, key: [CursorPart]) {
    guard let value = request["where"] else {
      throw .missingArgument(at: path.argument("where"))
    }
    return try uniqueFilter(value, model, path.argument("where"))
  }

  /// What only counts records has one field.
  private func checkCount(
    _ selection: QueryRequest.Selection, _ path: RequestPath
  ) throws(QueryError) {
    for selected in selection.fields where selected.name == "count" {
      try checkValue(selected, path.selecting(selected.responseKey))
    }
    let names = selection.fields.map(\.name) + selection.excluded
    guard let name = names.first(where: { $0 != "count" }) else { return }
    throw .invalid("only `count` can be selected here, not `\(name)`")
  }

  func check(
    _ request: QueryRequest, _ known: [String], _ path: RequestPath
  ) throws(QueryError) {
    for argument in request.arguments where !known.contains(argument.name) {
      throw .unknownArgument(argument.name, known: known, at: path)
    }
    if let strategy = request["relationLoadStrategy"] {
      try checkLoadStrategy(strategy, path.argument("relationLoadStrategy"))
    }
  }

  /// The argument that a preview feature adds; it changes no answer, so every product takes it.
  var loadStrategies: [String] {
    datamodel.configuration.hasPreviewFeature("relationJoins") ? ["relationLoadStrategy"] : []
  }

  func checkLoadStrategy(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) {
    guard ["query", "join"].contains(value.nameValue) else {
      throw .wrongType("RelationLoadStrategy", got: value, at: path)
    }
  }

  func limit(_ value: ArgumentValue?, _ path: RequestPath) throws(QueryError) -> Int? {
    guard let value else { return nil }
    guard case .integer(let number) = value else {
      throw .wrongType("Int", got: value, at: path.argument("limit"))
    }
    guard number >= 0 else {
      throw .input("the limit is \(number), but it cannot be negative", .negativeLimit(number))
    }
    return Int(number)
  }

  /// Whether the arguments are nested deeper than anything that makes sense.
  func isTooDeep(_ request: QueryRequest) -> Bool {
    !depth(request.arguments, limit: Self.maximumDepth)
  }

  private func depth(_ arguments: [QueryRequest.Argument], limit: Int) -> Bool {
    arguments.allSatisfy { depth($0.value, limit: limit) }
  }

  private func depth(_ value: ArgumentValue, limit: Int) -> Bool {
    switch value {
    case .object(let members): limit > 0 && depth(members, limit: limit - 1)
    case .list(let elements):
      limit > 0 && elements.allSatisfy { depth($0, limit: limit - 1) }
    case .null, .boolean, .integer, .number, .string, .enumeration, .dateTime, .bigInt, .decimal,
      .bytes, .json, .raw, .fieldReference:
      true
    }
  }
}

extension QueryRequest {
  /// The value of an argument.
  subscript(name: String) -> ArgumentValue? { arguments.first { $0.name == name }?.value }
}
