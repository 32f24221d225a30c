import BackendInterface
import SchemaModel

extension QueryParser {
  /// The operations on the records at the other end of a relation.
  func nestedOperations(
    _ value: ArgumentValue, _ field: FieldView, _ path: RequestPath, isUpdate: Bool
  ) throws(QueryError) -> [NestedOperation] {
    guard let related = field.relatedModel, let members = value.members else {
      throw .wrongType(
        "\(field.relatedModel?.name ?? "")NestedInput", got: value, at: path)
    }
    var operations: [NestedOperation] = []
    for member in members {
      let path = path.argument(member.name)
      if let operation = try common(member, field, related, path) {
        operations.append(operation)
      } else if isUpdate, let operation = try updating(member, field, related, path) {
        operations.append(operation)
      } else {
        throw .unknownField(
          member.name, in: "\(related.name)\(isUpdate ? "Update" : "Create")NestedInput",
          known: [
            "create", "createMany", "connect", "connectOrCreate", "set", "disconnect", "delete",
            "deleteMany", "update", "updateMany", "upsert",
          ], at: path)
      }
    }
    return operations
  }

  /// The scope of the related record: its own relation field to this record is given.
  private func scope(_ field: FieldView) -> WriteScope { WriteScope(parent: field.oppositeField) }

