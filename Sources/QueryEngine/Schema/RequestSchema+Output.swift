import BackendInterface
import SchemaModel

/// An object type of an answer.
enum OutputShape: Sendable {
  case record(ModelView)
  /// What `createManyAndReturn` and `updateManyAndReturn` give back.
  case returned(ModelView, DataShape.Verb)
  /// The numbers of related records.
  case counts(ModelView)
  case aggregates(ModelView)
  case group(ModelView)
  case aggregate(ModelView, AggregateFunction)
  case affectedRows

  var name: String {
    switch self {
    case .record(let model): model.name
    case .returned(let model, let verb): "\(verb.rawValue)Many\(model.name)AndReturnOutputType"
    case .counts(let model): "\(model.name.capitalizedFirst)CountOutputType"
    case .aggregates(let model): "Aggregate\(model.name.capitalizedFirst)"
    case .group(let model): "\(model.name.capitalizedFirst)GroupByOutputType"
    case .aggregate(let model, let function):
      "\(model.name.capitalizedFirst)\(function.clientName)AggregateOutputType"
    case .affectedRows: "AffectedRowsOutput"
    }
  }
}

/// What is asked for and what is answered.
extension RequestSchema {
  /// A field of an answer, or an operation.
  struct OutputField: Sendable {
    var name: String
    var typeName: String
    /// The type of an object; `nil` for values.
    var object: OutputShape?
    var isRelation = false
    var arguments: [Member] = []
  }

  func fields(of shape: OutputShape) -> [OutputField] {
    switch shape {
    case .record(let model):
      columns(of: model) + model.visibleRelations.compactMap(relation)
        + (lists(of: model).isEmpty ? [] : [counts(of: model)])
    case .returned(let model, _):
      columns(of: model) + model.visibleRelations.filter(\.isReferencing).compactMap(relation)
    case .counts(let model):
      lists(of: model).map { field in
        OutputField(
          name: field.name, typeName: "Int", arguments: filterArguments(field.relatedModel))
      }
    case .aggregates(let model): functions(of: model)
    case .group(let model): columns(of: model) + functions(of: model)
    case .aggregate(let model, let function): columns(of: model, in: function)
    case .affectedRows: [OutputField(name: "count", typeName: "Int")]
    }
  }

  private func lists(of model: ModelView) -> [FieldView] {
    model.visibleRelations.filter(\.isList)
  }

  private func columns(of model: ModelView) -> [OutputField] {
    model.visibleColumns.map { OutputField(name: $0.name, typeName: typeName(of: $0)) }
  }

  private func typeName(of field: FieldView) -> String {
    value(of: field).name + (field.isList ? "[]" : "")
  }

  private func relation(_ field: FieldView) -> OutputField? {
    guard let related = field.relatedModel else { return nil }
    return OutputField(
      name: field.name, typeName: related.name + (field.isList ? "[]" : ""),
      object: .record(related), isRelation: true,
      arguments: field.isList
        ? findArguments(related, isTopLevel: false)
        : field.isRequired ? [] : filterArguments(related))
  }

  private func counts(of model: ModelView) -> OutputField {
    OutputField(name: "_count", typeName: OutputShape.counts(model).name, object: .counts(model))
  }

  private func filterArguments(_ model: ModelView?) -> [Member] {
    model.map { [Member(name: "where", shapes: [.object(.filter($0))])] } ?? []
  }

  private func functions(of model: ModelView) -> [OutputField] {
    functions([.count, .average, .sum, .minimum, .maximum], of: model).map { function in
      let shape = OutputShape.aggregate(model, function)
      return OutputField(name: function.rawValue, typeName: shape.name, object: shape)
    }
  }

  private func columns(of model: ModelView, in function: AggregateFunction) -> [OutputField] {
    let fields = model.visibleColumns.filter { Self.accepts(function, $0) }.map { field in
      OutputField(name: field.name, typeName: typeName(of: field, in: function))
    }
    return function == .count ? fields + [OutputField(name: "_all", typeName: "Int")] : fields
  }

  private func typeName(of field: FieldView, in function: AggregateFunction) -> String {
    switch function {
    case .count, .countAll: "Int"
    case .average: field.scalarType == .decimal ? "Decimal" : "Float"
    case .sum, .minimum, .maximum: typeName(of: field)
    }
  }

