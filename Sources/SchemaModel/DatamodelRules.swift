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
