package import Diagnostics

/// An `enum` block.
package struct Enum: Sendable {
  package struct Value: Sendable {
    package var name: String
    package var mappedName: String?
    package var documentation: String?
    package var span: SourceSpan

    package init(
      name: String, mappedName: String? = nil, documentation: String? = nil, span: SourceSpan
    ) {
      self.name = name
      self.mappedName = mappedName
      self.documentation = documentation
      self.span = span
    }

    package var databaseName: String { mappedName ?? name }
  }

  package var name: String
  package var mappedName: String?
  package var schemaName: String?
  package var documentation: String?
  package var values: [Value]
  package var nameSpan: SourceSpan
  package var span: SourceSpan

  package init(
    name: String, mappedName: String? = nil, schemaName: String? = nil,
    documentation: String? = nil, values: [Value], nameSpan: SourceSpan, span: SourceSpan
  ) {
    self.name = name
    self.mappedName = mappedName
    self.schemaName = schemaName
    self.documentation = documentation
    self.values = values
    self.nameSpan = nameSpan
    self.span = span
  }
}
