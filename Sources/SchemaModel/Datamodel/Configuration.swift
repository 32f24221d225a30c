package import Diagnostics

/// The datasource and generator blocks; `env()` references stay unresolved.
package struct Configuration: Sendable {
  package var datasource: Datasource?
  package var generators: [Generator]

  package init(datasource: Datasource? = nil, generators: [Generator] = []) {
    self.datasource = datasource
    self.generators = generators
  }

  /// Whether a generator asks for a preview feature.
  package func hasPreviewFeature(_ name: String) -> Bool {
    generators.contains { $0.previewFeatures.contains(name) }
  }
}

/// A string in a configuration block, or the environment variable that holds it.
package enum ConfigurationString: Sendable, Hashable {
  case literal(String)
  case environment(String)
}

package enum RelationMode: String, Sendable, Hashable {
  /// The database enforces foreign keys.
  case foreignKeys
  /// The engine emulates them.
  case prisma
}

/// The `datasource` block.
package struct Datasource: Sendable {
  /// One element of `extensions = […]` (PostgreSQL).
  package struct Extension: Sendable, Hashable {
    package var name: String
    package var mappedName: String?
    package var schemaName: String?
    package var version: String?

    package init(
      name: String, mappedName: String? = nil, schemaName: String? = nil, version: String? = nil
    ) {
      self.name = name
      self.mappedName = mappedName
      self.schemaName = schemaName
      self.version = version
    }

    package var databaseName: String { mappedName ?? name }
  }

  package var name: String
  /// The provider as written, which may be an alias such as `postgres`.
  package var provider: String
  package var url: ConfigurationString?
  package var directURL: ConfigurationString?
  package var shadowDatabaseURL: ConfigurationString?
  package var relationMode: RelationMode
  /// `schemas = […]`, in the order of the schema.
  package var schemas: [String]
  package var extensions: [Extension]
  package var documentation: String?
  package var span: SourceSpan

  package init(
    name: String, provider: String, url: ConfigurationString? = nil,
    directURL: ConfigurationString? = nil, shadowDatabaseURL: ConfigurationString? = nil,
    relationMode: RelationMode = .foreignKeys, schemas: [String] = [],
    extensions: [Extension] = [], documentation: String? = nil, span: SourceSpan
  ) {
    self.name = name
    self.provider = provider
    self.url = url
    self.directURL = directURL
    self.shadowDatabaseURL = shadowDatabaseURL
    self.relationMode = relationMode
    self.schemas = schemas
    self.extensions = extensions
    self.documentation = documentation
    self.span = span
  }
}

/// A `generator` block.
package struct Generator: Sendable {
  /// A value of a key that the language itself does not know.
  package indirect enum Value: Sendable, Hashable {
    case string(ConfigurationString)
    case other(String)
    case list([Value])
  }

  package var name: String
  package var provider: ConfigurationString
  package var output: ConfigurationString?
  package var previewFeatures: [String]
  /// Where the list of preview features stands, if there is one.
  package var previewFeaturesSpan: SourceSpan?
  package var binaryTargets: [ConfigurationString]
  package var engineType: ConfigurationString?
  /// All other keys in the order of the schema.
  package var options: [(key: String, value: Value)]
  package var documentation: String?
  package var span: SourceSpan

  package init(
    name: String, provider: ConfigurationString, output: ConfigurationString? = nil,
    previewFeatures: [String] = [], binaryTargets: [ConfigurationString] = [],
    engineType: ConfigurationString? = nil, options: [(key: String, value: Value)] = [],
    documentation: String? = nil, span: SourceSpan
  ) {
    self.name = name
    self.provider = provider
    self.output = output
    self.previewFeatures = previewFeatures
    self.binaryTargets = binaryTargets
    self.engineType = engineType
    self.options = options
    self.documentation = documentation
    self.span = span
  }
}
