/// The actions of the engine under their protocol names.
package enum EngineAction: String, Sendable, Hashable, CaseIterable {
  case findUnique, findUniqueOrThrow, findFirst, findFirstOrThrow, findMany
  case createOne, createMany, createManyAndReturn
  case updateOne, updateMany, updateManyAndReturn
  case deleteOne, deleteMany, upsertOne
  case aggregate, groupBy
  case executeRaw, queryRaw, runCommandRaw, findRaw, aggregateRaw

  /// Whether the action stands for itself, without a model.
  package var isRaw: Bool {
    switch self {
    case .executeRaw, .queryRaw, .runCommandRaw: true
    case .findUnique, .findUniqueOrThrow, .findFirst, .findFirstOrThrow, .findMany, .createOne,
      .createMany, .createManyAndReturn, .updateOne, .updateMany, .updateManyAndReturn, .deleteOne,
      .deleteMany, .upsertOne, .aggregate, .groupBy, .findRaw, .aggregateRaw:
      false
    }
  }

  /// Whether the action may change data; raw queries count as reads only when asked as such.
  package var isWrite: Bool {
    switch self {
    case .createOne, .createMany, .createManyAndReturn, .updateOne, .updateMany,
      .updateManyAndReturn, .deleteOne, .deleteMany, .upsertOne, .executeRaw, .runCommandRaw:
      true
    case .findUnique, .findUniqueOrThrow, .findFirst, .findFirstOrThrow, .findMany, .aggregate,
      .groupBy, .queryRaw, .findRaw, .aggregateRaw:
      false
    }
  }

  /// Takes a GraphQL field such as `findUniqueUserOrThrow` apart.
  ///
  /// A model may itself be called `UserOrThrow`, so a known model decides; among unknown ones the
  /// suffix belongs to the action.
  ///
  /// - Returns: `nil` when the field starts with no action.
  package static func split(
    field: String, isModel: (String) -> Bool
  ) -> (action: String, model: String?)? {
    if let raw = Self(rawValue: field), raw.isRaw { return (field, nil) }
    var guess: (action: String, model: String?)?
    for prefix in modelPrefixes where field.hasPrefix(prefix) && field.count > prefix.count {
      let rest = String(field.dropFirst(prefix.count))
      if isModel(rest), Self(rawValue: prefix) != nil { return (prefix, rest) }
      var parts = (action: prefix, model: Optional(rest))
      for suffix in ["OrThrow", "AndReturn", "Raw"]
      where rest.hasSuffix(suffix) && rest.count > suffix.count {
        let action = prefix + suffix
        guard Self(rawValue: action) != nil else { continue }
        parts = (action, String(rest.dropLast(suffix.count)))
      }
      if let model = parts.model, isModel(model) { return parts }
      if guess == nil, Self(rawValue: parts.action) != nil { guess = parts }
    }
    return guess
  }

  /// What a field with a model can start with, longer ones first.
  private static let modelPrefixes = [
    "findUnique", "createMany", "updateMany", "deleteMany", "createOne", "updateOne", "deleteOne",
    "upsertOne", "findFirst", "aggregate", "findMany", "groupBy", "find",
  ]
}
