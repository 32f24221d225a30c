import ArgumentParser

/// Finds what was meant by an unknown command.
enum CommandSuggestion {
  /// Follows the commands of a line down from `root`.
  ///
  /// - Throws: `UsageError` at the first word that is not a command where one is expected.
  static func check(_ arguments: [String], root: any ParsableCommand.Type) throws(UsageError) {
    var command = root
    var path = root.name
    // `help migrate dev` names commands too.
    for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      guard let next = subcommands.first(where: { $0.name == word }) else {
        throw unknown(word, in: path, names: subcommands.map { $0.name })
      }
      command = next
      path += " " + word
    }
  }

  private static func unknown(_ word: String, in path: String, names: [String]) -> UsageError {
    let closest = nearest(to: word, in: names)
    return UsageError(
      "\(path) has no command “\(word)”",
      help: closest.map { "did you mean \(path) \($0)?" }
        ?? "the commands are \(names.joined(separator: ", "))")
  }

  /// The candidate with the smallest edit distance, when it is small enough to be a slip.
  static func nearest(to word: String, in candidates: [String]) -> String? {
    let limit = max(1, word.count / 3 + 1)
    let ranked = candidates.map { (name: $0, distance: distance($0, word)) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= limit
    else { return nil }
    return best.name
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two words
  /// (optimal string alignment).
  static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars.prefix(64)))
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforePrevious, previous) = (previous, row)
    }
    return previous[b.count]
  }
}

extension ParsableCommand {
  /// The name as it is typed: the configured one, else the type's in kebab case.
  fileprivate static var name: String {
    configuration.commandName ?? String(describing: Self.self).lowercased()
  }
}