  /// An operation on a model; `nil` when there is none of that name.
  func operation(_ action: EngineAction, on model: ModelView) -> OutputField? {
    func field(_ shape: OutputShape, _ arguments: [Member]) -> OutputField {
      OutputField(
        name: QueryRequest.defaultResponseKey(action: action.rawValue, model: model.name),
        typeName: shape.name, object: shape, arguments: arguments)
    }
    guard !model.isView || isRead(action, of: model) else { return nil }
    let record = OutputShape.record(model)
    let unique = Member(
      name: "where", shapes: [.object(.uniqueFilter(model))], isRequired: true)
    switch action {
    case .findUnique, .findUniqueOrThrow: return field(record, [unique] + loadStrategy)
    case .findFirst, .findFirstOrThrow, .findMany:
      return field(record, findArguments(model, isTopLevel: true))
    case .aggregate: return field(.aggregates(model), pageArguments(model))
    case .groupBy: return field(.group(model), groupArguments(model))
    case .createOne:
      var data = data("data", .create, model)
      data.isRequired = !canBeEmpty(data)
      return field(record, [data] + loadStrategy)
    case .updateOne: return field(record, [data("data", .update, model), unique] + loadStrategy)
    case .upsertOne:
      return field(
        record,
        [unique, data("create", .create, model), data("update", .update, model)] + loadStrategy)
    case .deleteOne: return field(record, [unique] + loadStrategy)
    case .createMany: return field(.affectedRows, createManyArguments(model))
    case .createManyAndReturn: return field(.returned(model, .create), createManyArguments(model))
    case .updateMany: return field(.affectedRows, updateManyArguments(model))
    case .updateManyAndReturn: return field(.returned(model, .update), updateManyArguments(model))
    case .deleteMany: return field(.affectedRows, filterArguments(model) + limit)
    case .executeRaw, .queryRaw, .runCommandRaw, .findRaw, .aggregateRaw: return nil
    }
  }

  /// Whether a view can be read like this: one record needs a key.
  private func isRead(_ action: EngineAction, of view: ModelView) -> Bool {
    let isUnique = action == .findUnique || action == .findUniqueOrThrow
    return !action.isWrite && !(isUnique && keys(of: view).isEmpty)
  }

  /// The arguments of a statement that the client wrote itself.
  var rawArguments: [Member] {
    [
      Member(name: "query", shapes: [.scalar(.string)], isRequired: true),
      Member(name: "parameters", shapes: [.scalar(.json)]),
    ]
  }

  private var limit: [Member] { [Member(name: "limit", shapes: [.scalar(.int)])] }

  private var loadStrategy: [Member] {
    hasPreviewFeature("relationJoins")
      ? [Member(name: "relationLoadStrategy", shapes: [.name(.loadStrategy)])] : []
  }

  private func findArguments(_ model: ModelView, isTopLevel: Bool) -> [Member] {
    let columns = InputShape.name(.columns(of: model))
    return pageArguments(model) + [Member(name: "distinct", shapes: [columns, .list(columns)])]
      + (isTopLevel ? loadStrategy : [])
  }

  private func pageArguments(_ model: ModelView) -> [Member] {
    let shape = InputShape.object(.order(model))
    var order = Member(name: "orderBy", shapes: [.list(shape), shape])
    var cursor: [Member] = []
    if keys(of: model).isEmpty {
      // Such rows have no order of their own that a page could be cut from.
      order.dependents = ["take", "skip"]
    } else {
      cursor.append(Member(name: "cursor", shapes: [.object(.uniqueFilter(model))]))
    }
    return filterArguments(model) + [order] + cursor + [
      Member(name: "take", shapes: [.scalar(.int)]), Member(name: "skip", shapes: [.scalar(.int)]),
    ]
  }

  private func groupArguments(_ model: ModelView) -> [Member] {
    let order = InputShape.object(.groupOrder(model))
    let columns = InputShape.name(.columns(of: model))
    return filterArguments(model) + [
      Member(name: "orderBy", shapes: [.list(order), order]),
      Member(name: "by", shapes: [.list(columns), columns], isRequired: true),
      Member(name: "having", shapes: [.object(.having(model))]),
      Member(name: "take", shapes: [.scalar(.int)]), Member(name: "skip", shapes: [.scalar(.int)]),
    ]
  }

  private func data(_ name: String, _ verb: DataShape.Verb, _ model: ModelView) -> Member {
    Member(name: name, shapes: Self.both(DataShape(model: model, verb: verb)), isRequired: true)
  }

  /// Whether one of the forms of `data` asks for nothing.
  private func canBeEmpty(_ data: Member) -> Bool {
    data.shapes.contains { shape in
      guard case .object(let object) = shape else { return false }
      return members(of: object).allSatisfy { !$0.isRequired }
    }
  }

  private func createManyArguments(_ model: ModelView) -> [Member] {
    let data = InputShape.object(.data(DataShape(model: model, verb: .create, isMany: true)))
    return [Member(name: "data", shapes: [data, .list(data)], isRequired: true)] + skipDuplicates
  }

  private func updateManyArguments(_ model: ModelView) -> [Member] {
    let data = Self.both(DataShape(model: model, verb: .update, isMany: true))
    return [Member(name: "data", shapes: data, isRequired: true)] + filterArguments(model) + limit
  }
}
