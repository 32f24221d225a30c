import JSON

extension Evaluator {
  /// The aggregates of some records that a selection asks for.
  func aggregates(
    _ records: [Tables.Record], _ selection: JSONValue, _ model: Shape.Model
  ) -> Answer {
    .object(aggregated(records, selection, model))
  }

  private func aggregated(
    _ records: [Tables.Record], _ selection: JSONValue, _ model: Shape.Model
  ) -> [String: Answer] {
    var members: [String: Answer] = [:]
    for function in selection.members ?? [] {
      guard let fields = function.value["selection"]?.members else { continue }
      var values: [String: Answer] = [:]
      for field in fields {
        values[field.key] = aggregate(function.key, field.key, records, model)
      }
      members[function.key] = .object(values)
    }
    return members
  }

  private func aggregate(
    _ function: String, _ name: String, _ records: [Tables.Record], _ model: Shape.Model
  ) -> Answer {
    guard let field = model.field(name) else { return .number(records.count) }
    let value = value(function, field, records)
    if function == "_avg", case .number(let number) = value { return .average(number) }
    return .scalar(value, function == "_count" ? .int : field.kind)
  }

  /// The aggregate of a field of some records.
  private func value(
    _ function: String, _ field: Shape.Field, _ records: [Tables.Record]
  ) -> Scalar {
    let values = records.map { $0[field.name] ?? .null }.filter { $0 != .null }
    if function == "_count" { return .integer(Int64(values.count)) }
    guard !values.isEmpty else { return .null }
    let sorted = values.sorted { $0.isLess(than: $1, field.kind, product) }
    switch function {
    case "_min": return sorted.first ?? .null
    case "_max": return sorted.last ?? .null
    case "_sum": return sum(values)
    default:
      return switch sum(values) {
      case .integer(let sum): .number(Double(sum) / Double(values.count))
      case .number(let sum): .number(sum / Double(values.count))
      default: .null
      }
    }
  }

  private func sum(_ values: [Scalar]) -> Scalar {
    values.dropFirst().reduce(values[0]) { sum, value in
      switch (sum, value) {
      case (.integer(let left), .integer(let right)): .integer(left + right)
      case (.number(let left), .number(let right)): .number(left + right)
      default: preconditionFailure("Numbers are added up.")
      }
    }
  }

  /// The answer to a `groupBy`.
  func groups(
    _ arguments: JSONValue, _ selection: JSONValue, _ model: Shape.Model
  ) -> Answer {
    let by = (arguments["by"]?.elements ?? []).compactMap(\.stringValue)
    let records = filtered(tables[model.name], arguments, model)
    var list = Dictionary(grouping: records) { record in by.map { record[$0] ?? .null } }
      .map(\.value)
    if let having = arguments["having"] {
      list.removeAll { holds(having, $0, model) != true }
    }
    let keys = (arguments["orderBy"]?.elements ?? []).compactMap { element in
      element.members?.first.map { groupKey($0, model) }
    }
    var groups = groups(of: list) { left, right in
      isLess(keys.map { ($0.value(left), $0.value(right), $0.key) })
    }
    let take = arguments["take"]?.integerValue
    if take ?? 0 < 0 { groups.reverse() }
    groups = Array(groups.dropFirst(arguments["skip"]?.integerValue ?? 0))
    // Groups from the end stay in the order from the end.
    if let take { groups = Array(groups.prefix(abs(take))) }
    return .list(
      groups.map { tied in
        tied.map { records in
          var members = aggregated(records, selection, model)
          for name in by where selection[name] == true {
            guard let field = model.field(name) else { continue }
            members[name] = .scalar(records[0][name] ?? .null, field.kind)
          }
          return .object(members)
        }
      })
  }

  private func groupKey(
    _ member: JSONValue.Member, _ model: Shape.Model
  ) -> (key: SortKey, value: ([Tables.Record]) -> Scalar) {
    guard let inner = member.value.members?.first, member.key.hasPrefix("_") else {
      let field = model.field(member.key)
      return (
        sortKey(field?.kind ?? .int, member.value) { _ in .null }, { $0[0][member.key] ?? .null }
      )
    }
    guard let field = model.field(inner.key) else {
      preconditionFailure("\(inner.key) is no field of \(model.name).")
    }
    let isNumber = ["_count", "_avg"].contains(member.key)
    return (
      sortKey(isNumber ? .int : field.kind, inner.value) { _ in .null },
      { value(member.key, field, $0) }
    )
  }

  /// Whether a group satisfies a `having`.
  private func holds(
    _ having: JSONValue, _ group: [Tables.Record], _ model: Shape.Model
  ) -> Bool? {
    conjunction(
      (having.members ?? []).map { member in
        let branches = member.value.elements
        let telling = branches.filter { !saysNothing($0, havingOf: model) }
        switch member.key {
        case "AND": return conjunction(branches.map { holds($0, group, model) })
        case "OR": return disjunction(telling.map { holds($0, group, model) })
        case "NOT": return conjunction(telling.map { negation(holds($0, group, model)) })
        default:
          guard let field = model.field(member.key) else { return false }
          return holds(member.value, field, group, model)
        }
      })
  }

  private func holds(
    _ tests: JSONValue, _ field: Shape.Field, _ group: [Tables.Record], _ model: Shape.Model
  ) -> Bool? {
    let (aggregates, plain) = split(tests)
    let own = plain.map { tests in
      holds(tests, field, group[0][field.name] ?? .null, in: group[0], of: model)
    }
    return conjunction(
      [own ?? true]
        + aggregates.map { member in
          let kind: Shape.Kind =
            switch member.key {
            case "_count": .int
            case "_avg": field.kind == .decimal ? .decimal : .float
            default: field.kind
            }
          let tested = Shape.Field(name: field.name, kind: kind, isOptional: true, isKey: false)
          return holds(
            member.value, tested, value(member.key, field, group), in: [:], of: model)
        })
  }

  /// The tests of aggregates, and those of the column itself.
  private func split(_ tests: JSONValue) -> (aggregates: [JSONValue.Member], plain: JSONValue?) {
    guard let members = tests.members else { return ([], tests) }
    let plain = members.filter { !$0.key.hasPrefix("_") }
    return (members.filter { $0.key.hasPrefix("_") }, plain.isEmpty ? nil : .object(plain))
  }

  private func saysNothing(_ having: JSONValue, havingOf model: Shape.Model) -> Bool {
    (having.members ?? []).allSatisfy { member in
      switch member.key {
      case "AND", "NOT": member.value.elements.allSatisfy { saysNothing($0, havingOf: model) }
      case "OR": false
      default:
        member.value.members.map { tests in
          tests.allSatisfy { test in
            test.key.hasPrefix("_") ? asksNothing(test.value) : asksNothing(.object([test]))
          }
        } ?? false
      }
    }
  }
}
