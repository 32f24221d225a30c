import BackendInterface
import Diagnostics
import SchemaModel

extension QueryParser {
  func aggregate(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> AggregateQuery {
    guard !request.arguments.contains(where: { $0.name == "distinct" }) else {
      throw .unknownArgument(
        "distinct", known: ["where", "orderBy", "cursor", "take", "skip"], at: path)
    }
    let arguments = try findArguments(request.arguments, model, path)
    if !arguments.cursor.isEmpty, !isStable(arguments.order, model) {
      throw .input(
        "an aggregation with a cursor needs an order that ends in a unique field", .unstableCursor)
    }
    return AggregateQuery(
      model: model, arguments: arguments, groupBy: nil, having: .always,
      members: try members(request.selection, model, path, groupBy: nil))
  }

  /// Whether an order leaves no two records in the same place.
  private func isStable(_ order: [Ordering], _ model: ModelView) -> Bool {
    guard !order.isEmpty else { return true }
    let ordered = Set(
      order.compactMap { ordering -> FieldID? in
        guard ordering.path.isEmpty, case .field(let field) = ordering.target else { return nil }
        return field
      })
    let keys = (model.model.primaryKey.map { [$0] } ?? []) + model.model.uniques
    return keys.contains { key in
      key.parts.allSatisfy { ordered.contains($0.field) && datamodel[$0.field].isRequired }
    }
  }

  func groupBy(
    _ request: QueryRequest, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> AggregateQuery {
    guard let by = request["by"] else {
      throw .missingArgument(at: path.argument("by"))
    }
    let group = try fieldList(by, model, path.argument("by"))
    guard !group.isEmpty else { throw .input("`groupBy` needs at least one field in `by`") }
    var arguments = FindArguments()
    var having = Filter.always
    for argument in request.arguments where argument.name != "by" {
      let path = path.argument(argument.name)
      switch argument.name {
      case "where": arguments.filter = try filter(argument.value, model, path)
      case "orderBy": arguments.order = try groupOrder(argument.value, model, path, group)
      case "take": arguments.take = try integer(argument.value, path)
      case "skip": arguments.skip = try skip(argument.value, path)
      case "having": having = try self.having(argument.value, model, path, group)
      default:
        throw .unknownArgument(
          argument.name, known: ["by", "where", "orderBy", "take", "skip", "having"],
          at: RequestPath(selection: path.selection))
      }
    }
    try checkOrder(of: request.arguments, model, path)
    return AggregateQuery(
      model: model, arguments: arguments, groupBy: group, having: having,
      members: try members(request.selection, model, path, groupBy: group))
  }

  private func members(
    _ selection: QueryRequest.Selection, _ model: ModelView, _ path: RequestPath,
    groupBy: [FieldID]?
  ) throws(QueryError) -> [AggregateMember] {
    var result: [AggregateMember] = []
    var missing: [String] = []
    if selection.allScalars, let groupBy {
      result += groupBy.map {
        AggregateMember(key: datamodel[$0].name, content: .group(datamodel[$0]))
      }
    }
    for selected in selection.fields {
      let path = path.selecting(selected.responseKey)
      if let function = AggregateFunction(rawValue: selected.name), function != .countAll {
        result.append(
          AggregateMember(
            key: selected.responseKey,
            content: try aggregates(function, selected, model, path)))
        continue
      }
      guard let groupBy, let field = model.visibleField(named: selected.name), field.isColumn else {
        throw unknownMember(selected.name, model, path)
      }
      try checkValue(selected, path)
      if !groupBy.contains(field.id) { missing.append(field.name) }
      result.append(AggregateMember(key: selected.responseKey, content: .group(field)))
    }
    for name in selection.excluded where AggregateFunction(rawValue: name) == nil {
      guard groupBy != nil, model.visibleField(named: name)?.isColumn == true else {
        throw unknownMember(name, model, path.selecting(name))
      }
    }
    guard missing.isEmpty else {
      throw .input(
        "every selected field must be in `by`; missing: " + missing.inBackticks,
        .selectionOutsideGroup(missing))
    }
    guard !result.isEmpty else {
      throw .invalid("at least one aggregate must be selected")
    }
    return result
  }

  private func aggregates(
    _ function: AggregateFunction, _ selected: QueryRequest.SelectedField, _ model: ModelView,
    _ path: RequestPath
  ) throws(QueryError) -> AggregateMember.Content {
    guard let selection = selected.selection, !selection.fields.isEmpty || selection.allScalars
    else {
      throw .invalid("at least one field must be selected")
    }
    if let argument = selected.arguments.first {
      throw .unknownArgument(argument.name, known: [], at: path)
    }
    var fields: [(key: String, field: FieldView?)] = []
    for name in selection.excluded where name != "_all" {
      guard model.visibleField(named: name)?.isColumn == true else {
        throw unknownMember(name, model, path.selecting(name))
      }
    }
    for inner in selection.fields {
      try checkValue(inner, path.selecting(inner.responseKey))
      if inner.name == "_all", function == .count {
        fields.append((inner.responseKey, nil))
        continue
      }
      guard let field = model.visibleField(named: inner.name), field.isColumn,
        function == .count || canAggregate(field, function)
      else { throw unknownMember(inner.name, model, path.selecting(inner.name)) }
      fields.append((inner.responseKey, field))
    }
    return .aggregates(function, fields)
  }

  private func canAggregate(_ field: FieldView, _ function: AggregateFunction) -> Bool {
    switch field.scalarType {
    case .int, .bigInt, .float, .decimal: true
    case .json: false
    case .string, .boolean, .dateTime, .bytes, nil: function != .average && function != .sum
    }
  }

  private func groupOrder(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath, _ group: [FieldID]
  ) throws(QueryError) -> [Ordering] {
    var result: [Ordering] = []
    var missing: [String] = []
    for element in value.elements {
      let type = "\(model.name)OrderByWithAggregationInput"
      guard let members = element.members else { throw .wrongType(type, got: element, at: path) }
      guard let member = members.first else { continue }
      guard members.count == 1 else {
        throw .invalid("an element of \(path.text) names exactly one field")
      }
      let path = path.argument(member.name)
      if let function = AggregateFunction(rawValue: member.name), function != .countAll {
        guard let inners = member.value.members else {
          throw .wrongType("\(model.name)OrderByAggregateInput", got: member.value, at: path)
        }
        guard inners.count == 1 else {
          throw .invalid("\(path.text) names exactly one field")
        }
        for inner in inners {
          guard let field = model.visibleField(named: inner.name), field.isColumn else {
            throw .unknownField(inner.name, in: "\(model.name)OrderByAggregateInput", at: path)
          }
          result.append(
            Ordering(
              .aggregate(function, field.id), isDescending: try isDescending(inner.value, path)))
        }
        continue
      }
      guard model.visibleField(named: member.name)?.isColumn ?? true else {
        throw .unknownField(member.name, in: type, at: path)
      }
      let orderings = try order(element, model, path)
      for ordering in orderings {
        if case .field(let field) = ordering.target, !group.contains(field) {
          missing.append(datamodel[field].name)
        }
      }
      result += orderings
    }
    guard missing.isEmpty else {
      throw .input(
        "every field of `orderBy` must be in `by`; missing: " + missing.inBackticks,
        .orderOutsideGroup(missing))
    }
    return result
  }

  private func having(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath, _ group: [FieldID]
  ) throws(QueryError) -> Filter {
    guard let members = value.members else {
      throw .wrongType("\(model.name)ScalarWhereWithAggregatesInput", got: value, at: path)
    }
    var parts: [Filter] = []
    for member in members {
      let path = path.argument(member.name)
      if let combined = try combination(
        member, path,
        { value, path throws(QueryError) in
          try having(value, model, path, group)
        })
      {
        parts.append(combined)
        continue
      }
      guard let field = model.visibleField(named: member.name), field.isColumn else {
        throw .unknownField(
          member.name, in: "\(model.name)ScalarWhereWithAggregatesInput", at: path)
      }
      parts.append(try havingField(field, member.value, path, group))
    }
    return all(parts)
  }

  private func havingField(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath, _ group: [FieldID]
  ) throws(QueryError) -> Filter {
    var parts: [Filter] = []
    var rest: [QueryRequest.Argument] = []
    for member in value.members ?? [] {
      guard let function = AggregateFunction(rawValue: member.name) else {
        rest.append(member)
        continue
      }
      guard function != .average && function != .sum || canAggregate(field, function) else {
        throw .unknownArgument(
          member.name, known: ["_count", "_min", "_max"], at: path.argument(member.name))
      }
      parts.append(
        try scalarFilter(
          field, member.value, path.argument(member.name), aggregate: function))
    }
    let isBare = value.members == nil || fieldReference(value) != nil
    if isBare || !rest.isEmpty {
      try requireInGroup(field.id, group)
      parts.append(try scalarFilter(field, isBare ? value : .object(rest), path))
    }
    let filter = all(parts)
    for field in filter.referencedFields { try requireInGroup(field, group) }
    return filter
  }

  /// A group has one value of the fields that make it, and of no others.
  private func requireInGroup(_ field: FieldID, _ group: [FieldID]) throws(QueryError) {
    guard !group.contains(field) else { return }
    let name = datamodel[field].name
    throw .input(
      "`having` tests the field `\(name)`, which must be in `by`", .havingOutsideGroup([name]))
  }
}
