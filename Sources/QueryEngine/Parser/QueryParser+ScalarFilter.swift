import BackendInterface
import DatabaseAccess
import SchemaModel

/// Conditions on columns.
extension QueryParser {
  /// A filter of a column: a bare value, or an object of tests.
  func scalarFilter(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath,
    aggregate: AggregateFunction? = nil
  ) throws(QueryError) -> Filter {
    if field.isList { return try listFilter(field, value, path) }
    if field.scalarType == .json { return try jsonFilter(field, value, path) }
    guard let members = value.members, fieldReference(value) == nil else {
      return try equality(field, value, path, aggregate: aggregate, ignoresCase: false)
    }
    return try tests(field, members, path, aggregate: aggregate)
  }

  /// The type that values are compared as: aggregates change it.
  private func comparedType(_ field: FieldView, _ aggregate: AggregateFunction?) -> FieldType {
    switch aggregate {
    case .count, .countAll: .scalar(.int)
    case .average: field.scalarType == .decimal ? .scalar(.decimal) : .scalar(.float)
    case .sum, .minimum, .maximum, nil: field.type
    }
  }

  private func equality(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath,
    aggregate: AggregateFunction?, ignoresCase: Bool
  ) throws(QueryError) -> Filter {
    if value == .null {
      guard field.arity == .optional || aggregate != nil else {
        throw .wrongType(typeName(of: field), got: value, at: path)
      }
      return .field(FieldCondition(field.id, .isNull, aggregate: aggregate))
    }
    let operand = try operand(field, value, path, aggregate: aggregate)
    return .field(
      FieldCondition(
        field.id, .equals(operand), aggregate: aggregate, ignoresCase: ignoresCase))
  }

  func operand(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath,
    aggregate: AggregateFunction? = nil, asList: Bool = false
  ) throws(QueryError) -> Operand {
    if let reference = fieldReference(value) {
      return .field(
        try resolve(
          reference, like: field, path, asList: asList, type: comparedType(field, aggregate)))
    }
    return .value(
      try scalar(value, comparedType(field, aggregate), of: field, path))
  }

  /// All tests of an object.
  ///
  /// Inside `not` each of them is negated by itself, and still all have to hold; a bare `not` is
  /// the same inside and outside.
  private func tests(
    _ field: FieldView, _ members: [QueryRequest.Argument], _ path: RequestPath,
    aggregate: AggregateFunction?, inheritedMode: Bool? = nil, isNegated: Bool = false
  ) throws(QueryError) -> Filter {
    let ignoresCase =
      if let inheritedMode { inheritedMode } else { try mode(members, field, path) }
    var parts: [Filter] = []
    for member in members where member.name != "mode" || inheritedMode != nil {
      let path = path.argument(member.name)
      if member.name == "not" {
        parts.append(
          try negation(
            field, member.value, path, aggregate: aggregate, ignoresCase: ignoresCase,
            isNegated: isNegated))
        continue
      }
      let test = try test(field, member, path, aggregate: aggregate, ignoresCase: ignoresCase)
      parts.append(isNegated ? .not(test) : test)
    }
    return all(parts)
  }

  private func negation(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath,
    aggregate: AggregateFunction?, ignoresCase: Bool, isNegated: Bool
  ) throws(QueryError) -> Filter {
    guard let members = value.members, fieldReference(value) == nil else {
      return .not(
        try equality(field, value, path, aggregate: aggregate, ignoresCase: ignoresCase))
    }
    return try tests(
      field, members, path, aggregate: aggregate, inheritedMode: ignoresCase,
      isNegated: !isNegated)
  }

