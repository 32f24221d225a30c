/// The prepared statements of one session by their text; the least recently used one leaves first.
public struct StatementCache<Prepared> {
  private struct Entry {
    var prepared: Prepared
    var lastUse: UInt64
  }

  /// The largest number of statements kept; 0 keeps none.
  public let capacity: Int
  private var entries: [String: Entry] = [:]
  private var clock: UInt64 = 0

  /// Creates an empty cache.
  public init(capacity: Int) { self.capacity = max(capacity, 0) }

  /// The number of statements kept.
  public var count: Int { entries.count }

  /// The statement of a text, which counts as a use.
  public mutating func statement(for sql: String) -> Prepared? {
    guard let index = entries.index(forKey: sql) else { return nil }
    clock += 1
    entries.values[index].lastUse = clock
    return entries.values[index].prepared
  }

  /// Keeps a statement.
  ///
  /// - Returns: The statements that left: those to be closed by the caller.
  /// - Complexity: O(capacity) when the cache is full, else O(1). A full cache means that the
  ///   texts vary, and then preparing costs far more than this search.
  public mutating func insert(_ prepared: Prepared, for sql: String) -> [Prepared] {
    guard capacity > 0 else { return [prepared] }
    clock += 1
    var left: [Prepared] = []
    if let replaced = entries.updateValue(Entry(prepared: prepared, lastUse: clock), forKey: sql) {
      left.append(replaced.prepared)
    }
    if entries.count > capacity,
      let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key,
      let entry = entries.removeValue(forKey: oldest)
    {
      left.append(entry.prepared)
    }
    return left
  }

  /// Forgets the statement of a text.
  public mutating func remove(_ sql: String) -> Prepared? {
    entries.removeValue(forKey: sql)?.prepared
  }

  /// Forgets all statements and returns them.
  public mutating func removeAll() -> [Prepared] {
    defer { entries = [:] }
    return entries.values.map(\.prepared)
  }
}
