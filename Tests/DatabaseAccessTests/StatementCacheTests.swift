import DatabaseAccess
import Testing

struct StatementCacheTests {
  @Test("The statement used longest ago leaves a full cache")
  func leastRecentlyUsedLeaves() {
    var cache = StatementCache<Int>(capacity: 2)
    #expect(cache.insert(1, for: "a").isEmpty)
    #expect(cache.insert(2, for: "b").isEmpty)
    #expect(cache.statement(for: "a") == 1)
    #expect(cache.insert(3, for: "c") == [2])
    #expect(cache.statement(for: "b") == nil)
    #expect(cache.statement(for: "a") == 1)
    #expect(cache.count == 2)
  }

  @Test("A replaced statement is handed back")
  func replacedIsHandedBack() {
    var cache = StatementCache<Int>(capacity: 2)
    _ = cache.insert(1, for: "a")
    #expect(cache.insert(2, for: "a") == [1])
    #expect(cache.removeAll() == [2])
  }

  @Test("A cache of size 0 keeps nothing")
  func keepsNothing() {
    var cache = StatementCache<Int>(capacity: 0)
    #expect(cache.insert(1, for: "a") == [1])
    #expect(cache.statement(for: "a") == nil)
  }
}