  private func mode(
    _ members: [QueryRequest.Argument], _ field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> Bool {
    guard let mode = members.first(where: { $0.name == "mode" }) else { return false }
    let path = path.argument("mode")
    guard capabilities.supportsInsensitiveMode, [.string, .json].contains(field.scalarType) else {
      throw .unknownField("mode", in: "\(typeName(of: field))Filter", at: path)
    }
    switch mode.value.nameValue {
    case "insensitive": return true
    case "default": return false
    default: throw .wrongType("QueryMode", got: mode.value, at: path)
    }
  }

  private func test(
    _ field: FieldView, _ member: QueryRequest.Argument, _ path: RequestPath,
    aggregate: AggregateFunction?, ignoresCase: Bool
  ) throws(QueryError) -> Filter {
    func condition(_ test: FieldTest) -> Filter {
      .field(FieldCondition(field.id, test, aggregate: aggregate, ignoresCase: ignoresCase))
    }
    func other() throws(QueryError) -> Operand {
      try operand(field, member.value, path, aggregate: aggregate)
    }
    let isText = field.scalarType == .string && !field.isUUID
    let isOrdered = isOrdered(field) || aggregate != nil
    switch member.name {
    case "equals":
      return try equality(
        field, member.value, path, aggregate: aggregate, ignoresCase: ignoresCase)
    case "in" where field.scalarType != .boolean || aggregate != nil:
      return try inclusion(field, member.value, path, aggregate, ignoresCase)
    case "notIn" where field.scalarType != .boolean || aggregate != nil:
      return .not(try inclusion(field, member.value, path, aggregate, ignoresCase))
    case "lt" where isOrdered: return condition(.less(try other()))
    case "lte" where isOrdered: return condition(.lessOrEqual(try other()))
    case "gt" where isOrdered: return condition(.greater(try other()))
    case "gte" where isOrdered: return condition(.greaterOrEqual(try other()))
    case "contains" where isText: return condition(.contains(try other()))
    case "startsWith" where isText: return condition(.startsWith(try other()))
    case "endsWith" where isText: return condition(.endsWith(try other()))
    case "search" where isText && capabilities.searchesTexts(in: datamodel):
      return condition(.search(try other()))
    default:
      throw .unknownField(
        member.name, in: "\(typeName(of: field))Filter", known: Self.testNames, at: path)
    }
  }

  private static let testNames = [
    "equals", "not", "in", "notIn", "lt", "lte", "gt", "gte", "contains", "startsWith", "endsWith",
    "mode",
  ]

  private func isOrdered(_ field: FieldView) -> Bool {
    switch field.scalarType {
    case .int, .bigInt, .float, .decimal, .dateTime, .string: true
    case .boolean, .json, .bytes, nil: false
    }
  }

  private func inclusion(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath,
    _ aggregate: AggregateFunction?, _ ignoresCase: Bool
  ) throws(QueryError) -> Filter {
    if let reference = fieldReference(value) {
      guard capabilities.supportsScalarLists else {
        throw .wrongType(typeName(of: field), got: value, at: path)
      }
      let list = try resolve(reference, like: field, path, asList: true)
      return .field(
        FieldCondition(
          field.id, .isInField(list), aggregate: aggregate, ignoresCase: ignoresCase))
    }
    if value == .null {
      guard field.arity == .optional else {
        throw .wrongType(typeName(of: field), got: value, at: path)
      }
      return .field(FieldCondition(field.id, .isNull, aggregate: aggregate))
    }
    var operands: [Operand] = []
    for element in value.elements {
      guard element != .null else { throw .missingArgument(at: path) }
      operands.append(try operand(field, element, path, aggregate: aggregate))
    }
    guard !operands.isEmpty else { return .never }
    return .field(
      FieldCondition(
        field.id, .isIn(operands), aggregate: aggregate, ignoresCase: ignoresCase))
  }

  private func listFilter(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Filter {
    func list(_ value: ArgumentValue, _ path: RequestPath) throws(QueryError) -> Operand {
      if let reference = fieldReference(value) {
        return .field(try resolve(reference, like: field, path, asList: true))
      }
      var operands: [Operand] = []
      for element in value.elements {
        operands.append(try operand(field, element, path))
      }
      return .values(operands)
    }
    guard let members = value.members, fieldReference(value) == nil else {
      guard value != .null else { throw .missingArgument(at: path) }
      return .field(FieldCondition(field.id, .equals(try list(value, path))))
    }
    guard let member = members.first, members.count == 1 else {
      throw .invalid("\(path.text) names exactly one test")
    }
    // No element equals NULL, as the database sees it.
    if member.name == "has", member.value == .null { return .never }
    return .field(FieldCondition(field.id, try listTest(field, member, path, list)))
  }

  private func listTest(
    _ field: FieldView, _ member: QueryRequest.Argument, _ path: RequestPath,
    _ list: (ArgumentValue, RequestPath) throws(QueryError) -> Operand
  ) throws(QueryError) -> FieldTest {
    let path = path.argument(member.name)
    switch member.name {
    case "equals":
      return member.value == .null ? .isNull : .equals(try list(member.value, path))
    case "has": return .listHas(try operand(field, member.value, path))
    case "hasEvery": return .listHasEvery(try list(member.value, path))
    case "hasSome": return .listHasSome(try list(member.value, path))
    case "isEmpty":
      guard case .boolean(let flag) = member.value else {
        throw .wrongType("Boolean", got: member.value, at: path)
      }
      return .listIsEmpty(flag)
    default:
      throw .unknownField(
        member.name, in: "\(typeName(of: field))NullableListFilter", at: path)
    }
  }
}
