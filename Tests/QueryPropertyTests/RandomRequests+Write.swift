import JSON

extension RandomRequests {
  /// A write of many records.
  mutating func write(_ action: String, _ model: Shape.Model) -> JSONValue {
    var arguments = [JSONValue.Member("where", filter(model, depth: 4))]
    if action != "deleteMany" { arguments.append(.init("data", data(model))) }
    // Which of the records are among the first is open, but for none and all of them.
    if oneIn(6) { arguments.append(.init("limit", one(of: [0, 100]))) }
    let returned: JSONValue =
      action == "updateManyAndReturn"
      ? ["$composites": true, "$scalars": true] : ["count": true]
    return ["arguments": .object(arguments), "selection": returned]
  }

  private mutating func data(_ model: Shape.Model) -> JSONValue {
    let fields = some(1...3, of: model.fields.filter { !$0.isKey })
    return .object(fields.map { .init($0.name, assignment(to: $0, in: model)) })
  }

  private mutating func assignment(to field: Shape.Field, in model: Shape.Model) -> JSONValue {
    let reference = model.relations.first { relation in
      guard relation.isReferencing, case .fields(let here, _) = relation.link else { return false }
      return here == [field.name]
    }
    if field.isOptional, oneIn(5) { return oneIn(2) ? .null : ["set": .null] }
    if let reference {
      let id = one(of: tables[reference.target])["id"] ?? .null
      return id.json(field.kind)
    }
    // These stay within their columns.
    if ["words", "rank", "level", "score"].contains(field.name), oneIn(2) {
      let operand: Scalar = field.kind == .int ? .integer(2) : .number(0.5)
      return .object([
        .init(one(of: ["increment", "decrement", "multiply"]), operand.json(field.kind))
      ])
    }
    let value = value(of: field, in: model).json(field.kind)
    return oneIn(3) ? ["set": value] : value
  }
}
