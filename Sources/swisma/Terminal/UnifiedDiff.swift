/// The lines in which two texts differ, in the unified format that `patch` and reviewers read.
///
/// https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
struct UnifiedDiff {
  /// The number of equal lines around a change.
  private static let context = 3
  /// Texts that differ in more lines are shown as one change: to find the shortest way between
  /// them costs the square of their distance.
  private static let limit = 4_000

  private enum Line {
    case same(Substring)
    case removed(Substring)
    case added(Substring)
  }

  private let path: String
  private let style: Style
  private let lines: [Line]

  init(from previous: String, to next: String, path: String, style: Style) {
    self.path = path
    self.style = style
    lines = Self.lines(Self.split(previous), Self.split(next))
  }

  /// The text; empty when there is no difference.
  var text: String {
    var text = ""
    for hunk in hunks { text += self.text(of: hunk) }
    guard !text.isEmpty else { return "" }
    return style.bold("--- \(path)") + "\n" + style.bold("+++ \(path)") + "\n" + text
  }

  /// The lines without their LF; a CR before it is a part of the line.
  private static func split(_ text: String) -> [Substring] {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { Substring($0) }
  }

  private static func lines(_ previous: [Substring], _ next: [Substring]) -> [Line] {
    let start = zip(previous, next).prefix { $0 == $1 }.count
    let rest = (previous.dropFirst(start), next.dropFirst(start))
    let end = zip(rest.0.reversed(), rest.1.reversed()).prefix { $0 == $1 }.count
    let middle = (Array(rest.0.dropLast(end)), Array(rest.1.dropLast(end)))
    return previous.prefix(start).map(Line.same) + changes(middle.0, middle.1)
      + previous.suffix(end).map(Line.same)
  }

  private static func changes(_ previous: [Substring], _ next: [Substring]) -> [Line] {
    guard previous.count + next.count <= limit else {
      return previous.map(Line.removed) + next.map(Line.added)
    }
    let difference = next.difference(from: previous)
    var (removed, added) = (Set<Int>(), Set<Int>())
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (old, new) = (0, 0)
    while old < previous.count || new < next.count {
      if removed.contains(old) {
        lines.append(.removed(previous[old]))
        old += 1
      } else if added.contains(new) {
        lines.append(.added(next[new]))
        new += 1
      } else {
        lines.append(.same(previous[old]))
        old += 1
        new += 1
      }
    }
    return lines
  }

  /// The runs of lines to show: changes with what is around them.
  private var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, line) in lines.enumerated() {
      if case .same = line { continue }
      let start = max(0, index - Self.context)
      let end = min(lines.count, index + Self.context + 1)
      if let last = hunks.last, last.upperBound >= start {
        hunks[hunks.count - 1] = last.lowerBound..<end
      } else {
        hunks.append(start..<end)
      }
    }
    return hunks
  }

  private func text(of hunk: Range<Int>) -> String {
    let before = counts(of: lines[..<hunk.lowerBound])
    let within = counts(of: lines[hunk])
    // A side without lines is placed behind the line before.
    func place(_ before: Int, _ count: Int) -> String {
      "\(count == 0 ? before : before + 1),\(count)"
    }
    let old = place(before.previous, within.previous)
    var text = style.cyan("@@ -\(old) +\(place(before.next, within.next)) @@") + "\n"
    for line in lines[hunk] {
      switch line {
      case .same(let content): text += " \(content)\n"
      case .removed(let content): text += style.red("-\(content)") + "\n"
      case .added(let content): text += style.green("+\(content)") + "\n"
      }
    }
    return text
  }

  private func counts(of lines: ArraySlice<Line>) -> (previous: Int, next: Int) {
    lines.reduce(into: (previous: 0, next: 0)) { counts, line in
      switch line {
      case .same:
        counts.previous += 1
        counts.next += 1
      case .removed: counts.previous += 1
      case .added: counts.next += 1
      }
    }
  }
}
