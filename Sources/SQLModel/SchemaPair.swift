/// The same thing before and after a change.
package struct SchemaPair<Value> {
  package var previous: Value
  package var next: Value

  package init(_ previous: Value, _ next: Value) {
    self.previous = previous
    self.next = next
  }

  /// Both sides transformed.
  package func map<Result>(_ transform: (Value) -> Result) -> SchemaPair<Result> {
    SchemaPair<Result>(transform(previous), transform(next))
  }

  /// Both sides transformed, unless one of them has no result.
  package func compactMap<Result>(_ transform: (Value) -> Result?) -> SchemaPair<Result>? {
    guard let previous = transform(previous), let next = transform(next) else { return nil }
    return SchemaPair<Result>(previous, next)
  }
}

extension SchemaPair: Sendable where Value: Sendable {}
extension SchemaPair: Equatable where Value: Equatable {}
extension SchemaPair: Hashable where Value: Hashable {}

extension SchemaPair where Value: Equatable {
  package var isUnchanged: Bool { previous == next }
}