  private func elements(
    _ value: ArgumentValue, _ field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> [ArgumentValue] {
    guard !field.isList, case .list(let elements) = value else { return value.elements }
    guard elements.count == 1 else { throw .wrongType("Object", got: value, at: path) }
    return elements
  }

  private func common(
    _ member: QueryRequest.Argument, _ field: FieldView, _ related: ModelView, _ path: RequestPath
  ) throws(QueryError) -> NestedOperation? {
    switch member.name {
    case "create":
      var rows: [WriteData] = []
      for element in try elements(member.value, field, path) {
        rows.append(try createData(element, related, path, scope(field)))
      }
      return .create(rows)
    case "connect":
      return .connect(try uniqueFilters(member.value, field, related, path))
    case "connectOrCreate":
      var pairs: [(filter: Filter, create: WriteData)] = []
      for element in try elements(member.value, field, path) {
        let parts = try parts(element, ["where", "create"], path)
        pairs.append(
          (
            try uniqueFilter(parts[0], related, path.argument("where")).filter,
            try createData(parts[1], related, path.argument("create"), scope(field))
          ))
      }
      return .connectOrCreate(pairs)
    case "createMany" where field.isList && field.relation?.kind != .manyToMany:
      guard let members = member.value.members,
        let data = members.first(where: { $0.name == "data" })?.value
      else { throw .missingArgument(at: path.argument("data")) }
      let known = capabilities.supportsSkipDuplicates ? ["data", "skipDuplicates"] : ["data"]
      for other in members where !known.contains(other.name) {
        throw .unknownField(
          other.name, in: "\(related.name)CreateManyInputEnvelope", known: known,
          at: path.argument(other.name))
      }
      var rows: [WriteData] = []
      for element in data.elements {
        rows.append(
          try createManyData(
            element, related, path.argument("data"), parent: field.oppositeField))
      }
      let skips = try skipsDuplicates(
        members.first { $0.name == "skipDuplicates" }?.value, path.argument("skipDuplicates"))
      return .createMany(rows, skipsDuplicates: skips)
    default: return nil
    }
  }

  private func uniqueFilters(
    _ value: ArgumentValue, _ field: FieldView, _ related: ModelView, _ path: RequestPath
  ) throws(QueryError) -> [Filter] {
    var filters: [Filter] = []
    for element in try elements(value, field, path) {
      filters.append(try uniqueFilter(element, related, path).filter)
    }
    return filters
  }

  /// The values of members that must all be there, in the order of their names.
  private func parts(
    _ value: ArgumentValue, _ names: [String], _ path: RequestPath
  ) throws(QueryError) -> [ArgumentValue] {
    guard let members = value.members else { throw .wrongType("Object", got: value, at: path) }
    for member in members where !names.contains(member.name) {
      throw .unknownField(member.name, in: "NestedInput", at: path.argument(member.name))
    }
    var values: [ArgumentValue] = []
    for name in names {
      guard let member = members.first(where: { $0.name == name }) else {
        throw .missingArgument(at: path.argument(name))
      }
      values.append(member.value)
    }
    return values
  }

  private func updating(
    _ member: QueryRequest.Argument, _ field: FieldView, _ related: ModelView, _ path: RequestPath
  ) throws(QueryError) -> NestedOperation? {
    switch member.name {
    case "update": return try update(member.value, field, related, path)
    case "upsert": return try upsert(member.value, field, related, path)
    case "disconnect", "delete":
      let filters = try removals(member.value, field, related, path)
      return member.name == "delete" ? .delete(filters) : .disconnect(filters)
    case "set" where field.isList:
      return .set(try uniqueFilters(member.value, field, related, path))
    case "updateMany" where field.isList:
      var pairs: [(filter: Filter, data: WriteData)] = []
      for element in member.value.elements {
        let parts = try parts(element, ["where", "data"], path)
        pairs.append(
          (
            try filter(parts[0], related, path.argument("where")),
            try updateManyData(
              parts[1], related, path.argument("data"), parent: field.oppositeField)
          ))
      }
      return .updateMany(pairs)
    case "deleteMany" where field.isList:
      var filters: [Filter] = []
      for element in member.value.elements {
        filters.append(try filter(element, related, path))
      }
      return .deleteMany(filters)
    default: return nil
    }
  }

  /// `disconnect` and `delete`: unique filters of a list; `true` or a filter of a single record.
  private func removals(
    _ value: ArgumentValue, _ field: FieldView, _ related: ModelView, _ path: RequestPath
  ) throws(QueryError) -> [Filter] {
    if field.isList { return try uniqueFilters(value, field, related, path) }
    guard !field.isRequired else {
      throw .unknownField(
        path.arguments.last ?? "", in: "\(related.name)UpdateOneRequiredNestedInput", at: path)
    }
    if case .boolean(let flag) = value { return flag ? [.always] : [] }
    return [try filter(value, related, path)]
  }

  private func update(
    _ value: ArgumentValue, _ field: FieldView, _ related: ModelView, _ path: RequestPath
  ) throws(QueryError) -> NestedOperation {
    var pairs: [(filter: Filter, data: WriteData)] = []
    for element in try elements(value, field, path) {
      if field.isList {
        let parts = try parts(element, ["where", "data"], path)
        pairs.append(
          (
            try uniqueFilter(parts[0], related, path.argument("where")).filter,
            try updateData(parts[1], related, path.argument("data"), scope(field))
          ))
        continue
      }
      let names = Set(element.members?.map(\.name) ?? [])
      let isWrapped =
        names.contains("data") && names.isSubset(of: ["where", "data"])
        && related.field(named: "data") == nil
      guard isWrapped, let members = element.members else {
        pairs.append((.always, try updateData(element, related, path, scope(field))))
        continue
      }
      let condition = members.first { $0.name == "where" }?.value
      let data = members.first { $0.name == "data" }?.value ?? .object([])
      pairs.append(
        (
          try filter(condition, related, path.argument("where")),
          try updateData(data, related, path.argument("data"), scope(field))
        ))
    }
    return .update(pairs)
  }

  private func upsert(
    _ value: ArgumentValue, _ field: FieldView, _ related: ModelView, _ path: RequestPath
  ) throws(QueryError) -> NestedOperation {
    var parts: [(filter: Filter, create: WriteData, update: WriteData)] = []
    for element in try elements(value, field, path) {
      var filter = Filter.always
      let members = element.members ?? []
      let condition = members.first { $0.name == "where" }?.value
      if field.isList {
        guard let condition else { throw .missingArgument(at: path.argument("where")) }
        filter = try uniqueFilter(condition, related, path.argument("where")).filter
      } else {
        filter = try self.filter(condition, related, path.argument("where"))
      }
      let values = try self.parts(
        .object(members.filter { $0.name != "where" }), ["create", "update"], path)
      parts.append(
        (
          filter,
          try createData(values[0], related, path.argument("create"), scope(field)),
          try updateData(values[1], related, path.argument("update"), scope(field))
        ))
    }
    return .upsert(parts)
  }
}
