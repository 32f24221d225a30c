package import Diagnostics

/// The outcome of analysing the files of a schema.
package struct Analysis: Sendable {
  /// The files in the order of the indices in `SourceSpan`.
  package var files: [SourceFile]
  /// Everything that could be resolved.
  ///
  /// Only without errors is it complete and consistent.
  package var datamodel: Datamodel
  /// All problems, sorted by position.
  package var diagnostics: [Diagnostic]

  package init(files: [SourceFile], datamodel: Datamodel, diagnostics: [Diagnostic]) {
    self.files = files
    self.datamodel = datamodel
    self.diagnostics = diagnostics
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Parses and analyses the files of one schema.
///
/// Never fails: problems are diagnostics.
package func analyze(_ files: [SourceFile], rules: RulesRegistry) -> Analysis {
  Analysis(files: files, datamodel: .empty, diagnostics: [])
}
