import SchemaModel

extension Explanation {
  /// The pages about types.
  static let types: [Explanation] = [
    Explanation(
      .unknownType,
      rule: "The type of a field is built in or declared in the schema.",
      reason: """
        Built in are `String`, `Int`, `BigInt`, `Float`, `Decimal`, `Boolean`, `DateTime`, `Json` \
        and `Bytes`. Check the spelling, or declare a model, an enum or a type of that name.
        """,
      wrong: """
        model User {
          id   Int      @id
          born Datetime
        }
        """,
      right: """
        model User {
          id   Int      @id
          born DateTime
        }
        """),
    Explanation(
      .unknownNativeType,
      rule: "A native type such as `@db.Text` is one of the database.",
      reason: """
        Before the dot stands the name of the datasource, behind it a column type. Choose one that \
        the database has, or leave the attribute out and get the usual one.
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
      reason: """
        Other values could not be written to the column, or not be read from it. Change one of the \
        two, or leave the native type out.
        """,
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
      reason: """
        Lengths and precisions have limits in each database, and no scale is larger than its \
        precision. Give a number within them, or leave the argument out where it is optional.
        """,
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
      reason: """
        Not every database stores every built-in type. Store the value as another one, such as an \
        amount of money in cents.
        """,
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
      rule: "A list of values needs a database that has lists.",
      reason: """
        SQLite, MySQL and SQL Server have none: put the values into a model of their own with a \
        relation, or into a field of type `Json`, where there is one.
        """,
      provider: "sqlite",
      wrong: """
        model User {
          id   Int      @id
          tags String[]
        }
        """,
      right: """
        model User {
          id   Int   @id
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
      reason: """
        Clients cannot use such a field. Write a type that the language knows as what it is, with \
        its native type.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id   Int                        @id
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
        In databases of tables a column holds one value: use a model with a relation, or a field \
        of type `Json`.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id      Int     @id
          address Address
        }

        type Address {
          city String
        }
        """,
      right: """
        model User {
          id      Int  @id
          address Json
        }
        """),
    Explanation(
      .compositeTypeCycle,
      rule: "A composite type does not contain itself without end.",
      reason: """
        Its values would be infinitely large. Make one of the fields in the circle optional or a \
        list.
        """,
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
      reason: "Without fields it has nothing to store. Declare one, or remove the type.",
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
      rule: "An enum needs a database that has enums.",
      reason: "SQL Server has none: use a `String` field, and check its values in the program.",
      provider: "sqlserver",
      wrong: """
        model User {
          id   Int  @id
          role Role
        }

        enum Role {
          ADMIN
          MEMBER
        }
        """,
      right: """
        model User {
          id   Int    @id
          role String
        }
        """),
    Explanation(
      .fieldTypeNotAllowed,
      rule: "The field of a composite type does not refer to a model.",
      reason: """
        Relations are between models, whose records have ids. Store the id instead, or make what \
        it refers to a composite type.
        """,
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
