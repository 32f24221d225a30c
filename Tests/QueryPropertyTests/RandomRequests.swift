import JSON
import TestSupport

/// Makes requests of the JSON protocol for the rows of a database.
struct RandomRequests {
  let shape: Shape
  let product: Product
  let tables: Tables
  var generator: SeededGenerator

  mutating func request() -> JSONValue {
    let model = one(of: shape.models)
    let action = one(of: [
      "findMany", "findMany", "findMany", "findMany", "findFirst", "findUnique", "aggregate",
      "groupBy", "updateMany", "updateManyAndReturn", "deleteMany",
    ])
    let query: JSONValue
    switch action {
    case "findUnique":
      query = [
        "arguments": ["where": unique(model, isFiltered: true)],
        "selection": selection(model, depth: 2),
      ]
    case "findMany", "findFirst":
      var arguments = list(model, depth: 4)
      if action == "findFirst" { arguments = arguments.filter { $0.key != "take" } }
      if action == "findFirst", oneIn(4) { arguments.append(.init("take", one(of: [1, -1]))) }
      query = ["arguments": .object(arguments), "selection": selection(model, depth: 2)]
    case "aggregate":
      var arguments = list(model, depth: 3).filter { $0.key != "distinct" }
      if arguments.contains(where: { $0.key == "cursor" }) {
        // With a cursor the order has to leave no two records in one place by itself.
        arguments = arguments.filter { $0.key != "orderBy" }
        if oneIn(2) { arguments.append(.init("orderBy", order(model, isTotal: true))) }
      }
      query = ["arguments": .object(arguments), "selection": aggregates(model)]
    case "groupBy": query = groups(model)
    default: query = write(action, model)
    }
    return ["modelName": .string(model.name), "action": .string(action), "query": query]
  }

  mutating func oneIn(_ count: Int) -> Bool { generator.oneIn(count) }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  mutating func some<Element>(_ count: ClosedRange<Int>, of elements: [Element]) -> [Element] {
    let count = Int.random(in: count, using: &generator)
    return Array(elements.shuffled(using: &generator).prefix(count))
  }

  /// The arguments of a list: a filter, an order, and which part of it.
  mutating func list(_ model: Shape.Model, depth: Int) -> [JSONValue.Member] {
    var arguments: [JSONValue.Member] = []
    if !oneIn(4) { arguments.append(.init("where", filter(model, depth: depth))) }
    if oneIn(2) { arguments.append(.init("orderBy", order(model))) }
    if oneIn(4) { arguments.append(.init("take", one(of: [0, 1, 2, 3, 5, -1, -2, -3]))) }
    if oneIn(6) { arguments.append(.init("skip", one(of: [0, 1, 2, 4]))) }
    if oneIn(5) { arguments.append(.init("cursor", unique(model, isFiltered: false))) }
    if oneIn(6) {
      let fields = some(1...2, of: model.fields)
      let names = fields.map { JSONValue.string($0.name) }
      arguments.append(.init("distinct", names.count == 1 && oneIn(2) ? names[0] : .array(names)))
      // A database may leave repetitions out itself where the order begins with these fields.
      if oneIn(2), !fields.contains(where: { $0.kind == .bytes }) {
        let leading = fields.shuffled(using: &generator).map { field in
          JSONValue.object([.init(field.name, direction(of: field))])
        }
        arguments.removeAll { $0.key == "orderBy" }
        arguments.append(.init("orderBy", .array(leading + order(model).elements)))
      }
    }
    return arguments
  }

  private mutating func order(_ model: Shape.Model, isTotal: Bool = false) -> JSONValue {
    let count = one(of: [0, 1, 1, 2, 2, 3])
    var elements = (0..<count).map { _ in orderElement(model, depth: 2) }
    if isTotal { elements += model.id.map { .object([.init($0, direction)]) } }
    return elements.count == 1 && oneIn(2) ? elements[0] : .array(elements)
  }

  private mutating func orderElement(_ model: Shape.Model, depth: Int) -> JSONValue {
    if depth > 0, oneIn(3) {
      let relation = one(of: model.relations)
      let inner: JSONValue =
        relation.isList
        ? ["_count": direction] : orderElement(shape[relation.target], depth: depth - 1)
      return .object([.init(relation.name, inner)])
    }
    let field = one(of: model.fields.filter { $0.kind != .bytes })
    return .object([.init(field.name, direction(of: field))])
  }

  private var direction: JSONValue {
    mutating get { oneIn(2) ? "asc" : "desc" }
  }

  mutating func direction(of field: Shape.Field) -> JSONValue {
    guard field.isOptional, oneIn(2) else { return direction }
    return oneIn(4)
      ? ["sort": direction] : ["sort": direction, "nulls": oneIn(2) ? "first" : "last"]
  }

  /// A unique filter: mostly of a record that is there, now and then with more conditions.
  private mutating func unique(_ model: Shape.Model, isFiltered: Bool) -> JSONValue {
    let record = one(of: tables[model.name])
    let key = one(of: model.keys.filter { key in key.allSatisfy { record[$0] != .null } })
    let isMissing = oneIn(8)
    let values = key.compactMap { name in
      model.field(name).map { field in
        let value = isMissing ? one(of: Scalars.of(field)) : record[name] ?? .null
        return JSONValue.Member(name, value.json(field.kind))
      }
    }
    var members =
      values.count == 1 ? values : [.init(key.joined(separator: "_"), .object(values))]
    if isFiltered, oneIn(3) {
      let more = filter(model, depth: 2).members ?? []
      // Unique fields take plain values there.
      members += more.filter { !model.keys.contains([$0.key]) }
    } else if oneIn(8), let field = model.fields.randomElement(using: &generator), !field.isKey {
      let value = oneIn(2) ? record[field.name] ?? .null : self.value(of: field, in: model)
      members.append(.init(field.name, value.json(field.kind)))
    }
    return .object(members)
  }

  /// What is shown of a record, down to a depth.
  private mutating func selection(_ model: Shape.Model, depth: Int) -> JSONValue {
    var members: [JSONValue.Member] = []
    if oneIn(2) {
      members = some(1...3, of: model.fields).map { .init($0.name, true) }
    } else {
      members = [.init("$composites", true), .init("$scalars", true)]
      if oneIn(5) { members.append(.init(one(of: model.fields).name, false)) }
    }
    for relation in model.relations where depth > 0 && oneIn(3) {
      let target = shape[relation.target]
      var arguments: [JSONValue.Member] = []
      if relation.isList {
        arguments = oneIn(3) ? [] : list(target, depth: 2)
      } else if relation.isOptional, oneIn(3) {
        arguments = [.init("where", filter(target, depth: 2))]
      }
      let inner = selection(target, depth: depth - 1)
      members.append(
        .init(relation.name, ["arguments": .object(arguments), "selection": inner]))
    }
    let lists = model.relations.filter(\.isList)
    if !lists.isEmpty, oneIn(4) { members.append(.init("_count", counts(of: lists))) }
    return .object(members)
  }

  private mutating func counts(of relations: [Shape.Relation]) -> JSONValue {
    if oneIn(4) { return true }
    let counted = some(1...2, of: relations).map { relation in
      JSONValue.Member(
        relation.name,
        oneIn(3)
          ? true
          : [
            "arguments": ["where": filter(shape[relation.target], depth: 2)], "selection": [:],
          ])
    }
    return ["arguments": [:], "selection": .object(counted)]
  }
}
