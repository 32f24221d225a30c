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
      return file.applying(edits.edits)
    }
  }
}

/// The selected edits of one file, each once.
private struct SelectedEdits {
  /// What edits do at an offset of the file.
  private enum Use: UInt8 { case none, insertion, replacement }

  /// In the order in which they were added.
  private(set) var edits: [TextEdit] = []
  private var known: Set<TextEdit> = []
  /// By offset, up to the end of the last edit: looking for neighbours among the edits would take
  /// quadratic time where many stand at one place.
  private var uses: [Use] = []

  /// Whether an edit can be made independently of these.
  ///
  /// Two insertions at one place can: they stand one after the other. The same edit twice is made
  /// once.
  func allows(_ edit: TextEdit) -> Bool {
    let range = edit.span.range
    let places = uses[min(Int(range.start), uses.count)..<min(Int(range.end) + 1, uses.count)]
    let isFree =
      range.isEmpty
      ? places.allSatisfy { $0 != .replacement } : places.allSatisfy { $0 == .none }
    return isFree || known.contains(edit)
  }

  mutating func add(_ edit: TextEdit) {
    guard known.insert(edit).inserted else { return }
    edits.append(edit)
    let (start, end) = (Int(edit.span.range.start), Int(edit.span.range.end))
    if uses.count <= end {
      uses += repeatElement(.none, count: end + 1 - uses.count)
    }
    if start == end {
      if uses[start] == .none { uses[start] = .insertion }
    } else {
      for offset in start...end { uses[offset] = .replacement }
    }
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
