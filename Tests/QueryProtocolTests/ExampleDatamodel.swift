import Diagnostics
import SchemaModel

/// `User` with `posts`, `Post` with `author`, an enum `Role`, and a model `UserOrThrow`
/// with JSON in `meta`, whose `secret` clients do not see.
enum ExampleDatamodel {
  static func value(previewFeatures: [String] = []) -> Datamodel {
    let span = SourceSpan(file: 0, range: SourceRange(0, 0))
    func field(
      _ name: String, _ model: Int, _ type: FieldType, _ arity: Arity = .required
    ) -> Field {
      Field(
        name: name, model: ID(model), type: type, arity: arity, nameSpan: span, span: span)
    }
    let fields = [
      field("id", 0, .scalar(.int)), field("email", 0, .scalar(.string)),
      field("role", 0, .enumeration(ID(0))), field("posts", 0, .relation(ID(0)), .list),
      field("id", 1, .scalar(.int)), field("title", 1, .scalar(.string)),
      field("author", 1, .relation(ID(0)), .optional), field("authorId", 1, .scalar(.int)),
      field("id", 2, .scalar(.int)), field("meta", 2, .scalar(.json)),
      Field(
        name: "secret", model: ID(2), type: .scalar(.string), arity: .optional, isIgnored: true,
        nameSpan: span,
        span: span),
    ]
    func model(_ name: String, _ fields: Range<Int>) -> Model {
      Model(kind: .model, name: name, fields: fields.map { ID($0) }, nameSpan: span, span: span)
    }
    let generator = Generator(
      name: "client", provider: .literal("none"), previewFeatures: previewFeatures, span: span)
    let values = ["USER", "ADMIN"].map { Enum.Value(name: $0, span: span) }
    return Datamodel(
      Datamodel.Storage(
        configuration: Configuration(generators: [generator]),
        models: [model("User", 0..<4), model("Post", 4..<8), model("UserOrThrow", 8..<11)],
        fields: fields, enums: [Enum(name: "Role", values: values, nameSpan: span, span: span)],
        compositeTypes: [],
        relations: [
          Relation(
            kind: .oneToMany, name: "PostToUser", isNameExplicit: false,
            referencing: .init(model: ID(1), field: ID(6)),
            referenced: .init(model: ID(0), field: ID(3)), fields: [ID(7)], references: [ID(0)])
        ]))
  }
}
