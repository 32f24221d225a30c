import JSON

extension RandomRequests {
  /// A `where`.
  mutating func filter(_ model: Shape.Model, depth: Int) -> JSONValue {
    var members: [JSONValue.Member] = []
    for _ in 0..<one(of: [0, 1, 1, 1, 1, 2, 2, 3]) {
      let member = condition(model, depth: depth)
      if !members.contains(where: { $0.key == member.key }) { members.append(member) }
    }
    return .object(members)
  }

  private mutating func condition(_ model: Shape.Model, depth: Int) -> JSONValue.Member {
    if depth > 0, oneIn(3) {
      let name = one(of: ["AND", "OR", "OR", "NOT", "NOT"])
      if name != "OR", oneIn(2) { return .init(name, filter(model, depth: depth - 1)) }
      let branches = (0..<one(of: [0, 1, 2, 2, 3])).map { _ in filter(model, depth: depth - 1) }
      return .init(name, .array(branches))
    }
    if depth > 0, oneIn(2) {
      let relation = one(of: model.relations)
      return .init(relation.name, related(relation, depth: depth - 1))
    }
    let field = one(of: model.fields)
    return .init(field.name, tests(of: field, in: model))
  }

  private mutating func related(_ relation: Shape.Relation, depth: Int) -> JSONValue {
    let target = shape[relation.target]
    if relation.isList {
      let names = some(oneIn(6) ? 0...2 : 1...1, of: ["some", "every", "none"])
      return .object(names.map { .init($0, filter(target, depth: depth)) })
    }
    if relation.isOptional, oneIn(8) { return .null }
    if oneIn(3) { return filter(target, depth: depth) }
    return .object(
      some(oneIn(6) ? 0...2 : 1...1, of: ["is", "isNot"]).map { name in
        .init(name, relation.isOptional && oneIn(5) ? .null : filter(target, depth: depth))
      })
  }

  /// The tests of a column, or the bare value that it has to equal.
  mutating func tests(of field: Shape.Field, in model: Shape.Model) -> JSONValue {
    if oneIn(16) { return [:] }
    if oneIn(3) {
      return field.isOptional && oneIn(4) ? .null : value(of: field, in: model).json(field.kind)
    }
    var tests = operators(of: field, in: model, depth: 0, count: one(of: [1, 1, 1, 2]))
    if product == .postgresql, field.kind == .string, oneIn(4) {
      tests.append(.init("mode", one(of: ["insensitive", "insensitive", "default"])))
    }
    return .object(tests)
  }

  private mutating func operators(
    of field: Shape.Field, in model: Shape.Model, depth: Int, count: Int
  ) -> [JSONValue.Member] {
    var names = ["equals", "not", "not"]
    if field.kind != .boolean { names += ["in", "notIn"] }
    if ![.boolean, .bytes, .color].contains(field.kind) { names += ["lt", "lte", "gt", "gte"] }
    if field.kind == .string { names += ["contains", "startsWith", "endsWith"] }
    var members: [JSONValue.Member] = []
    for name in some(count...count, of: names) where !members.contains(where: { $0.key == name }) {
      members.append(.init(name, operand(of: name, field, in: model, depth: depth)))
    }
    return members
  }

  private mutating func operand(
    of name: String, _ field: Shape.Field, in model: Shape.Model, depth: Int
  ) -> JSONValue {
    switch name {
    case "not" where depth < 3 && !oneIn(3):
      return .object(
        operators(of: field, in: model, depth: depth + 1, count: one(of: [0, 1, 1, 2, 2, 3])))
    case "in", "notIn":
      if field.isOptional, oneIn(10) { return .null }
      return .array(
        (0..<one(of: [0, 1, 2, 3])).map { _ in value(of: field, in: model).json(field.kind) })
    case "contains", "startsWith", "endsWith":
      return oneIn(8) ? reference(like: field, in: model) : .string(one(of: Scalars.patterns))
    case "equals", "not":
      if field.isOptional, oneIn(4) { return .null }
      if name == "equals", oneIn(8) { return reference(like: field, in: model) }
    default:
      if oneIn(8) { return reference(like: field, in: model) }
    }
    return value(of: field, in: model).json(field.kind)
  }

  /// Another column of the same type, or the column itself.
  private mutating func reference(like field: Shape.Field, in model: Shape.Model) -> JSONValue {
    let other = one(of: model.fields.filter { $0.kind == field.kind })
    return .tagged(
      "FieldRef", ["_ref": .string(other.name), "_container": .string(model.name)])
  }

  /// A value for a column: mostly one that occurs there; never NULL.
  mutating func value(of field: Shape.Field, in model: Shape.Model) -> Scalar {
    let stored = tables[model.name].compactMap { $0[field.name] }.filter { $0 != .null }
    return stored.isEmpty || oneIn(4) ? one(of: Scalars.of(field)) : one(of: stored)
  }
}
