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
  /// Their edits, each once, by file.
  private var editsByFile: [Int: [TextEdit]] = [:]

  /// Selects from the diagnostics that have exactly one fix.
  public init(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where diagnostic.fixes.count == 1 {
      add(diagnostic.fixes[0], of: diagnostic)
    }
  }

  private mutating func add(_ fix: FixIt, of diagnostic: Diagnostic) {
    let isFree = fix.edits.allSatisfy { edit in
      editsByFile[edit.span.file, default: []].allSatisfy { !edit.touches($0) }
    }
    guard isFree, !fix.edits.isEmpty else { return }
    for edit in fix.edits where !editsByFile[edit.span.file, default: []].contains(edit) {
      editsByFile[edit.span.file, default: []].append(edit)
    }
    choices.append(Choice(diagnostic: diagnostic, fix: fix))
  }

  /// The files with all selected edits made.
  public func applied(to files: [SourceFile]) -> [SourceFile] {
    files.enumerated().map { index, file in
      guard let edits = editsByFile[index] else { return file }
      return file.applying(edits)
    }
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
