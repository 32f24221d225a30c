/// Renames in an order in which a database can carry them out one after the other.
///
/// A name must be free before something else gets it; things that swap their names need a
/// temporary one in between.
package struct RenameSequence: Sendable {
  package private(set) var steps: [SchemaPair<String>] = []

  package init(_ renames: [SchemaPair<String>]) {
    var pending = renames.filter { !$0.isUnchanged }
    var names = Set(pending.flatMap { [$0.previous, $0.next] })
    while !pending.isEmpty {
      let occupied = Set(pending.map { $0.previous })
      let free = pending.filter { !occupied.contains($0.next) }
      steps += free
      pending.removeAll { !occupied.contains($0.next) }
      guard free.isEmpty else { continue }
      let temporary = Self.temporaryName(notIn: names)
      names.insert(temporary)
      steps.append(SchemaPair(pending[0].previous, temporary))
      pending[0].previous = temporary
    }
  }

  private static func temporaryName(notIn names: Set<String>) -> String {
    var number = 1
    while names.contains("renamed_\(number)") { number += 1 }
    return "renamed_\(number)"
  }
}
