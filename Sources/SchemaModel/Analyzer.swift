package import Diagnostics
import SchemaSyntax

/// The outcome of analysing the files of a schema.
package struct Analysis: Sendable {
  /// The files in the order of the indices in `SourceSpan`.
  package var files: [SourceFile]
  /// Everything that could be resolved.
  ///
  /// Only without errors is it complete and consistent.
  package var datamodel: Datamodel
  /// Where things stand in the text; at the same indices as the ids of the datamodel.
  package var draft: SchemaDraft
  /// All problems, sorted by position.
  package var diagnostics: [Diagnostic]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Parses and analyses the files of one schema; problems are diagnostics.
///
/// Names come first, then types, which need names, then attributes, which need the types of
/// fields, then relations, which need attributes. These passes always run, each on what the one
/// before could resolve. What a database would object to is only of interest in a schema that
/// resolves without an error.
package func analyze(_ files: [SourceFile], rules: RulesRegistry) -> Analysis {
  var state = AnalysisState(registry: rules, files: files)
  var declarations: [Declaration] = []
  for (index, file) in files.enumerated() {
    let tree = parse(file, index: index)
    state.sink.report(contentsOf: tree.diagnostics)
    declarations += tree.declarations
  }
  // What a file in another encoding declares would be missing everywhere in the others.
  if files.contains(where: { $0.foreignEncoding != nil }) { declarations = [] }
  state.resolveConfiguration(of: declarations)
  state.resolveNames(of: declarations)
  state.resolveTypes()
  state.resolveAttributes()
  let datamodel = state.makeDatamodel()
  if !state.sink.hasErrors { state.validate(datamodel) }
  return Analysis(
    files: files, datamodel: datamodel, draft: state.draft,
    diagnostics: state.sink.sortedByPosition())
}
