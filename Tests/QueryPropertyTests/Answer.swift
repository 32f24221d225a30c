import JSON

/// What the answer to a request has to be.
indirect enum Answer: Equatable {
  case scalar(Scalar, Shape.Kind)
  /// A number that is rounded on its way.
  case average(Double)
  case object([String: Answer])
  /// Elements in their order, where the order of those in one group is open.
  case list([[Answer]])

  static var null: Answer { .scalar(.null, .string) }
  static func number(_ count: Int) -> Answer { .scalar(.integer(Int64(count)), .int) }

  /// Whether a value is this answer.
  func matches(_ json: JSONValue) -> Bool {
    switch self {
    case .scalar(let scalar, let kind): return Scalar(json, kind) == scalar
    case .average(let expected):
      guard case .number(let found)? = Scalar(json, json["$type"] == nil ? .float : .decimal)
      else { return false }
      return abs(found - expected) <= 1e-9 * max(1, abs(expected))
    case .object(let expected):
      guard let members = json.members, members.count == expected.count else { return false }
      return members.allSatisfy { expected[$0.key]?.matches($0.value) ?? false }
    case .list(let groups):
      guard var rest = json.arrayValue?[...], rest.count == groups.joined().count else {
        return false
      }
      return groups.allSatisfy { group in
        var found = Array(rest.prefix(group.count))
        rest = rest.dropFirst(group.count)
        return group.allSatisfy { expected in
          found.firstIndex(where: expected.matches).map { found.remove(at: $0) } != nil
        }
      }
    }
  }

  /// The answer as JSON, groups with an open order in braces.
  var text: String {
    switch self {
    case .scalar(let scalar, let kind): return scalar.json(kind).text
    case .average(let number): return "\(number)"
    case .object(let members):
      let texts = members.map { "\"\($0)\":\($1.text)" }
      return "{\(texts.sorted().joined(separator: ","))}"
    case .list(let groups):
      let texts = groups.map { group in
        let texts = group.map(\.text).joined(separator: ",")
        return group.count == 1 ? texts : "{\(texts)}"
      }
      return "[\(texts.joined(separator: ","))]"
    }
  }
}
