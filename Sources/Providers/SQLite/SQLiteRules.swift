package import SchemaModel

/// What SQLite allows in a schema.
package struct SQLiteRules: DatamodelRules {
  package init() {}

  package var provider: String { "sqlite" }
  package var productName: String { "SQLite" }
  package var exampleURL: String {
    "file:./dev.db"
  }
  // SQLite has no such limit; this one keeps names printable.
  package var maxIdentifierLength: Int { 10_000 }
  package var constraintScopes: [ConstraintScope] { [ConstraintScope(.database, .index)] }
  package func referentialActions(in mode: RelationMode) -> [ReferentialAction] {
    switch mode {
    case .foreignKeys: ReferentialAction.allCases
    case .prisma: [.cascade, .restrict, .setNull]
    }
  }

  package var nativeTypes: [NativeTypeRule] { [] }
  package let capabilities: Capabilities = [
    .autoIncrement, .compoundIDs, .decimal, .enums, .json, .implicitManyToMany, .bytesInID,
    .cyclicReferentialActions, .relationFieldsInAnyOrder,
  ]
}
