import SchemaModel

extension Explanation {
  /// The pages about names.
  static let names: [Explanation] = [
    Explanation(
      .duplicateName,
      rule: "Models, views, enums and types do not share a name, nor do two generators.",
      reason: """
        Fields and programs refer to them by name alone. Rename one of them; `@@map` keeps the \
        name in the database.
        """,
      wrong: """
        model User {
          id Int @id
        }

        model User {
          id Int @id
        }
        """,
      right: """
        model User {
          id Int @id
        }

        model Admin {
          id Int @id
        }
        """),
    Explanation(
      .reservedName,
      rule: "Some words cannot be the names of models, enums and types.",
      reason: """
        Names such as `String` belong to built-in types, and words such as `while` have a meaning \
        in generated clients. Choose another name; `@@map` keeps the one in the database.
        """,
      wrong: """
        model while {
          id Int @id
        }
        """,
      right: """
        model Loop {
          id Int @id

          @@map("while")
        }
        """),
    Explanation(
      .duplicateField,
      rule: "The fields of a model have different names.",
      reason: """
        A name would otherwise stand for two columns. Rename one of the fields, or remove it.
        """,
      wrong: """
        model User {
          id   Int    @id
          name String
          name String
        }
        """,
      right: """
        model User {
          id       Int    @id
          name     String
          nickname String
        }
        """),
    Explanation(
      .duplicateEnumValue,
      rule: "The values of an enum have different names.",
      reason: "Two values with one name could not be told apart. Rename one of them, or remove it.",
      provider: "postgresql",
      wrong: """
        enum Role {
          ADMIN
          ADMIN
        }
        """,
      right: """
        enum Role {
          ADMIN
          MEMBER
        }
        """),
    Explanation(
      .emptyEnum,
      rule: "An enum has at least one value.",
      reason: """
        A field of an enum without values could hold nothing. Declare each value on a line of its \
        own.
        """,
      provider: "postgresql",
      wrong: """
        enum Role {
        }
        """,
      right: """
        enum Role {
          MEMBER
        }
        """),
    Explanation(
      .duplicateKey,
      rule: "A setting is given once.",
      reason: """
        Of two values only one could apply, and it would not be clear which. Remove one of the \
        lines.
        """,
      wrong: """
        datasource db {
          provider = "sqlite"
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        """,
      right: """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }
        """),
    Explanation(
      .duplicateDatabaseName,
      rule: "Two models are not one table, and two fields are not one column.",
      reason: """
        This happens where `@map` or `@@map` gives a name that something else has. Give one of the \
        two another name.
        """,
      provider: "sqlite",
      wrong: """
        model User {
          id   Int    @id
          name String
          nick String @map("name")
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String
          nick String @map("nick_name")
        }
        """),
    Explanation(
      .clientNameClash,
      rule: "A key of several fields has a name of its own.",
      reason: """
        Programs find records by the name of the key: `name:`, or the names of its fields joined \
        by `_`. Give it a `name:` that no field and no other key of the model has.
        """,
      provider: "sqlite",
      wrong: """
        model Seat {
          row    Int
          column Int
          place  String

          @@id([row, column], name: "place")
        }
        """,
      right: """
        model Seat {
          row    Int
          column Int
          place  String

          @@id([row, column], name: "position")
        }
        """),
    Explanation(
      .duplicateConstraintName,
      rule: "Keys and indexes have different names where the database wants it.",
      reason: """
        In some databases a name must be unique in its table, in others in the whole schema. \
        Choose another name with `map:`.
        """,
      provider: "sqlite",
      wrong: """
        model User {
          id   Int    @id
          name String

          @@index([name], map: "by_name")
        }

        model Post {
          id   Int    @id
          name String

          @@index([name], map: "by_name")
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String

          @@index([name], map: "user_by_name")
        }

        model Post {
          id   Int    @id
          name String

          @@index([name], map: "post_by_name")
        }
        """),
    Explanation(
      .constraintNameTooLong,
      rule: "The name of a key or index fits the limit of the database.",
      reason: """
        A longer name would be refused or cut off, and then not be found again. Choose a shorter \
        one with `map:`.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id   Int    @id
          name String

          @@index([name], map: "the_index_that_finds_users_by_their_full_name_whatever_its_case_is")
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String

          @@index([name], map: "user_by_name")
        }
        """),
    Explanation(
      .invalidName,
      rule: "Names consist of letters, digits and `_`, and start with a letter.",
      reason: """
        They become identifiers in generated clients. Choose such a name; `@map` keeps any name in \
        the database.
        """,
      provider: "postgresql",
      wrong: """
        enum Size {
          2XL
        }
        """,
      right: """
        enum Size {
          XXL @map("2XL")
        }
        """),
  ]
}
