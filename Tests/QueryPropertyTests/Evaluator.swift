import JSON

/// Answers requests by walking over arrays: slowly, and without any SQL.
struct Evaluator {
  let shape: Shape
  let product: Product
  var tables: Tables

  /// The answer to a request of the JSON protocol; a write changes the tables.
  mutating func answer(_ request: JSONValue) -> Answer {
    let model = shape[request["modelName"]?.stringValue ?? ""]
    let query = request["query"] ?? .null
    let arguments = query["arguments"] ?? .null
    let selection = query["selection"] ?? .null
    switch request["action"] {
    case "findUnique":
      let found = filtered(tables[model.name], arguments, model).first
      return found.map { shown($0, selection, model) } ?? .null
    case "findFirst":
      let page = page(of: tables[model.name], arguments, model, defaultTake: 1)
      return page.first?.first.map { shown($0, selection, model) } ?? .null
    case "findMany":
      let page = page(of: tables[model.name], arguments, model)
      return .list(page.map { group in group.map { shown($0, selection, model) } })
    case "aggregate":
      let records = page(of: tables[model.name], arguments, model).joined()
      return aggregates(Array(records), selection, model)
    case "groupBy": return groups(arguments, selection, model)
    case "updateMany": return .object(["count": .number(update(model, arguments).count)])
    case "updateManyAndReturn":
      return .list([update(model, arguments).map { shown($0, selection, model) }])
    case "deleteMany": return .object(["count": .number(delete(model, arguments))])
    default: preconditionFailure("\(request.text) is no request of these tests.")
    }
  }

  /// The records that satisfy the `where` of some arguments.
  func filtered(
    _ records: [Tables.Record], _ arguments: JSONValue, _ model: Shape.Model
  ) -> [Tables.Record] {
    guard let filter = arguments["where"] else { return records }
    return records.filter { holds(filter, model, $0) == true }
  }

  /// What a selection shows of a record.
  func shown(
    _ record: Tables.Record, _ selection: JSONValue, _ model: Shape.Model
  ) -> Answer {
    var members: [String: Answer] = [:]
    if selection["$scalars"] == true {
      for field in model.fields {
        members[field.name] = .scalar(record[field.name] ?? .null, field.kind)
      }
    }
    for member in selection.members ?? [] {
      if let field = model.field(member.key) {
        members[field.name] =
          member.value == true ? .scalar(record[field.name] ?? .null, field.kind) : nil
      } else if let relation = model.relation(member.key) {
        members[relation.name] = shown(relation, of: record, member.value)
      } else if member.key == "_count" {
        members["_count"] = counts(member.value, of: record, model)
      }
    }
    return .object(members)
  }

  private func shown(
    _ relation: Shape.Relation, of record: Tables.Record, _ query: JSONValue
  ) -> Answer {
    let model = shape[relation.target]
    let arguments = query["arguments"] ?? .null
    let selection = query["selection"] ?? .null
    let related = tables.related(relation, of: record)
    guard relation.isList else {
      let found = filtered(related, arguments, model).first
      return found.map { shown($0, selection, model) } ?? .null
    }
    if let cursor = arguments["cursor"] {
      // A page begins at a record of its own list.
      let list = filtered(related, arguments, model)
      guard list.contains(where: { holds(cursor, model, $0) == true }) else { return .list([]) }
    }
    let page = page(of: related, arguments, model)
    return .list(page.map { group in group.map { shown($0, selection, model) } })
  }

  private func counts(
    _ query: JSONValue, of record: Tables.Record, _ model: Shape.Model
  ) -> Answer {
    var members: [String: Answer] = [:]
    for relation in model.relations where relation.isList {
      let counted = query == true ? true : query["selection"]?[relation.name]
      guard let counted else { continue }
      let related = tables.related(relation, of: record)
      let records = filtered(related, counted["arguments"] ?? .null, shape[relation.target])
      members[relation.name] = .number(records.count)
    }
    return .object(members)
  }
}
