import SchemaModel

extension Explanation {
  /// The pages about attributes and their arguments.
  static let attributes: [Explanation] = [
    Explanation(
      .unknownAttribute,
      rule: "An attribute exists where it is written.",
      reason: "`@` stands behind a field, `@@` on a line of its own in a block.",
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
      reason: "The second one adds nothing or contradicts the first.",
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
      reason: "It has no meaning without them.",
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
      reason: "A misspelt argument would be ignored silently.",
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
      reason: "Of two values only one could apply.",
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
      reason: "Names of fields have no quotes, texts have them, lists stand in brackets.",
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
      reason: "Many attributes are for certain types, or exclude one another.",
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
      reason: "It is written into records that leave the field out.",
      wrong: """
        model User {
          id   Int     @id
          name String  @default(3)
        }
        """,
      right: """
        model User {
          id   Int     @id
          name String  @default("3")
        }
        """),
    Explanation(
      .unknownFunction,
      rule: "A function in `@default` is one that there is.",
      reason: """
        They are autoincrement, now, uuid, cuid, ulid, nanoid, dbgenerated, sequence and auto.
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
      reason: "Some functions exist in one database only.",
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
