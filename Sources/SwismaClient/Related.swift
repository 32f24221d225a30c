/// The records of a relation, if the query included them.
public indirect enum Related<Value: Sendable>: Sendable {
  /// The query did not include the relation.
  case notLoaded
  /// What is related.
  case loaded(Value)

  /// What is related; `nil` when the query did not include the relation.
  public var value: Value? {
    switch self {
    case .notLoaded: nil
    case .loaded(let value): value
    }
  }
}

extension Related: Equatable where Value: Equatable {}
extension Related: Hashable where Value: Hashable {}
