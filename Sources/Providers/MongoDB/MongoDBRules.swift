package import SchemaModel

/// What MongoDB allows in a schema.
package struct MongoDBRules: DatamodelRules {
  package init() {}

  package var provider: String { "mongodb" }
  package var productName: String { "MongoDB" }
  package var exampleURL: String {
    "mongodb+srv://user:password@localhost/mydb"
  }
  package var maxIdentifierLength: Int { 127 }
  package var constraintScopes: [ConstraintScope] { [ConstraintScope(.model, .index)] }
  package var relationModes: [RelationMode] { [.prisma] }
  package var defaultRelationMode: RelationMode { .prisma }
  package func validate(_ context: inout ValidationContext) {
    for model in context.datamodel.models where !model.isView {
      validateID(of: model, &context)
      validateFields(of: model, &context)
      validateIndexes(of: model, &context)
    }
    for relation in context.datamodel.relations { validateNativeTypes(of: relation, &context) }
  }

  package var nativeTypes: [NativeTypeRule] { Self.types }
  package let capabilities: Capabilities = [
    .autoDefault, .compositeTypes, .embeddedManyToMany, .enums, .fulltextIndexes, .json,
    .jsonLists, .relationFieldsInAnyOrder, .scalarLists, .sortOrderInFulltextIndexes,
    .bytesInID,
  ]

  package func referentialActions(in mode: RelationMode) -> [ReferentialAction] {
    [.cascade, .restrict, .noAction, .setNull]
  }

  package func takesDefault(_ function: String, on scalar: ScalarType) -> Bool {
    switch function {
    case "dbgenerated": false
    case "auto": nativeTypes.contains { $0.name == "ObjectId" && $0.scalars.contains(scalar) }
    default: true
    }
  }

  // https://www.mongodb.com/docs/manual/reference/bson-types/
  private static let types: [NativeTypeRule] = [
    NativeTypeRule("String", .string),
    NativeTypeRule("Double", .float),
    NativeTypeRule("BinData", .bytes),
    NativeTypeRule("ObjectId", .string, .bytes),
    NativeTypeRule("Bool", .boolean),
    NativeTypeRule("Date", .dateTime),
    NativeTypeRule("Int", .int),
    NativeTypeRule("Timestamp", .dateTime),
    NativeTypeRule("Long", .int, .bigInt),
    NativeTypeRule("Json", .json),
  ]
}
