/// The fixes of several diagnostics that can be applied together.
///
/// Of fixes whose edits touch each other only the first is selected: the others may no longer be
/// right once it is applied, and the next analysis says so.
public struct FixSelection: Sendable {
  /// A selected fix and the diagnostic that it mends.
  public struct Choice: Sendable {
    /// The diagnostic.
    public var diagnostic: Diagnostic
    /// Its fix.
    public var fix: FixIt
  }

  /// The selected fixes, in the order of the diagnostics.
  public private(set) var choices: [Choice] = []
  /// Their edits by file.
  private var editsByFile: [Int: SelectedEdits] = [:]

  /// Selects from the diagnostics that have exactly one fix.
  public init(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where diagnostic.fixes.count == 1 {
      add(diagnostic.fixes[0], of: diagnostic)
    }
  }

  private mutating func add(_ fix: FixIt, of diagnostic: Diagnostic) {
    let isFree = fix.edits.allSatisfy { edit in
      editsByFile[edit.span.file]?.allows(edit) ?? true
    }
    guard isFree, !fix.edits.isEmpty else { return }
    for edit in fix.edits { editsByFile[edit.span.file, default: SelectedEdits()].add(edit) }
    choices.append(Choice(diagnostic: diagnostic, fix: fix))
  }

  /// The files with all selected edits made.
  public func applied(to files: [SourceFile]) -> [SourceFile] {
    files.enumerated().map { index, file in
      guard let edits = editsByFile[index] else { return file }
      return file.applying(edits.ordered)
    }
  }
}

/// The selected edits of one file, each once.
private struct SelectedEdits {
  /// By place; insertions at one place in the order in which they were added.
  private(set) var ordered: [TextEdit] = []
  private var known: Set<TextEdit> = []

  /// Whether an edit touches none of these.
  func allows(_ edit: TextEdit) -> Bool {
    if known.contains(edit) { return true }
    // Those that touch it stand next to its place, as these do not overlap each other.
    let place = index(behind: edit)
    let before = ordered[..<place].reversed().prefix { $0.span.range.end >= edit.span.range.start }
    let behind = ordered[place...].prefix { $0.span.range.start <= edit.span.range.end }
    return !before.contains(where: edit.touches) && !behind.contains(where: edit.touches)
  }

  mutating func add(_ edit: TextEdit) {
    guard known.insert(edit).inserted else { return }
    ordered.insert(edit, at: index(behind: edit))
  }

  /// The index of the first edit that stands behind another.
  private func index(behind edit: TextEdit) -> Int {
    func place(of edit: TextEdit) -> (UInt32, UInt32) {
      (edit.span.range.start, edit.span.range.end)
    }
    var (low, high) = (0, ordered.count)
    while low < high {
      let middle = (low + high) / 2
      if place(of: ordered[middle]) <= place(of: edit) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension TextEdit {
  /// Whether two edits of one file cannot be made independently of each other.
  ///
  /// Two insertions at one place can: they stand one after the other. The same edit twice is made
  /// once.
  fileprivate func touches(_ other: TextEdit) -> Bool {
    if self == other { return false }
    if span.range.isEmpty, other.span.range.isEmpty { return false }
    return span.range.start <= other.span.range.end && other.span.range.start <= span.range.end
  }
}

extension SourceFile {
  /// The file with edits made that do not overlap.
  ///
  /// Insertions at one place stand in the order in which they are given.
  public func applying(_ edits: [TextEdit]) -> SourceFile {
    let ordered = edits.enumerated().sorted { left, right in
      (left.element.span.range.start, left.offset) < (right.element.span.range.start, right.offset)
    }
    var text: [UInt8] = []
    var position = 0
    for (_, edit) in ordered {
      text += bytes[position..<Int(edit.span.range.start)]
      text += Array(edit.replacement.utf8)
      position = Int(edit.span.range.end)
    }
    text += bytes[position...]
    return SourceFile(path: path, bytes: text)
  }
}

/// Makes edits that do not overlap in the files they belong to.
package func apply(_ edits: [TextEdit], to files: [SourceFile]) -> [SourceFile] {
  files.enumerated().map { index, file in
    let own = edits.filter { $0.span.file == index }
    return own.isEmpty ? file : file.applying(own)
  }
}
