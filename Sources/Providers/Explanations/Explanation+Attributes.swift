import SchemaModel

extension Explanation {
  /// The pages about attributes and their arguments.
  static let attributes: [Explanation] = [
    Explanation(
      .unknownAttribute,
      rule: "An attribute is one that exists in its place.",
      reason: """
        `@unique` stands behind a field, `@@unique` on a line of its own; enums and their values \
        have `@@map` and `@map`. Check the spelling and the number of `@`.
        """,
      wrong: """
        model User {
          id    Int    @id
          email String @uniqe
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String @unique
        }
        """),
    Explanation(
      .duplicateAttribute,
      rule: "An attribute that says one thing is given once.",
      reason: "The second one adds nothing or contradicts the first. Keep one of them.",
      wrong: """
        model User {
          id    Int    @id
          email String @unique @unique
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String @unique
        }
        """),
    Explanation(
      .missingArgument,
      rule: "An attribute gets the arguments that it needs.",
      reason: """
        It has no meaning without them: `@map` needs a name, `@@index` a list of fields. Add what \
        the message names.
        """,
      wrong: """
        model User {
          id    Int    @id
          email String @map
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String @map("mail")
        }
        """),
    Explanation(
      .unknownArgument,
      rule: "An attribute gets no argument that it does not have.",
      reason: "A misspelt argument would be ignored silently. Correct its name, or remove it.",
      wrong: """
        model User {
          id    Int    @id
          email String @unique(mapp: "by_mail")
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String @unique(map: "by_mail")
        }
        """),
    Explanation(
      .duplicateArgument,
      rule: "An argument is given once, with or without its name.",
      reason: "Of two values only one could apply. Keep one of them.",
      wrong: """
        model User {
          id    Int    @id
          email String @map("mail", name: "mail")
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String @map("mail")
        }
        """),
    Explanation(
      .invalidArgument,
      rule: "The value of an argument is of the kind that the argument takes.",
      reason: """
        Names of fields stand without quotes, texts in quotes, and lists in brackets. Write what \
        the message expects.
        """,
      wrong: """
        model User {
          id   Int    @id
          name String

          @@index(["name"])
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String

          @@index([name])
        }
        """),
    Explanation(
      .attributeNotAllowed,
      rule: "An attribute fits the field that it stands at.",
      reason: """
        Many attributes are for certain types, or exclude one another. Change the type of the \
        field, or remove the attribute.
        """,
      wrong: """
        model User {
          id      Int @id
          changed Int @updatedAt
        }
        """,
      right: """
        model User {
          id      Int      @id
          changed DateTime @updatedAt
        }
        """),
    Explanation(
      .invalidDefault,
      rule: "A default is a value of the field's type.",
      reason: """
        It is written into records that leave the field out. Write a value such as `"text"`, `3`, \
        `true` or the name of an enum value, a list of them for a list, or a function that makes \
        such a value.
        """,
      wrong: """
        model User {
          id   Int    @id
          name String @default(3)
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String @default("3")
        }
        """),
    Explanation(
      .unknownFunction,
      rule: "A function in `@default` is one of the language.",
      reason: """
        They are `autoincrement()`, `now()`, `uuid()`, `cuid()`, `ulid()`, `nanoid()`, \
        `dbgenerated()`, `sequence()` and `auto()`. Correct the name; `dbgenerated("…")` runs any \
        expression of the database.
        """,
      wrong: """
        model User {
          id String @id @default(uuuid())
        }
        """,
      right: """
        model User {
          id String @id @default(uuid())
        }
        """),
    Explanation(
      .unsupportedDefault,
      rule: "The database can make the default.",
      reason: """
        Some functions are for one database only: `auto()` for MongoDB, `sequence()` for \
        CockroachDB. Use another one, such as `uuid()` for texts.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id String @id @default(auto())
        }
        """,
      right: """
        model User {
          id String @id @default(uuid())
        }
        """),
  ]
}
