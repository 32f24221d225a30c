import BackendInterface
import DatabaseAccess
import SchemaModel

extension QueryParser {
  /// A filter of a JSON column.
  func jsonFilter(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Filter {
    guard let members = value.members else {
      throw .wrongType("JsonFilter", got: value, at: path)
    }
    let location = try jsonPath(members, path)
    var ignoresCase = false
    var parts: [Filter] = []
    for member in members where member.name == "mode" {
      ignoresCase = member.value.nameValue == "insensitive"
    }
    for member in members where !["path", "mode"].contains(member.name) {
      let path = path.argument(member.name)
      let test = try jsonTest(field, member, path)
      let condition = Filter.field(
        FieldCondition(field.id, test, ignoresCase: ignoresCase, path: location))
      parts.append(member.name == "not" ? .not(condition) : condition)
    }
    return all(parts)
  }

  private func jsonPath(
    _ members: [QueryRequest.Argument], _ path: RequestPath
  ) throws(QueryError) -> JSONPath? {
    guard let member = members.first(where: { $0.name == "path" }) else { return nil }
    let path = path.argument("path")
    guard members.contains(where: { !["path", "mode"].contains($0.name) }) else {
      throw .input("a path into JSON needs a test beside it (at \(path.text))", .pathWithoutTest)
    }
    guard capabilities.usesJSONPathSteps else {
      guard case .string(let text) = member.value else {
        throw .wrongType("String", got: member.value, at: path)
      }
      return .text(text)
    }
    var steps: [String] = []
    for element in member.value.elements {
      switch element {
      case .string(let text): steps.append(text)
      case .integer(let number): steps.append(String(number))
      default: throw .wrongType("String[]", got: element, at: path)
      }
    }
    return .steps(steps)
  }

  private func jsonTest(
    _ field: FieldView, _ member: QueryRequest.Argument, _ path: RequestPath
  ) throws(QueryError) -> FieldTest {
    let value = member.value
    switch member.name {
    case "equals", "not": return try jsonEquality(field, value, path)
    case "string_contains": return .jsonStringContains(try text(field, value, path))
    case "string_starts_with": return .jsonStringStartsWith(try text(field, value, path))
    case "string_ends_with": return .jsonStringEndsWith(try text(field, value, path))
    case "array_starts_with": return .jsonArrayStartsWith(try json(field, value, path))
    case "array_ends_with": return .jsonArrayEndsWith(try json(field, value, path))
    default: break
    }
    if capabilities.supportsJSONComparison {
      switch member.name {
      case "array_contains": return .jsonArrayContains(try json(field, value, path))
      case "lt": return .less(try json(field, value, path))
      case "lte": return .lessOrEqual(try json(field, value, path))
      case "gt": return .greater(try json(field, value, path))
      case "gte": return .greaterOrEqual(try json(field, value, path))
      default: break
      }
    }
    throw .unknownField(
      member.name, in: field.isRequired ? "JsonFilter" : "JsonNullableFilter", at: path)
  }

  private func jsonEquality(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> FieldTest {
    switch value {
    case .enumeration("DbNull"): return .jsonNull(.database)
    case .enumeration("JsonNull"): return .jsonNull(.json)
    case .enumeration("AnyNull"): return .jsonNull(.any)
    default: return .equals(try json(field, value, path))
    }
  }

  private func json(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Operand {
    if let reference = fieldReference(value) {
      return .field(try resolve(reference, like: field, path, asList: false))
    }
    return .value(.json(try jsonText(value, path)))
  }

  private func text(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Operand {
    if let reference = fieldReference(value) {
      guard let model = field.model,
        let other = model.field(named: reference.field), reference.container == model.name,
        other.scalarType == .string
      else { throw badReference(reference, like: field, .scalar(.string), path) }
      return .field(other.id)
    }
    guard case .string(let text) = value else {
      throw .wrongType("String", got: value, at: path)
    }
    return .value(.text(text))
  }
}
