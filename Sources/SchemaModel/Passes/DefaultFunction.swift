/// A function that may stand in `@default`.
struct DefaultFunction {
  let scalars: [ScalarType]
  /// What is wrong with the arguments of a call, if something is.
  let problem: @Sendable (ArgumentList) -> String?

  func problem(with list: ArgumentList) -> String? { problem(list) }

  static let all: [String: DefaultFunction] = [
    "autoincrement": DefaultFunction(scalars: [.int, .bigInt]) { none("autoincrement", $0) },
    "cuid": DefaultFunction(scalars: [.string]) { number("cuid", in: [1, 2], $0) },
    "uuid": DefaultFunction(scalars: [.string]) { number("uuid", in: [4, 7], $0) },
    "ulid": DefaultFunction(scalars: [.string]) { none("ulid", $0) },
    "nanoid": DefaultFunction(scalars: [.string]) { number("nanoid", in: Array(2...255), $0) },
    "now": DefaultFunction(scalars: [.dateTime]) { none("now", $0) },
    "auto": DefaultFunction(scalars: ScalarType.allCases) { none("auto", $0) },
    "dbgenerated": DefaultFunction(scalars: ScalarType.allCases) { text($0) },
  ]

  /// What only a model can have: what the database or its key gives.
  static let ofModels: Set<String> = ["auto", "autoincrement", "dbgenerated"]

  private static let acceptedByType: [ScalarType: Set<String>] = Dictionary(
    uniqueKeysWithValues: ScalarType.allCases.map { type in
      (type, Set(all.filter { $0.value.scalars.contains(type) }.map(\.key)))
    })

  /// The functions that fit a scalar type.
  static func accepted(by type: ScalarType) -> Set<String> { acceptedByType[type] ?? [] }

  private static func none(_ name: String, _ list: ArgumentList) -> String? {
    list.arguments.isEmpty && list.emptyArguments.isEmpty
      ? nil : "`\(name)()` takes no argument"
  }

  private static func number(
    _ name: String, in allowed: [Int], _ list: ArgumentList
  ) -> String? {
    let range =
      allowed.count == 2
      ? "\(allowed[0]) or \(allowed[1])" : "from \(allowed.first ?? 0) to \(allowed.last ?? 0)"
    let problem = "`\(name)()` takes no argument or one number: \(range)"
    guard list.arguments.count <= 1 else { return problem }
    guard let argument = list.arguments.first else { return nil }
    if case .number(let digits, _) = argument.value, let value = Int(digits),
      allowed.contains(value)
    {
      return nil
    }
    return problem
  }

  private static func text(_ list: ArgumentList) -> String? {
    guard let argument = list.arguments.first else { return nil }
    if list.arguments.count == 1, case .string(let text, _) = argument.value, !text.isEmpty {
      return nil
    }
    return "`dbgenerated()` takes no argument or one string that is not empty"
  }
}

extension ArgumentList {
  /// The call with these arguments as a default value.
  func call(_ name: String) -> DefaultValue.FunctionCall {
    DefaultValue.FunctionCall(
      name: name,
      arguments: arguments.compactMap { argument in
        argument.value.literal.map {
          DefaultValue.Argument(name: argument.name?.name, value: $0)
        }
      })
  }
}

extension Expression {
  /// The value as a literal default.
  var literal: DefaultValue? {
    switch self {
    case .string(let text, _): .string(text)
    case .number(let digits, _): .number(digits)
    case .constant("true", _): .boolean(true)
    case .constant("false", _): .boolean(false)
    case .constant(let name, _): .enumValue(name)
    case .array(let values, _): .list(values.compactMap(\.literal))
    case .function(let name, let list, _): .function(list.call(name))
    }
  }
}
