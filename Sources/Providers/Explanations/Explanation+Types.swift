import SchemaModel

extension Explanation {
  /// The pages about types.
  static let types: [Explanation] = [
    Explanation(
      .unknownType,
      rule: "The type of a field is built in or declared in the schema.",
      reason: """
        Built in are String, Int, BigInt, Float, Decimal, Boolean, DateTime, Json and Bytes.
        """,
      wrong: """
        model User {
          id   Int @id
          born Datetime
        }
        """,
      right: """
        model User {
          id   Int @id
          born DateTime
        }
        """),
    Explanation(
      .unknownNativeType,
      rule: "A native type such as `@db.Text` is one of the database.",
      reason: """
        The name before the dot is the name of the datasource, the one behind it a column \
        type.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id   Int    @id
          name String @db.VarChr(80)
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String @db.VarChar(80)
        }
        """),
    Explanation(
      .incompatibleNativeType,
      rule: "A native type holds the values of the field's type.",
      reason: "Other values could not be written to the column, or not be read from it.",
      provider: "postgresql",
      wrong: """
        model User {
          id  Int @id
          age Int @db.Text
        }
        """,
      right: """
        model User {
          id  Int @id
          age Int @db.SmallInt
        }
        """),
    Explanation(
      .invalidNativeTypeArgument,
      rule: "A native type gets the arguments that it takes, in range.",
      reason: "Lengths and precisions have limits in each database.",
      provider: "postgresql",
      wrong: """
        model Item {
          id    Int     @id
          price Decimal @db.Decimal(2, 4)
        }
        """,
      right: """
        model Item {
          id    Int     @id
          price Decimal @db.Decimal(8, 4)
        }
        """),
    Explanation(
      .unsupportedScalarType,
      rule: "The database has the type of the field.",
      reason: "Not every database stores every built-in type.",
      provider: "mongodb",
      wrong: """
        model Item {
          id    String  @id @map("_id")
          price Decimal
        }
        """,
      right: """
        model Item {
          id    String @id @map("_id")
          cents Int
        }
        """),
    Explanation(
      .unsupportedList,
      rule: "The database has lists of values.",
      reason: "Where it has none, a model with a relation or a `Json` field holds several values.",
      provider: "sqlite",
      wrong: """
        model User {
          id   Int @id
          tags String[]
        }
        """,
      right: """
        model User {
          id   Int @id
          tags Tag[]
        }

        model Tag {
          name   String @id
          user   User   @relation(fields: [userId], references: [id])
          userId Int
        }
        """),
    Explanation(
      .needlessUnsupported,
      rule: "`Unsupported` is for types that the language does not know.",
      reason: "Clients cannot use such a field, so a known type is written as what it is.",
      provider: "postgresql",
      wrong: """
        model User {
          id   Int @id
          name Unsupported("VarChar(80)")
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String @db.VarChar(80)
        }
        """),
    Explanation(
      .compositeTypesUnsupported,
      rule: "Composite types are for databases of documents.",
      reason: """
        Databases of tables have columns of simple values: use a relation, or a `Json` field.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id      Int @id
          address Address
        }

        type Address {
          city String
        }
        """,
      right: """
        model User {
          id      Int @id
          address Json
        }
        """),
    Explanation(
      .compositeTypeCycle,
      rule: "A composite type does not contain itself without end.",
      reason: "Its values would be infinitely large. An optional field or a list ends the circle.",
      provider: "mongodb",
      wrong: """
        type Person {
          friend Person
        }
        """,
      right: """
        type Person {
          friend Person?
        }
        """),
    Explanation(
      .emptyCompositeType,
      rule: "A composite type has at least one field.",
      reason: "Without fields it has nothing to store.",
      provider: "mongodb",
      wrong: """
        type Address {
        }
        """,
      right: """
        type Address {
          city String
        }
        """),
    Explanation(
      .enumsUnsupported,
      rule: "The database has enums.",
      reason: "Where it has none, a `String` field holds the value and the program checks it.",
      provider: "sqlserver",
      wrong: """
        model User {
          id   Int @id
          role Role
        }

        enum Role {
          ADMIN
          MEMBER
        }
        """,
      right: """
        model User {
          id   Int @id
          role String
        }
        """),
    Explanation(
      .fieldTypeNotAllowed,
      rule: "The field of a composite type does not refer to a model.",
      reason: "Relations are between models, whose records have ids.",
      provider: "mongodb",
      wrong: """
        model User {
          id String @id @map("_id")
        }

        type Address {
          tenant User
        }
        """,
      right: """
        model User {
          id String @id @map("_id")
        }

        type Address {
          tenantId String
        }
        """),
  ]
}
