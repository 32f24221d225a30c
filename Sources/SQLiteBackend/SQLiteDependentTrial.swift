import DatabaseAccess

/// A view or a trigger.
struct SQLiteDependent: Hashable {
  enum Kind: String { case view, trigger }

  var kind: Kind
  var name: String
}

/// Which views and triggers work, by what happens when statements that use them are compiled.
struct SQLiteDependentTrial {
  enum Event { case select, insert, update, delete }

  private struct Use: Hashable {
    var dependent: SQLiteDependent
    var event: Event
    /// Whether a quoted name that nothing has is read as a text.
    ///
    /// Such a view works on when its column goes, but gives the name of the column for its values.
    var readsNamesAsText: Bool
  }

  private var working: Set<Use> = []
  private var failures: [(use: Use, error: DatabaseError)] = []

  mutating func record(
    _ dependent: SQLiteDependent, _ event: Event, readsNamesAsText: Bool, _ error: DatabaseError?
  ) {
    let use = Use(dependent: dependent, event: event, readsNamesAsText: readsNamesAsText)
    if let error { failures.append((use, error)) } else { working.insert(use) }
  }

  /// Whether some use of it works.
  func works(_ dependent: SQLiteDependent) -> Bool {
    working.contains { $0.dependent == dependent }
  }

  /// What worked in an earlier trial and does not now, each with the first reason; views first.
  func broken(
    since earlier: SQLiteDependentTrial
  ) -> [(dependent: SQLiteDependent, reason: DatabaseError)] {
    var seen: Set<SQLiteDependent> = []
    let broken = failures.filter {
      earlier.working.contains($0.use) && seen.insert($0.use.dependent).inserted
    }
    return [SQLiteDependent.Kind.view, .trigger].flatMap { kind in
      broken.filter { $0.use.dependent.kind == kind }.map { ($0.use.dependent, $0.error) }
    }
  }
}
