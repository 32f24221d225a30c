import JSON

extension Evaluator {
  /// Changes the records that satisfied the `where` before the first of them changed.
  ///
  /// Returns them as they are then.
  mutating func update(_ model: Shape.Model, _ arguments: JSONValue) -> [Tables.Record] {
    let found = Set(limited(model, arguments).map { id(of: $0, model) })
    var changed: [Tables.Record] = []
    tables[model.name] = tables[model.name].map { record in
      guard found.contains(id(of: record, model)) else { return record }
      var record = record
      for member in arguments["data"]?.members ?? [] {
        guard let field = model.field(member.key) else { continue }
        record[field.name] = written(member.value, to: field, record[field.name] ?? .null)
      }
      changed.append(record)
      return record
    }
    return changed
  }

  /// The records that a write is about.
  private func limited(_ model: Shape.Model, _ arguments: JSONValue) -> [Tables.Record] {
    let found = filtered(tables[model.name], arguments, model)
    return arguments["limit"]?.integerValue.map { Array(found.prefix($0)) } ?? found
  }

  private func id(of record: Tables.Record, _ model: Shape.Model) -> [Scalar] {
    model.id.map { record[$0] ?? .null }
  }

  private func written(_ data: JSONValue, to field: Shape.Field, _ current: Scalar) -> Scalar {
    let operation = data.members?.first ?? JSONValue.Member("set", data)
    guard let operand = Scalar(operation.value, field.kind) else {
      preconditionFailure("\(data.text) is no data of \(field.name).")
    }
    switch (operation.key, current, operand) {
    case ("set", _, _): return operand
    case ("increment", .integer(let left), .integer(let right)): return .integer(left + right)
    case ("decrement", .integer(let left), .integer(let right)): return .integer(left - right)
    case ("multiply", .integer(let left), .integer(let right)): return .integer(left * right)
    case ("increment", .number(let left), .number(let right)): return .number(left + right)
    case ("decrement", .number(let left), .number(let right)): return .number(left - right)
    case ("multiply", .number(let left), .number(let right)): return .number(left * right)
    default: return .null
    }
  }

  /// Removes the records that satisfy the `where`, and what goes with them.
  ///
  /// Returns the number of the records themselves.
  mutating func delete(_ model: Shape.Model, _ arguments: JSONValue) -> Int {
    let found = limited(model, arguments)
    for record in found { remove(record, of: model) }
    return found.count
  }

  private mutating func remove(_ record: Tables.Record, of model: Shape.Model) {
    // It may have lost a reference to one that went before.
    let id = id(of: record, model)
    tables[model.name] = tables[model.name].filter { self.id(of: $0, model) != id }
    for other in shape.models {
      for relation in other.relations where relation.target == model.name {
        cut(relation, from: other, to: record)
      }
    }
  }

  /// Does what happens to the records that refer to one that is gone.
  private mutating func cut(
    _ relation: Shape.Relation, from other: Shape.Model, to record: Tables.Record
  ) {
    switch relation.link {
    case .table(let table, let isA):
      tables.links[table] = tables.links[table]?.filter { pair in
        (isA ? pair.b : pair.a) != record["id"]
      }
    case .fields(let here, let there):
      guard relation.isReferencing else { return }
      let key = there.map { record[$0] ?? .null }
      let referring = tables[other.name].filter { row in here.map { row[$0] ?? .null } == key }
      for row in referring {
        if relation.cascades {
          remove(row, of: other)
        } else if let index = tables[other.name].firstIndex(of: row) {
          for field in here { tables[other.name][index][field] = .null }
        }
      }
    }
  }
}
