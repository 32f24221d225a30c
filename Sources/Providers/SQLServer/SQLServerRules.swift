import Diagnostics
package import SchemaModel

/// What SQL Server allows in a schema.
package struct SQLServerRules: DatamodelRules {
  package init() {}

  package var provider: String { "sqlserver" }
  package var productName: String { "SQL Server" }
  package var exampleURL: String {
    "sqlserver://localhost:1433;database=mydb;user=sa;password=password"
  }
  // https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers
  package var maxIdentifierLength: Int { 128 }
  package var constraintScopes: [ConstraintScope] {
    [
      ConstraintScope(.database, [.primaryKey, .foreignKey, .defaultValue]),
      ConstraintScope(.model, [.primaryKey, .index]),
    ]
  }
  package func validate(_ context: inout ValidationContext) {
    KeyTypeRule(
      types: Self.typesWithoutKeys, suffix: "",
      help: "use a type with a limit, such as `NVarChar(400)`, or leave the field out",
      allowsLength: false
    ).check(&context)
    for model in context.datamodel.models where !model.isView {
      guard let key = model.model.primaryKey,
        let field = model.fields(of: key).first(where: { $0.scalarType == .bytes })
      else { continue }
      context.report(
        .unsupportedKeyType, "the id of `\(model.name)` cannot have a field of type `Bytes`",
        at: key.span, help: "take another field as the id, and mark this one with `@unique`",
        notes: [Diagnostic.Note("the field is declared here", at: field.field.nameSpan)])
    }
  }

  // Large objects cannot be key columns,
  // https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql
  private static let typesWithoutKeys: Set<String> = [
    "Text", "NText", "Image", "Xml", "VarChar(Max)", "NVarChar(Max)", "VarBinary(Max)",
  ]

  package var nativeTypes: [NativeTypeRule] { Self.types }
  package let capabilities: Capabilities = [
    .autoIncrement, .autoIncrementOnNonID, .autoIncrementWithoutIndex, .compoundIDs, .decimal,
    .implicitManyToMany, .namedPrimaryKeys, .namedForeignKeys, .namedDefaults,
    .primaryKeySortOrder, .clusteredIndexes, .multipleSchemas,
  ]

  package func referentialActions(in mode: RelationMode) -> [ReferentialAction] {
    switch mode {
    case .foreignKeys: [.cascade, .noAction, .setNull, .setDefault]
    case .prisma: [.cascade, .restrict, .noAction, .setNull]
    }
  }

  // https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql
  private static let types: [NativeTypeRule] = [
    NativeTypeRule("TinyInt", .int),
    NativeTypeRule("SmallInt", .int),
    NativeTypeRule("Int", .int),
    NativeTypeRule("BigInt", .bigInt),
    NativeTypeRule(
      "Decimal", .decimal, arguments: .optional(2),
      limit: .decimal(precision: 1...38, scale: 0...38)),
    NativeTypeRule("Money", .float),
    NativeTypeRule("SmallMoney", .float),
    NativeTypeRule("Bit", .boolean, .int),
    NativeTypeRule("Float", .float, arguments: .optional(1), limit: .first(1...53)),
    NativeTypeRule("Real", .float),
    NativeTypeRule("Date", .dateTime),
    NativeTypeRule("Time", .dateTime),
    NativeTypeRule("DateTime", .dateTime),
    NativeTypeRule("DateTime2", .dateTime),
    NativeTypeRule("DateTimeOffset", .dateTime),
    NativeTypeRule("SmallDateTime", .dateTime),
    NativeTypeRule("Char", .string, arguments: .optional(1), limit: .first(0...8000)),
    NativeTypeRule("NChar", .string, arguments: .optional(1), limit: .first(0...4000)),
    NativeTypeRule("VarChar", .string, arguments: .optional(1), limit: .firstOrMax(0...8000)),
    NativeTypeRule("Text", .string),
    NativeTypeRule("NVarChar", .string, arguments: .optional(1), limit: .firstOrMax(0...4000)),
    NativeTypeRule("NText", .string),
    NativeTypeRule("Binary", .bytes, arguments: .optional(1), limit: .first(0...8000)),
    NativeTypeRule("VarBinary", .bytes, arguments: .optional(1), limit: .firstOrMax(0...8000)),
    NativeTypeRule("Image", .bytes),
    NativeTypeRule("Xml", .string),
    NativeTypeRule("UniqueIdentifier", .string),
  ]
}
