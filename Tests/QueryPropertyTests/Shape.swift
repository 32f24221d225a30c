import Diagnostics
import Providers
import SchemaModel
import Testing

/// The schema of the random requests, as far as making and evaluating them needs it.
struct Shape {
  /// Every kind of relation and of scalar; keys of one field and of two.
  static let schema = """
    enum Color {
      red
      green
      blue @map("BLUE")
    }

    model Person {
      id       Int       @id
      email    String    @unique
      name     String?
      age      Int?
      big      BigInt?
      score    Float?
      price    Decimal?
      isKnown  Boolean?
      born     DateTime?
      color    Color?    @map("colour")
      photo    Bytes?
      bossId   Int?
      boss     Person?   @relation("team", fields: [bossId], references: [id])
      team     Person[]  @relation("team")
      friends  Person[]  @relation("friends")
      fans     Person[]  @relation("friends")
      profile  Profile?
      posts    Post[]    @relation("author")
      reviews  Post[]    @relation("reviewer")
    }

    model Profile {
      id       Int     @id
      bio      String?
      rank     Int?
      limit    Int?
      personId Int?    @unique
      person   Person? @relation(fields: [personId], references: [id])
    }

    model Post {
      id         Int       @id
      title      String
      text       String?
      words      Int?
      color      Color
      at         DateTime?
      authorId   Int
      author     Person    @relation("author", fields: [authorId], references: [id], onDelete: Cascade)
      reviewerId Int?
      reviewer   Person?   @relation("reviewer", fields: [reviewerId], references: [id])
      tags       Tag[]
      marks      Mark[]

      @@unique([title, authorId])
    }

    model Tag {
      id    String @id
      label String?
      posts Post[]
    }

    model Mark {
      series     Int
      number     Int
      note       String?
      level      Float?
      postId     Int?
      post       Post?   @relation(fields: [postId], references: [id])
      nextSeries Int?
      nextNumber Int?
      next       Mark?   @relation("chain", fields: [nextSeries, nextNumber], references: [series, number])
      previous   Mark?   @relation("chain")

      @@id([series, number])
      @@unique([nextSeries, nextNumber])
      @@map("marks")
    }
    """

  enum Kind: Hashable { case string, int, bigInt, float, decimal, boolean, dateTime, bytes, color }

  struct Field: Hashable {
    let name: String
    let kind: Kind
    let isOptional: Bool
    /// Whether it is part of a key: no request changes it but by what it does to other records.
    let isKey: Bool
  }

  struct Relation: Hashable {
    enum Link: Hashable {
      /// The values here equal those there.
      case fields([String], equal: [String])
      /// The rows of a table with the columns `A` and `B`; whether this end is `A`.
      case table(String, isA: Bool)
    }

    let name: String
    let target: String
    let isList: Bool
    let isOptional: Bool
    let link: Link
    /// Whether the record holds the key of the other one.
    let isReferencing: Bool
    /// Whether it goes where the record goes that it refers to.
    let cascades: Bool
  }

  struct Model {
    let name: String
    let fields: [Field]
    let relations: [Relation]
    /// The unique keys, that of the record first.
    let keys: [[String]]

    var id: [String] { keys[0] }
    func field(_ name: String) -> Field? { fields.first { $0.name == name } }
    func relation(_ name: String) -> Relation? { relations.first { $0.name == name } }
  }

  let datamodel: Datamodel
  let models: [Model]
  /// The names of the tables between models.
  let tables: [String]

  init(provider: String) throws {
    let datasource = """
      datasource db {
        provider = "\(provider)"
        url      = env("DATABASE_URL")
      }

      """
    let file = SourceFile(path: "schema.prisma", text: datasource + Self.schema)
    let analysis = analyze([file], rules: allProviders)
    let errors = analysis.diagnostics.filter { $0.severity == .error }.map(\.message)
    try #require(errors.isEmpty, "\(errors)")
    datamodel = analysis.datamodel
    models = datamodel.models.map(Self.model)
    tables = Set(models.flatMap(\.relations).compactMap(\.table)).sorted()
  }

  /// The model with a name; traps where there is none.
  subscript(name: String) -> Model {
    guard let model = models.first(where: { $0.name == name }) else {
      preconditionFailure("No model is named \(name).")
    }
    return model
  }

  private static func model(_ view: ModelView) -> Model {
    let keys = ([view.model.primaryKey].compactMap { $0 } + view.model.uniques).map { key in
      key.parts.map { view.datamodel[$0.field].name }
    }
    let fields = view.columnFields.map { field in
      Field(
        name: field.name, kind: kind(field), isOptional: !field.isRequired,
        isKey: keys.contains { $0.contains(field.name) })
    }
    return Model(
      name: view.name, fields: fields, relations: view.relationFields.compactMap(relation),
      keys: keys)
  }

  private static func kind(_ field: FieldView) -> Kind {
    switch field.scalarType {
    case .string: .string
    case .int: .int
    case .bigInt: .bigInt
    case .float: .float
    case .decimal: .decimal
    case .boolean: .boolean
    case .dateTime: .dateTime
    case .bytes: .bytes
    case .json, nil: .color
    }
  }

  private static func relation(_ field: FieldView) -> Relation? {
    guard let relation = field.relation, let target = field.relatedModel else { return nil }
    let link: Relation.Link
    if relation.kind == .manyToMany {
      link = .table("_" + relation.name, isA: relation.relation.referencing.field == field.id)
    } else {
      let (fields, references) = (
        relation.fields.map(\.name), relation.references.map(\.name)
      )
      link =
        field.isReferencing
        ? .fields(fields, equal: references) : .fields(references, equal: fields)
    }
    return Relation(
      name: field.name, target: target.name, isList: field.isList, isOptional: !field.isRequired,
      link: link, isReferencing: field.isReferencing,
      cascades: relation.relation.onDelete == .cascade)
  }
}

extension Shape.Relation {
  var table: String? {
    if case .table(let name, _) = link { name } else { nil }
  }
}
