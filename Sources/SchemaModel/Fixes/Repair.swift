package import Diagnostics

/// A schema after the fixes of its diagnostics were made.
package struct Repair: Sendable {
  /// One fix that was made.
  package struct Change: Sendable {
    /// The file in which the diagnostic stood.
    package var path: String
    /// Its line when the fix was made.
    package var line: Int
    package var code: DiagnosticCode
    /// What the fix did.
    package var title: String
  }

  /// The fixes in the order in which they were made.
  package private(set) var changes: [Change] = []
  /// The schema with all fixes made, and what is still wrong with it.
  package private(set) var analysis: Analysis

  /// Makes all fixes that do not touch each other, and then those of what is left.
  ///
  /// Diagnostics of a later kind only show once the earlier ones are mended, so there are several
  /// rounds; each makes at least one fix, and their number is bounded in case two fixes undo each
  /// other.
  package init(of files: [SourceFile], rules: RulesRegistry) {
    analysis = analyze(files, rules: rules)
    for _ in 0..<16 {
      let selection = FixSelection(analysis.diagnostics)
      guard !selection.choices.isEmpty else { return }
      for choice in selection.choices {
        let span = choice.diagnostic.span
        let file = analysis.files[span.file]
        changes.append(
          Change(
            path: file.path, line: file.location(of: span.range.start).line,
            code: choice.diagnostic.code, title: choice.fix.title))
      }
      analysis = analyze(selection.applied(to: analysis.files), rules: rules)
    }
  }
}
