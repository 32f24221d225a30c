import Diagnostics
import QueryEngine

/// What `--read-only` lets through.
enum ReadOnly {
  /// Refuses a request that is meant to change data.
  ///
  /// Raw SQL that should return rows goes through: the session is one in which the database refuses
  /// to change anything.
  static func check(_ request: EngineRequest) throws(WriteRefused) {
    let queries: [QueryRequest] =
      switch request {
      case .single(let query, _): [query]
      case .batch(let queries, _, _): queries
      }
    for query in queries {
      guard let action = EngineAction(rawValue: query.action), !action.isWrite
      else { throw WriteRefused(action: query.action) }
    }
  }
}

/// A query that `--read-only` forbids.
struct WriteRefused: UserFacingError {
  /// The engine's name of the action.
  let action: String

  var code: String { "Q0003" }
  var message: String { "\(action) may change data, and --read-only forbids it" }
}
