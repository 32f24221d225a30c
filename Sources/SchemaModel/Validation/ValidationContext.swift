package import Diagnostics

/// What rules see of a schema that resolved without an error, and where they report.
package struct ValidationContext {
  package let datamodel: Datamodel
  /// Where things stand in the text; at the same indices as the ids of the datamodel.
  package let draft: SchemaDraft
  package let rules: any DatamodelRules
  package let relationMode: RelationMode
  /// Makes the edits of fixes.
  let edits: SchemaEdits
  /// What every field and block asks of the datasource, which is large, and of the rules.
  let datasourceName: String?
  let schemas: [String]
  let capabilities: Capabilities
  let maxIdentifierLength: Int
  let nativeTypes: [String: NativeTypeRule]
  /// The pairs of relation fields, once a fix asks for them.
  var relationCandidates: RelationCandidates?
  /// Where referential actions lead, once a relation asks for it.
  var referentialActionGraph: DirectedGraph?
  /// Where referential actions meet again, once a relation asks for it.
  var meetingPaths: MeetingPaths?
  package private(set) var sink = DiagnosticSink()
  private let previewFeatures: Set<String>

  init(datamodel: Datamodel, draft: SchemaDraft, rules: any DatamodelRules, edits: SchemaEdits) {
    self.edits = edits
    self.datamodel = datamodel
    self.draft = draft
    self.rules = rules
    let datasource = datamodel.configuration.datasource
    relationMode = datasource?.relationMode ?? rules.defaultRelationMode
    datasourceName = datasource?.name
    schemas = datasource?.schemas ?? []
    capabilities = rules.capabilities
    maxIdentifierLength = rules.maxIdentifierLength
    nativeTypes = Dictionary(
      rules.nativeTypes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    previewFeatures = Set(datamodel.configuration.generators.flatMap(\.previewFeatures))
  }

  package func hasPreviewFeature(_ name: String) -> Bool { previewFeatures.contains(name) }

  package func supports(_ capability: Capabilities) -> Bool {
    capabilities.contains(capability)
  }

  package mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = [], fixes: [FixIt] = []
  ) {
    sink.report(
      Diagnostic(code, .error, message, at: span, help: help, notes: notes, fixes: fixes))
  }

  package mutating func warn(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = [], fixes: [FixIt] = []
  ) {
    sink.report(
      Diagnostic(code, .warning, message, at: span, help: help, notes: notes, fixes: fixes))
  }
}

extension AnalysisState {
  /// Checks a schema that resolved against the general rules and those of its provider.
  mutating func validate(_ datamodel: Datamodel) {
    var context = ValidationContext(datamodel: datamodel, draft: draft, rules: rules, edits: edits)
    context.validate()
    sink.report(contentsOf: deferred)
    sink.report(contentsOf: context.sink.diagnostics)
  }
}
