/// The difference of two texts by lines.
package enum LineDifference {
  /// The removed and the added lines with three lines of context.
  package static func unified(from previous: String, to next: String) -> String {
    let before = previous.split(separator: "\n", omittingEmptySubsequences: false)
    let after = next.split(separator: "\n", omittingEmptySubsequences: false)
    let changes = after.difference(from: before)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [(isChange: Bool, text: String)] = []
    var (i, j) = (0, 0)
    while i < before.count || j < after.count {
      if i < before.count, removed.contains(i) {
        lines.append((true, "-\(before[i])"))
        i += 1
      } else if j < after.count, inserted.contains(j) {
        lines.append((true, "+\(after[j])"))
        j += 1
      } else {
        if i < before.count { lines.append((false, " \(before[i])")) }
        i += 1
        j += 1
      }
    }
    let changed = lines.indices.filter { lines[$0].isChange }
    let shown = Set(changed.flatMap { max(0, $0 - 3)...min(lines.count - 1, $0 + 3) })
    return lines.indices.filter(shown.contains).map { lines[$0].text }.joined(separator: "\n")
  }
}
