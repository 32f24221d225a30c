import JSON

extension JSONValue {
  /// The smallest request in reach that still shows a fault.
  ///
  /// - Parameter isFaulty: Whether a request shows the fault.
  /// - Returns: A request that shows it.
  func shrunk(_ isFaulty: (JSONValue) -> Bool) -> JSONValue {
    var smallest = self
    var attempts = 2_000
    search: while true {
      for candidate in smallest.smaller {
        attempts -= 1
        guard attempts > 0 else { return smallest }
        guard isFaulty(candidate) else { continue }
        smallest = candidate
        continue search
      }
      return smallest
    }
  }

  /// The values with one part less, or with a part in place of what it is in.
  private var smaller: [JSONValue] {
    var found: [JSONValue] = []
    switch self {
    case .null, .boolean, .number, .string: break
    case .array(let elements):
      for index in elements.indices {
        var rest = elements
        rest.remove(at: index)
        found.append(.array(rest))
        for part in elements[index].smaller {
          rest = elements
          rest[index] = part
          found.append(.array(rest))
        }
      }
    case .object(let members):
      guard self["$type"] == nil else { break }
      found = members.map(\.value).filter { $0.members != nil }
      for index in members.indices {
        var rest = members
        rest.remove(at: index)
        found.append(.object(rest))
        for part in members[index].value.smaller {
          rest = members
          rest[index].value = part
          found.append(.object(rest))
        }
      }
    }
    return found
  }
}
