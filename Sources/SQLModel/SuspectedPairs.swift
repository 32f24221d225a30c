/// What is dropped and what is added in pairs that may be one thing.
package struct SuspectedPairs<Value> {
  package private(set) var pairs: [SchemaPair<Value>] = []

  /// More than these are nothing that anybody wants to be asked about one by one.
  static var limit: Int { 12 }

  /// Pairs everything with everything that it may be, or where that would be too many pairs, one
  /// with one in their order.
  package init(
    _ dropped: [Value], _ added: [Value], where mayBeOne: @escaping (Value, Value) -> Bool
  ) {
    self.init(dropped, added) { position in
      added.indices.lazy.filter { mayBeOne(dropped[position], added[$0]) }
    }
  }

  /// The same by positions: `successors` gives those of the added values that a dropped one may be.
  init<Successors: Sequence<Int>>(
    _ dropped: [Value], _ added: [Value], successors: (Int) -> Successors
  ) {
    for position in dropped.indices where pairs.count <= Self.limit {
      let few = successors(position).prefix(Self.limit + 1)
      pairs += few.map { SchemaPair(dropped[position], added[$0]) }
    }
    guard pairs.count > Self.limit else { return }
    var taken: Set<Int> = []
    pairs = dropped.indices.compactMap { position in
      guard let successor = successors(position).first(where: { !taken.contains($0) }) else {
        return nil
      }
      taken.insert(successor)
      return SchemaPair(dropped[position], added[successor])
    }
  }
}
