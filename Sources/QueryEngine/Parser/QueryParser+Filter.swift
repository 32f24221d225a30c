import BackendInterface
import DatabaseAccess
import SchemaModel

extension QueryParser {
  /// A `where` object.
  func filter(
    _ value: ArgumentValue?, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Filter {
    guard let value else { return .always }
    guard let members = value.members else {
      throw .wrongType("\(model.name)WhereInput", got: value, at: path)
    }
    var parts: [Filter] = []
    for member in members {
      let path = path.argument(member.name)
      if let combined = try combination(
        member, path,
        { value, path throws(QueryError) in
          try filter(value, model, path)
        })
      {
        parts.append(combined)
      } else {
        parts.append(try fieldFilter(member, model, path))
      }
    }
    return all(parts)
  }

  func all(_ parts: [Filter]) -> Filter { .conjunction(of: parts) }

  /// `AND`, `OR` and `NOT`; `nil` for other members.
  ///
  /// A branch that asks for nothing is no branch: `OR: [{}, { id: 1 }]` is `id: 1`. An `OR` without
  /// branches matches nothing, a `NOT` without them everything.
  func combination(
    _ member: QueryRequest.Argument, _ path: RequestPath,
    _ part: (ArgumentValue, RequestPath) throws(QueryError) -> Filter
  ) throws(QueryError) -> Filter? {
    guard ["AND", "OR", "NOT"].contains(member.name) else { return nil }
    if member.name == "OR", member.value.members != nil {
      throw .wrongType("List", got: member.value, at: path)
    }
    var parts: [Filter] = []
    for element in member.value.elements { parts.append(try part(element, path)) }
    parts.removeAll { $0 == .always }
    switch member.name {
    case "AND": return all(parts)
    case "OR": return Filter.disjunction(of: parts)
    default: return all(parts.map { .not($0) })
    }
  }

  private func fieldFilter(
    _ member: QueryRequest.Argument, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> Filter {
    guard let field = model.visibleField(named: member.name) else {
      throw .unknownField(
        member.name, in: ObjectShape.filter(model).name,
        known: model.visibleFields.map(\.name) + ["AND", "OR", "NOT"], at: path)
    }
    return field.isRelation
      ? try relationFilter(field, member.value, path)
      : try scalarFilter(field, member.value, path)
  }

  private func relationFilter(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Filter {
    guard let related = field.relatedModel else { return .always }
    if field.isList { return try listRelationFilter(field, related, value, path) }
    if value == .null {
      guard !field.isRequired else {
        throw .wrongType("\(related.name)WhereInput", got: value, at: path)
      }
      return .relation(RelationCondition(field: field.id, .none, .always))
    }
    guard let members = value.members else {
      throw .wrongType("\(related.name)ScalarRelationFilter", got: value, at: path)
    }
    guard !members.isEmpty else { return .always }
    let isFilterObject = members.allSatisfy { member in
      ["is", "isNot"].contains(member.name) && related.field(named: member.name) == nil
    }
    guard isFilterObject else {
      return .relation(
        RelationCondition(field: field.id, .some, try filter(value, related, path)))
    }
    var parts: [Filter] = []
    for member in members {
      let path = path.argument(member.name)
      let isPositive = member.name == "is"
      if member.value == .null, !field.isRequired {
        parts.append(
          .relation(RelationCondition(field: field.id, isPositive ? .none : .some, .always)))
      } else {
        parts.append(
          .relation(
            RelationCondition(
              field: field.id, isPositive ? .some : .isNot,
              try filter(member.value, related, path))))
      }
    }
    return all(parts)
  }

  private func listRelationFilter(
    _ field: FieldView, _ related: ModelView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Filter {
    let type = "\(related.name)ListRelationFilter"
    guard let members = value.members else { throw .wrongType(type, got: value, at: path) }
    var parts: [Filter] = []
    for member in members {
      let path = path.argument(member.name)
      let quantifier: RelationCondition.Quantifier
      switch member.name {
      case "some": quantifier = .some
      case "every": quantifier = .every
      case "none": quantifier = .none
      default:
        throw .unknownField(
          member.name, in: type, known: ["some", "every", "none", "is", "isNot"], at: path)
      }
      parts.append(
        .relation(
          RelationCondition(
            field: field.id, quantifier, try filter(member.value, related, path))))
    }
    return all(parts)
  }
}
