/// The methods of a model in the client's own syntax.
package enum ClientMethod: String, Sendable, Hashable, CaseIterable {
  case findUnique, findUniqueOrThrow, findFirst, findFirstOrThrow, findMany
  case create, createMany, createManyAndReturn
  case update, updateMany, updateManyAndReturn
  case delete, deleteMany, upsert
  case count, aggregate, groupBy, findRaw, aggregateRaw

  /// What the engine is asked for.
  package var action: EngineAction {
    switch self {
    case .findUnique: .findUnique
    case .findUniqueOrThrow: .findUniqueOrThrow
    case .findFirst: .findFirst
    case .findFirstOrThrow: .findFirstOrThrow
    case .findMany: .findMany
    case .create: .createOne
    case .createMany: .createMany
    case .createManyAndReturn: .createManyAndReturn
    case .update: .updateOne
    case .updateMany: .updateMany
    case .updateManyAndReturn: .updateManyAndReturn
    case .delete: .deleteOne
    case .deleteMany: .deleteMany
    case .upsert: .upsertOne
    case .count, .aggregate: .aggregate
    case .groupBy: .groupBy
    case .findRaw: .findRaw
    case .aggregateRaw: .aggregateRaw
    }
  }

  /// Whether the answer is one record, which has relations to go on with.
  var isOneRecord: Bool {
    switch self {
    case .findUnique, .findUniqueOrThrow, .findFirst, .findFirstOrThrow, .create, .update, .delete,
      .upsert:
      true
    case .findMany, .createMany, .createManyAndReturn, .updateMany, .updateManyAndReturn,
      .deleteMany, .count, .aggregate, .groupBy, .findRaw, .aggregateRaw:
      false
    }
  }
}
