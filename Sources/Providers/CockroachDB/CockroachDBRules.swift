package import SchemaModel

/// What CockroachDB allows in a schema.
package struct CockroachDBRules: DatamodelRules {
  package init() {}

  package var provider: String { "cockroachdb" }
  package var productName: String { "CockroachDB" }
  package var exampleURL: String {
    "postgresql://user:password@localhost:26257/mydb?schema=public"
  }
  package var maxIdentifierLength: Int { 63 }
  package var constraintScopes: [ConstraintScope] {
    [ConstraintScope(.model, [.primaryKey, .index, .foreignKey])]
  }
  package var indexAlgorithms: [String] { ["BTree", "Gin"] }
  package var nativeTypes: [NativeTypeRule] { Self.types }
  package var capabilities: Capabilities {
    [
      .autoIncrement, .autoIncrementOnNonID, .multipleAutoIncrement, .autoIncrementWithoutIndex,
      .compoundIDs, .decimal, .enums, .json, .scalarLists, .implicitManyToMany,
      .namedPrimaryKeys, .namedForeignKeys, .multipleSchemas, .bytesInID, .sequenceDefault,
      .primaryKeySortOrder, .cyclicReferentialActions,
    ]
  }

  // https://www.cockroachlabs.com/docs/stable/data-types
  private static let types: [NativeTypeRule] = [
    NativeTypeRule("Bit", .string, arguments: .optional(1), limit: .first(1...Int.max)),
    NativeTypeRule("Bool", .boolean),
    NativeTypeRule("Bytes", .bytes),
    NativeTypeRule("Char", .string, arguments: .optional(1), limit: .first(1...Int.max)),
    NativeTypeRule("Date", .dateTime),
    NativeTypeRule(
      "Decimal", .decimal, arguments: .optional(2),
      limit: .decimal(precision: 1...1000, scale: 0...Int.max)),
    NativeTypeRule("Float4", .float),
    NativeTypeRule("Float8", .float),
    NativeTypeRule("Inet", .string),
    NativeTypeRule("Int2", .int),
    NativeTypeRule("Int4", .int),
    NativeTypeRule("Int8", .bigInt),
    NativeTypeRule("JsonB", .json),
    NativeTypeRule("Oid", .int),
    NativeTypeRule("CatalogSingleChar", .string),
    NativeTypeRule("String", .string, arguments: .optional(1), limit: .first(1...Int.max)),
    NativeTypeRule("Time", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timestamp", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timestamptz", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timetz", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Uuid", .string),
    NativeTypeRule("VarBit", .string, arguments: .optional(1), limit: .first(1...Int.max)),
  ]
}
