import BackendInterface
import SchemaModel

/// The types of all requests on a datamodel, under the names that clients know.
///
/// The engine itself reads requests without it: it tells a client what a wrong request should have
/// looked like, and each type is made only when it is asked for.
struct RequestSchema: Sendable {
  let datamodel: Datamodel
  let capabilities: QueryCapabilities

  /// A member of an object, or an argument.
  struct Member: Sendable {
    var name: String
    var shapes: [InputShape]
    var isRequired = false
    /// The arguments that need this one beside them.
    var dependents: [String] = []
  }

  /// How many members an object has.
  struct Bounds: Sendable {
    var minimum: Int?
    var maximum: Int?
    /// The members that count; `nil` for all.
    var counted: [String]?

    static let exactlyOne = Bounds(minimum: 1, maximum: 1)
  }

  func members(of shape: ObjectShape) -> [Member] {
    switch shape {
    case .filter(let model):
      combinations(shape) + filters(of: model.visibleColumns) + filters(of: model.visibleRelations)
    case .scalarFilter(let model): combinations(shape) + filters(of: model.visibleColumns)
    case .uniqueFilter(let model): uniqueFilter(model)
    case .compoundKey(let model, let key):
      model.fields(of: key).map { Member(name: $0.name, shapes: [value(of: $0)], isRequired: true) }
    case .having(let model): combinations(shape) + havings(of: model)
    case .toOneFilter(let model, let isNullable):
      ["is", "isNot"].map {
        Member(name: $0, shapes: [.object(.filter(model))] + (isNullable ? [.null] : []))
      }
    case .toManyFilter(let model):
      ["every", "some", "none"].map { Member(name: $0, shapes: [.object(.filter(model))]) }
    case .test(let test): tests(test)
    case .listTest(let field): listTests(field)
    case .order(let model): order(model)
    case .groupOrder(let model):
      model.visibleColumns.map(order)
        + functions([.count, .average, .maximum, .minimum, .sum], of: model).map { function in
          Member(name: function.rawValue, shapes: [.object(.aggregateOrder(model, function))])
        }
    case .aggregateOrder(let model, let function):
      model.visibleColumns.filter { Self.accepts(function, $0) }.map {
        Member(name: $0.name, shapes: [.name(.sortOrder)])
      }
    case .countOrder: [Member(name: "_count", shapes: [.name(.sortOrder)])]
    case .relevanceOrder(let model): relevance(model)
    case .sortOrder:
      [
        Member(name: "sort", shapes: [.name(.sortOrder)], isRequired: true),
        Member(name: "nulls", shapes: [.name(.nullsOrder)]),
      ]
    case .data(let data): members(of: data)
    case .nested(let field, let verb, _): operations(on: field, verb)
    case .connectOrCreate(let field): connectOrCreate(field)
    case .createManyEnvelope(let field): createMany(field)
    case .upsert(let field): upsert(field)
    case .updateOne(let field): updateOne(field)
    case .updateMany(let field): updateMany(field)
    case .columnUpdate(let field): columnUpdate(field)
    case .listWrite(let field, let verb): listWrite(field, verb)
    }
  }

  func bounds(of shape: ObjectShape) -> Bounds {
    switch shape {
    case .uniqueFilter(let model):
      Bounds(minimum: 1, maximum: nil, counted: keys(of: model).map(clientName))
    case .order, .groupOrder: Bounds(minimum: 0, maximum: 1)
    case .aggregateOrder, .countOrder, .listTest, .columnUpdate, .listWrite: .exactlyOne
    case .filter, .scalarFilter, .compoundKey, .having, .toOneFilter, .toManyFilter, .test,
      .relevanceOrder, .sortOrder, .data, .nested, .connectOrCreate, .createManyEnvelope, .upsert,
      .updateOne, .updateMany:
      Bounds()
    }
  }

  /// The value of a column, without NULL.
  func value(of field: FieldView) -> InputShape { value(of: field.type) }

  func value(of type: FieldType) -> InputShape {
    switch type {
    case .enumeration(let id):
      .name(EnumShape(name: datamodel[id].name, values: datamodel[id].values.map(\.name)))
    case .scalar(let scalar): .scalar(scalar)
    case .composite, .relation, .unsupported: .null
    }
  }

  func hasPreviewFeature(_ name: String) -> Bool {
    datamodel.configuration.hasPreviewFeature(name)
  }

  /// The functions that a model has columns for.
  func functions(
    _ functions: [AggregateFunction], of model: ModelView
  ) -> [AggregateFunction] {
    functions.filter { function in
      model.visibleColumns.contains { Self.accepts(function, $0) }
    }
  }

  /// Whether a column can be the subject of an aggregate.
  static func accepts(_ function: AggregateFunction, _ field: FieldView) -> Bool {
    switch (function, field.scalarType) {
    case (.count, _), (.countAll, _): true
    case (.average, let type), (.sum, let type):
      type == .int || type == .bigInt || type == .float || type == .decimal
    case (.minimum, let type), (.maximum, let type): type != .json && !field.isList
    }
  }

  func keys(of model: ModelView) -> [Key] {
    model.uniqueCriteria.filter { key in
      let visible = model.visibleColumns
      return key.parts.allSatisfy { part in visible.contains { $0.id == part.field } }
    }
  }

  private func clientName(of key: Key) -> String {
    key.parts.count == 1
      ? datamodel[key.parts[0].field].name
      : key.name ?? key.parts.map { datamodel[$0.field].name }.joined(separator: "_")
  }

  private func uniqueFilter(_ model: ModelView) -> [Member] {
    let unique = keys(of: model).map { key in
      Member(
        name: clientName(of: key),
        shapes: [
          key.parts.count == 1
            ? value(of: datamodel[key.parts[0].field]) : .object(.compoundKey(model, key))
        ])
    }
    let others = (model.visibleColumns + model.visibleRelations).filter { field in
      !unique.contains { $0.name == field.name }
    }
    return unique + combinations(.filter(model)) + filters(of: others)
  }

  private func order(_ model: ModelView) -> [Member] {
    var members = model.visibleColumns.map(order)
    for field in model.visibleRelations {
      guard let related = field.relatedModel else { continue }
      members.append(
        Member(
          name: field.name,
          shapes: [.object(field.isList ? .countOrder(related) : .order(related))]))
    }
    if searches {
      members.append(Member(name: "_relevance", shapes: [.object(.relevanceOrder(model))]))
    }
    return members
  }

  private func order(_ field: FieldView) -> Member {
    Member(
      name: field.name,
      shapes: [.name(.sortOrder)] + (field.arity == .optional ? [.object(.sortOrder)] : []))
  }

  private func relevance(_ model: ModelView) -> [Member] {
    let fields = InputShape.name(
      EnumShape(
        name: "\(model.name.capitalizedFirst)OrderByRelevanceFieldEnum",
        values: model.visibleColumns.filter { $0.scalarType == .string }.map(\.name)))
    return [
      Member(name: "fields", shapes: [fields, .list(fields)], isRequired: true),
      Member(name: "sort", shapes: [.name(.sortOrder)], isRequired: true),
      Member(name: "search", shapes: [.scalar(.string)], isRequired: true),
    ]
  }

  var searches: Bool { capabilities.searchesTexts(in: datamodel) }
}

extension QueryCapabilities {
  /// Whether clients may search texts by their words.
  func searchesTexts(in datamodel: Datamodel) -> Bool {
    // The second is the former name of the first.
    supportsFullTextSearch
      && ["fullTextSearchPostgres", "fullTextSearch"].contains {
        datamodel.configuration.hasPreviewFeature($0)
      }
  }
}
