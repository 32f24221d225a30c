package import SchemaModel

/// What MySQL and MariaDB allow in a schema.
package struct MySQLRules: DatamodelRules {
  package init() {}

  package var provider: String { "mysql" }
  package var productName: String { "MySQL" }
  package var exampleURL: String {
    "mysql://user:password@localhost:3306/mydb"
  }
  // https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html
  package var maxIdentifierLength: Int { 64 }
  package var constraintScopes: [ConstraintScope] {
    [ConstraintScope(.database, .foreignKey), ConstraintScope(.model, .index)]
  }
  package var indexAlgorithms: [String] { ["BTree"] }
  package func problem(with type: NativeType, on scalar: ScalarType) -> String? {
    guard type.name == "Bit", scalar == .boolean, type.arguments != ["1"] else { return nil }
    return "a `Boolean` is a `Bit(1)`"
  }

  package func validate(_ context: inout ValidationContext) {
    KeyTypeRule(
      types: Self.typesWithoutLength, suffix: " without a `length`",
      help: "give the field a length: `@@index([field(length: 100)])`", allowsLength: true
    ).check(&context)
    warnAboutSetDefault(&context)
  }

  // https://dev.mysql.com/doc/refman/8.4/en/create-index.html
  private static let typesWithoutLength: Set<String> = [
    "TinyText", "Text", "MediumText", "LongText", "TinyBlob", "Blob", "MediumBlob", "LongBlob",
  ]

  /// InnoDB refuses `SET DEFAULT`.
  private func warnAboutSetDefault(_ context: inout ValidationContext) {
    guard context.relationMode == .foreignKeys else { return }
    for field in context.draft.fields {
      for action in [field.relation?.onDelete, field.relation?.onUpdate] {
        guard let action, action.action == .setDefault else { continue }
        context.warn(
          .discouragedReferentialAction, "MySQL does not carry out `SetDefault`", at: action.span,
          help: "choose another action")
      }
    }
  }

  package var nativeTypes: [NativeTypeRule] { Self.types }
  package let capabilities: Capabilities = [
    .autoIncrement, .autoIncrementOnNonID, .compoundIDs, .decimal, .enums, .json,
    .implicitManyToMany, .namedForeignKeys, .indexPrefixLength, .fulltextIndexes,
    .multipleFulltextIndexes, .bytesInID, .cyclicReferentialActions, .shardKeys,
    .relationFieldsInAnyOrder,
  ]

  // https://dev.mysql.com/doc/refman/8.4/en/data-types.html
  private static let types: [NativeTypeRule] = [
    NativeTypeRule("Int", .int),
    NativeTypeRule("UnsignedInt", .int),
    NativeTypeRule("SmallInt", .int),
    NativeTypeRule("UnsignedSmallInt", .int),
    NativeTypeRule("TinyInt", .boolean, .int),
    NativeTypeRule("UnsignedTinyInt", .boolean, .int),
    NativeTypeRule("MediumInt", .int),
    NativeTypeRule("UnsignedMediumInt", .int),
    NativeTypeRule("BigInt", .bigInt),
    NativeTypeRule(
      "Decimal", .decimal, arguments: .optional(2),
      limit: .decimal(precision: 0...65, scale: 0...30)),
    NativeTypeRule("UnsignedBigInt", .bigInt),
    NativeTypeRule("Float", .float),
    NativeTypeRule("Double", .float),
    NativeTypeRule("Bit", .boolean, .bytes, arguments: .required(1), limit: .first(1...64)),
    NativeTypeRule("Char", .string, arguments: .required(1), limit: .first(0...255)),
    NativeTypeRule("VarChar", .string, arguments: .required(1), limit: .first(0...65_535)),
    NativeTypeRule("Binary", .bytes, arguments: .required(1), limit: .first(0...Int.max)),
    NativeTypeRule("VarBinary", .bytes, arguments: .required(1), limit: .first(0...Int.max)),
    NativeTypeRule("TinyBlob", .bytes),
    NativeTypeRule("Blob", .bytes),
    NativeTypeRule("MediumBlob", .bytes),
    NativeTypeRule("LongBlob", .bytes),
    NativeTypeRule("TinyText", .string),
    NativeTypeRule("Text", .string),
    NativeTypeRule("MediumText", .string),
    NativeTypeRule("LongText", .string),
    NativeTypeRule("Date", .dateTime),
    NativeTypeRule("Time", .dateTime, arguments: .optional(1), limit: .first(0...Int.max)),
    NativeTypeRule("DateTime", .dateTime, arguments: .optional(1), limit: .first(0...Int.max)),
    NativeTypeRule("Timestamp", .dateTime, arguments: .optional(1), limit: .first(0...Int.max)),
    NativeTypeRule("Year", .int),
    NativeTypeRule("Json", .json),
  ]
}
