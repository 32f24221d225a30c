import JSON

extension RandomRequests {
  /// What is asked of an aggregation.
  mutating func aggregates(_ model: Shape.Model) -> JSONValue {
    var members: [JSONValue.Member] = []
    let functions = ["_count", "_sum", "_avg", "_min", "_max"]
    for function in some(1...3, of: functions.filter { !aggregable($0, model).isEmpty }) {
      let fields = some(1...3, of: aggregable(function, model)).map(\.name)
      let names = function == "_count" && oneIn(2) ? fields + ["_all"] : fields
      members.append(
        .init(
          function,
          ["arguments": [:], "selection": .object(names.map { .init($0, true) })]))
    }
    return .object(members)
  }

  /// The fields of which there is an aggregate.
  private func aggregable(_ function: String, _ model: Shape.Model) -> [Shape.Field] {
    model.fields.filter { field in
      switch function {
      case "_count": true
      case "_sum": [.int, .bigInt, .float, .decimal].contains(field.kind)
      // SQLite adds up numbers of any size as binary ones to divide them.
      case "_avg": [.int, .float, .decimal].contains(field.kind)
      // PostgreSQL has no `min` of these.
      default: ![.bytes, .boolean].contains(field.kind)
      }
    }
  }

  mutating func groups(_ model: Shape.Model) -> JSONValue {
    let by = some(1...2, of: model.fields)
    let names = by.map { JSONValue.string($0.name) }
    var arguments: [JSONValue.Member] = [
      .init("by", names.count == 1 && oneIn(2) ? names[0] : .array(names))
    ]
    if oneIn(2) { arguments.append(.init("where", filter(model, depth: 3))) }
    if oneIn(2) { arguments.append(.init("having", having(model, by, depth: 2))) }
    if oneIn(2) {
      let isPaged = oneIn(2) && !by.contains { $0.kind == .bytes }
      arguments.append(.init("orderBy", groupOrder(model, by, isTotal: isPaged)))
      // The groups of a page are those of an order that leaves no two in one place.
      if isPaged, oneIn(2) { arguments.append(.init("take", one(of: [0, 1, 2, 3, -1, -2]))) }
      if isPaged, oneIn(3) { arguments.append(.init("skip", one(of: [0, 1, 2]))) }
    }
    var selection: [JSONValue.Member] = by.filter { _ in !oneIn(8) }.map { .init($0.name, true) }
    if selection.isEmpty || !oneIn(4) { selection += aggregates(model).members ?? [] }
    return ["arguments": .object(arguments), "selection": .object(selection)]
  }

  private mutating func groupOrder(
    _ model: Shape.Model, _ by: [Shape.Field], isTotal: Bool
  ) -> JSONValue {
    var elements: [JSONValue] = []
    if oneIn(2) {
      let function = one(of: ["_count", "_sum", "_min", "_max"])
      if let field = aggregable(function, model).randomElement(using: &generator) {
        let direction: JSONValue = oneIn(2) ? "asc" : "desc"
        elements.append(.object([.init(function, .object([.init(field.name, direction)]))]))
      }
    }
    let by = by.filter { isTotal || $0.kind != .bytes }
    let fields = isTotal ? by.shuffled(using: &generator) : some(0...2, of: by)
    elements += fields.map { .object([.init($0.name, direction(of: $0))]) }
    return elements.count == 1 && oneIn(2) ? elements[0] : .array(elements)
  }

  private mutating func having(
    _ model: Shape.Model, _ by: [Shape.Field], depth: Int
  ) -> JSONValue {
    var members: [JSONValue.Member] = []
    for _ in 0..<one(of: [0, 1, 1, 2]) {
      let member = groupCondition(model, by, depth: depth)
      if !members.contains(where: { $0.key == member.key }) { members.append(member) }
    }
    return .object(members)
  }

  private mutating func groupCondition(
    _ model: Shape.Model, _ by: [Shape.Field], depth: Int
  ) -> JSONValue.Member {
    if depth > 0, oneIn(3) {
      let name = one(of: ["AND", "OR", "NOT"])
      if name != "OR", oneIn(2) { return .init(name, having(model, by, depth: depth - 1)) }
      let branches = (0..<one(of: [0, 1, 2])).map { _ in having(model, by, depth: depth - 1) }
      return .init(name, .array(branches))
    }
    if oneIn(3) {
      // Other columns have no value of the group.
      let grouped = Shape.Model(name: model.name, fields: by, relations: [], keys: [])
      let field = one(of: by)
      return .init(field.name, tests(of: field, in: grouped))
    }
    let field = one(of: model.fields)
    let functions = ["_count", "_sum", "_avg", "_min", "_max"].filter { function in
      aggregable(function, model).contains(field)
    }
    return .init(
      field.name,
      .object(some(1...2, of: functions).map { .init($0, aggregateTests($0, field, in: model)) }))
  }

  private mutating func aggregateTests(
    _ function: String, _ field: Shape.Field, in model: Shape.Model
  ) -> JSONValue {
    if oneIn(12) { return [:] }
    let value: JSONValue
    switch function {
    case "_count": value = one(of: [0, 1, 2, 3])
    // An average is compared exactly where halves are enough for it.
    case "_avg": value = field.kind == .decimal ? .tagged("Decimal", "0.3") : .number("0.3")
    default: value = self.value(of: field, in: model).json(field.kind)
    }
    let isOrdered = field.kind != .color || function == "_count"
    let name = one(of: isOrdered ? ["gt", "gte", "lt", "lte"] : ["equals", "not"])
    let other = function == "_avg" ? "gt" : one(of: ["equals", "not", "in"])
    let operand: JSONValue = other == "in" ? [value] : value
    switch one(of: [0, 1, 2]) {
    case 0: return .object([.init(other, operand)])
    case 1: return .object([.init("not", .object([.init(name, value)]))])
    default: return .object([.init(name, value)])
    }
  }
}
