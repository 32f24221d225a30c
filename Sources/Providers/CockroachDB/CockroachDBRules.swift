import Diagnostics
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
  package func takesDefault(_ function: String, on scalar: ScalarType) -> Bool {
    function != "autoincrement" || scalar == .bigInt
  }

  package func validate(_ context: inout ValidationContext) {
    for field in context.datamodel.storage.fields.indices.map({ context.datamodel[FieldID($0)] })
    where field.isAutoIncrement && field.scalarType == .int {
      context.report(
        .autoIncrementNotAllowed, "`autoincrement()` is for `BigInt` on CockroachDB",
        at: context.draft[field.id].defaultSpan ?? field.field.span,
        help: "use `sequence()` or the type `BigInt`")
    }
    for model in context.datamodel.models {
      for key in model.model.indexes where key.algorithm == "Gin" {
        validateInvertedIndex(key, of: model, &context)
      }
    }
  }

  // https://www.cockroachlabs.com/docs/stable/inverted-indexes
  private func validateInvertedIndex(
    _ key: Key, of model: ModelView, _ context: inout ValidationContext
  ) {
    for (index, part) in key.parts.enumerated() {
      let field = context.datamodel[part.field]
      let isLast = index == key.parts.count - 1
      if part.operatorClass != nil {
        context.report(
          .unsupportedOperatorClass, "CockroachDB has no operator classes", at: key.span,
          help: "remove `ops`")
        return
      }
      if field.scalarType == .json, !isLast {
        context.report(
          .unsupportedIndex, "a `Json` field can only be the last one of an inverted index",
          at: key.span, help: "move `\(field.name)` to the end")
      }
      if case .unsupported = field.type { continue }
      if field.scalarType != .json, !field.isList {
        context.report(
          .unsupportedIndex,
          "an inverted index cannot have `\(field.name)`, which is neither a "
            + "list nor `Json`",
          at: key.span, help: "leave the field out, or use the type `BTree`",
          notes: [Diagnostic.Note("the field is declared here", at: field.field.nameSpan)])
      }
    }
  }

  package var nativeTypes: [NativeTypeRule] { Self.types }
  package let capabilities: Capabilities = [
    .autoIncrement, .autoIncrementOnNonID, .multipleAutoIncrement, .autoIncrementWithoutIndex,
    .compoundIDs, .decimal, .enums, .json, .scalarLists, .implicitManyToMany,
    .namedPrimaryKeys, .namedForeignKeys, .multipleSchemas, .bytesInID, .sequenceDefault,
    .cyclicReferentialActions, .relationFieldsInAnyOrder,
  ]

  // https://www.cockroachlabs.com/docs/stable/data-types
  private static let types: [NativeTypeRule] = [
    NativeTypeRule("Bit", .string, arguments: .optional(1), limit: .first(1...Int.max)),
    NativeTypeRule("Bool", .boolean),
    NativeTypeRule("Bytes", .bytes),
    NativeTypeRule("Char", .string, arguments: .optional(1), limit: .first(0...Int.max)),
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
    NativeTypeRule("String", .string, arguments: .optional(1), limit: .first(0...Int.max)),
    NativeTypeRule("Time", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timestamp", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timestamptz", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Timetz", .dateTime, arguments: .optional(1), limit: .first(0...6)),
    NativeTypeRule("Uuid", .string),
    NativeTypeRule("VarBit", .string, arguments: .optional(1), limit: .first(1...Int.max)),
  ]
}
