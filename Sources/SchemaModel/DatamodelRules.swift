/// What one database product allows in a schema.
///
/// Static: needs no connection and no driver.
///
/// Conformances live in `Providers`, one folder each. The analyzer asks the rules where a check
/// depends on the provider; whatever else a provider forbids is in `validate`.
package protocol DatamodelRules: Sendable {
  /// The canonical `provider` string, e.g. `"postgresql"`.
  var provider: String { get }

  /// Other spellings of the provider, e.g. `"postgres"`.
  var providerAliases: [String] { get }

  /// The name for people, e.g. `"PostgreSQL"`.
  var productName: String { get }

  /// A connection URL for a new project to start from.
  var exampleURL: String { get }

  var capabilities: Capabilities { get }

  /// The longest name of a constraint or index, in bytes.
  var maxIdentifierLength: Int { get }

  /// Where names of constraints and indexes must be unique.
  var constraintScopes: [ConstraintScope] { get }

  /// The native types in the order in which they are listed for people.
  var nativeTypes: [NativeTypeRule] { get }

  /// Values of `type:` in `@@index`.
  var indexAlgorithms: [String] { get }

  /// The relation modes that a datasource may choose.
  var relationModes: [RelationMode] { get }

  /// The relation mode of a datasource that does not choose.
  var defaultRelationMode: RelationMode { get }

  /// The referential actions that are allowed with a relation mode.
  func referentialActions(in mode: RelationMode) -> [ReferentialAction]

  /// The properties of a `datasource` block that only this provider knows.
  var datasourceProperties: [String] { get }

  /// What the preview feature for searching text is called here, with that capability.
  var fulltextSearchFeature: String { get }

  /// What is wrong with a native type on a field, beyond what its rule says.
  func problem(with type: NativeType, on scalar: ScalarType) -> String?

  /// Whether a function can be the default of a field, as far as the capabilities leave it open.
  func takesDefault(_ function: String, on scalar: ScalarType) -> Bool

  /// Reports whatever is forbidden beyond the general rules.
  func validate(_ context: inout ValidationContext)
}

extension DatamodelRules {
  package var providerAliases: [String] { [] }
  package var relationModes: [RelationMode] { [.foreignKeys, .prisma] }
  package var defaultRelationMode: RelationMode { .foreignKeys }
  package var indexAlgorithms: [String] { ["BTree"] }
  package var datasourceProperties: [String] { [] }
  package var fulltextSearchFeature: String { "" }

  package func referentialActions(in mode: RelationMode) -> [ReferentialAction] {
    switch mode {
    case .foreignKeys: ReferentialAction.allCases
    case .prisma: [.cascade, .restrict, .noAction, .setNull]
    }
  }

  package func problem(with type: NativeType, on scalar: ScalarType) -> String? { nil }

  package func takesDefault(_ function: String, on scalar: ScalarType) -> Bool { true }

  package func validate(_ context: inout ValidationContext) {}

  /// The rule of a native type.
  package func nativeType(named name: String) -> NativeTypeRule? {
    nativeTypes.first { $0.name == name }
  }

  /// Tells whether the provider can do all of these things.
  package func supports(_ capability: Capabilities) -> Bool { capabilities.contains(capability) }
}

/// Kinds of constraints and indexes that share a set of names.
package struct ConstraintKinds: OptionSet, Sendable, Hashable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
  package static let primaryKey = ConstraintKinds(rawValue: 1)
  /// Indexes and unique constraints.
  package static let index = ConstraintKinds(rawValue: 2)
  package static let foreignKey = ConstraintKinds(rawValue: 4)
  package static let defaultValue = ConstraintKinds(rawValue: 8)
}

/// A set of constraint names without duplicates.
package struct ConstraintScope: Sendable, Hashable {
  package enum Extent: Sendable, Hashable {
    /// All models of a database schema.
    case database
    case model
  }

  package var extent: Extent
  package var kinds: ConstraintKinds

  package init(_ extent: Extent, _ kinds: ConstraintKinds) {
    self.extent = extent
    self.kinds = kinds
  }
}

/// The rules of all known providers, by name.
package struct RulesRegistry: Sendable {
  package let all: [any DatamodelRules]

  package init(_ all: [any DatamodelRules]) { self.all = all }

  /// The rules of a provider or of an alias of it.
  package func rules(forProvider name: String) -> (any DatamodelRules)? {
    all.first { $0.provider == name || $0.providerAliases.contains(name) }
  }
}

/// The rules while no provider is known: only what nearly every database can do.
struct UnknownProviderRules: DatamodelRules {
  var provider: String { "" }
  var productName: String { "an unknown provider" }
  var exampleURL: String { "" }
  var capabilities: Capabilities {
    [
      .autoIncrement, .compoundIDs, .cyclicReferentialActions, .enums, .json,
      .implicitManyToMany,
    ]
  }
  var maxIdentifierLength: Int { .max }
  var constraintScopes: [ConstraintScope] { [] }
  var nativeTypes: [NativeTypeRule] { [] }
}
