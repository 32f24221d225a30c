package import SchemaModel

/// What PostgreSQL allows in a schema.
package struct PostgreSQLRules: DatamodelRules {
  package init() {}

  package var provider: String { "postgresql" }
  package var providerAliases: [String] { ["postgres"] }
  package var productName: String { "PostgreSQL" }
  package var exampleURL: String {
    "postgresql://user:password@localhost:5432/mydb?schema=public"
  }
  // NAMEDATALEN - 1, https://www.postgresql.org/docs/current/limits.html
  package var maxIdentifierLength: Int { 63 }
  package var constraintScopes: [ConstraintScope] {
    [
      ConstraintScope(.database, [.primaryKey, .index]),
      ConstraintScope(.model, [.primaryKey, .index, .foreignKey]),
    ]
  }
  package var indexAlgorithms: [String] { ["BTree", "Hash", "Gist", "Gin", "SpGist", "Brin"] }
  package var datasourceProperties: [String] { ["extensions"] }
  package var fulltextSearchFeature: String { "fullTextSearchPostgres" }
  package func referentialActions(in mode: RelationMode) -> [ReferentialAction] {
    switch mode {
    case .foreignKeys: ReferentialAction.allCases
    case .prisma: [.cascade, .restrict, .setNull]
    }
  }

  package func validate(_ context: inout ValidationContext) {
    let datamodel = context.datamodel
    let hasXML = datamodel.storage.fields.contains { $0.nativeType?.name == "Xml" }
    for model in datamodel.models where !model.isView {
      for key in model.model.indexes { OperatorClasses.validate(key, &context) }
      guard hasXML else { continue }
      for key in model.model.uniques + model.model.indexes { validateXML(key, &context) }
    }
  }

  // The type xml has no comparison, https://www.postgresql.org/docs/current/datatype-xml.html
  private func validateXML(_ key: Key, _ context: inout ValidationContext) {
    let fields = context.datamodel.storage.fields
    guard let part = key.parts.first(where: { fields[$0.field.index].nativeType?.name == "Xml" })
    else { return }
    context.report(
      .unsupportedKeyType, "a field of the native type `Xml` cannot be in an index",
      at: fields[part.field.index].span)
  }

  package var nativeTypes: [NativeTypeRule] { Self.types }
  package let capabilities: Capabilities = [
    .autoIncrement, .autoIncrementOnNonID, .multipleAutoIncrement, .autoIncrementWithoutIndex,
    .compoundIDs, .decimal, .enums, .json, .jsonLists, .scalarLists, .implicitManyToMany,
    .namedPrimaryKeys, .namedForeignKeys, .multipleSchemas, .bytesInID,
    .cyclicReferentialActions, .relationFieldsInAnyOrder, .operatorClasses, .setNullOnRequired,
    .fulltextSearchPreview,
  ]

  // https://www.postgresql.org/docs/current/datatype.html
  private static let types: [NativeTypeRule] = [
    NativeTypeRule("SmallInt", .int),
    NativeTypeRule("Integer", .int),
    NativeTypeRule("BigInt", .bigInt),
    NativeTypeRule(
      "Decimal", .decimal, arguments: .optional(2),
      limit: .decimal(precision: 1...1000, scale: 0...Int.max)),
    NativeTypeRule("Money", .decimal),
    NativeTypeRule("Inet", .string),
    NativeTypeRule("Oid", .int),
    NativeTypeRule("Citext", .string),
    NativeTypeRule("Real", .float),
    NativeTypeRule("DoublePrecision", .float),
    NativeTypeRule("VarChar", .string, arguments: .optional(1), limit: .first(0...Int.max)),
    NativeTypeRule("Char", .string, arguments: .optional(1), limit: .first(0...Int.max)),
    NativeTypeRule("Text", .string),
    NativeTypeRule("ByteA", .bytes),
    NativeTypeRule("Timestamp", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timestamptz", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Date", .dateTime),
    NativeTypeRule("Time", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timetz", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Boolean", .boolean),
    NativeTypeRule("Bit", .string, arguments: .optional(1), limit: .first(1...Int.max)),
    NativeTypeRule("VarBit", .string, arguments: .optional(1), limit: .first(1...Int.max)),
    NativeTypeRule("Uuid", .string),
    NativeTypeRule("Xml", .string),
    NativeTypeRule("Json", .json),
    NativeTypeRule("JsonB", .json),
  ]
}
