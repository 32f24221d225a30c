import JSON

extension RandomRequests {
  /// A write of many records.
  mutating func write(_ action: String, _ model: Shape.Model) -> JSONValue {
    let filter = filter(model, depth: 4)
    guard action != "deleteMany" else {
      return ["arguments": ["where": filter], "selection": ["count": true]]
    }
    let returned: JSONValue =
      action == "updateMany" ? ["count": true] : ["$composites": true, "$scalars": true]
    return ["arguments": ["where": filter, "data": data(model)], "selection": returned]
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
