package import Diagnostics

/// A `type` block.
package struct CompositeType: Sendable {
  package var name: String
  package var documentation: String?
  package var fields: [FieldID]
  package var nameSpan: SourceSpan
  package var span: SourceSpan

  package init(
    name: String, documentation: String? = nil, fields: [FieldID], nameSpan: SourceSpan,
    span: SourceSpan
  ) {
    self.name = name
    self.documentation = documentation
    self.fields = fields
    self.nameSpan = nameSpan
    self.span = span
  }
}
