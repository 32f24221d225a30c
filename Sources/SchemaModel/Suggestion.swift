/// The candidate that is closest to a misspelt name, if one is close enough to be meant.
package func closestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, name.utf8.count / 3)
  let wanted = Array(name.lowercased().utf8)
  // The distance costs the product of both lengths: nothing so long is a spelling mistake.
  guard wanted.count <= 64 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    guard abs(candidate.utf8.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, Array(candidate.lowercased().utf8))
    if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// "Did you mean …?" for the closest candidate.
package func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  closestName(to: name, among: candidates).map { "Did you mean `\($0)`?" }
}

/// Levenshtein's distance with one row of memory.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (i, byte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in right.indices {
      let substitution = diagonal + (byte == right[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
