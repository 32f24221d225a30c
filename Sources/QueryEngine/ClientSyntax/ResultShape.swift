/// How the engine's answer becomes what the client's method returns.
package enum ResultShape: Sendable, Hashable {
  case asItIs
  /// The member `_count`, of it the member `_all` when only the number was asked for.
  case count(isNumber: Bool)
  /// One object of aggregates; with `_count: true` its count is a number.
  case aggregate(countIsNumber: Bool)
  /// A list of such objects.
  case groups(countIsNumber: Bool)
  /// The rows of raw SQL as objects.
  case rows
  /// What stands under these keys, for `findUnique(…).posts()`.
  case path([String])

  package func apply(to answer: ArgumentValue) -> ArgumentValue {
    switch self {
    case .asItIs: return answer
    case .count(let isNumber):
      let count = answer["_count"] ?? .null
      return isNumber ? count["_all"] ?? .null : count
    case .aggregate(let countIsNumber):
      return countIsNumber ? Self.withNumber(answer) : answer
    case .groups(let countIsNumber):
      guard countIsNumber, case .list(let groups) = answer else { return answer }
      return .list(groups.map(Self.withNumber))
    case .rows: return RawRows.objects(from: answer)
    case .path(let keys):
      return keys.reduce(answer) { value, key in value[key] ?? .null }
    }
  }

  private static func withNumber(_ group: ArgumentValue) -> ArgumentValue {
    guard case .object(var members) = group,
      let index = members.firstIndex(where: { $0.name == "_count" })
    else { return group }
    members[index].value = members[index].value["_all"] ?? .null
    return .object(members)
  }
}

extension ArgumentValue {
  /// The value of a key of an object, the last one when it is repeated.
  package subscript(key: String) -> ArgumentValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == key }?.value
  }
}
