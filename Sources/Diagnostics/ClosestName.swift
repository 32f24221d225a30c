/// The candidate that is closest to a misspelt name, if one is close enough to be meant.
///
/// Case does not count, and a third of the name may be wrong.
package func closestName(to name: String, among candidates: some Sequence<String>) -> String? {
  closestNames(to: name, among: candidates).first
}

/// The candidates that are closest to a misspelt name and equally so, in their order.
///
/// Case does not count, and a third of the name may be wrong; of two letters, one.
package func closestNames(
  to name: String, among candidates: some Sequence<String>
) -> [String] {
  let wanted = Array(name.lowercased().utf8)
  let limit = wanted.count == 1 ? 0 : max(1, wanted.count / 3)
  // The distance costs the product of both lengths: nothing so long is a spelling mistake.
  guard wanted.count <= 64 else { return [] }
  var best: [String] = []
  var shortest = limit
  for candidate in candidates where candidate != name {
    guard abs(candidate.utf8.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, Array(candidate.lowercased().utf8))
    if distance > shortest { continue }
    if distance < shortest { best = [] }
    shortest = distance
    if !best.contains(candidate) { best.append(candidate) }
  }
  return best
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words
/// (optimal string alignment).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      var cost = min(
        previous[j] + (left[i] == right[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, beforePrevious[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforePrevious, previous) = (previous, row)
  }
  return previous[right.count]
}
