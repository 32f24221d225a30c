import SchemaSyntax

extension Explanation {
  /// The pages about the syntax.
  static let syntax: [Explanation] = [
    Explanation(
      .unknownLine,
      rule: "The outermost lines of a schema are blocks and comments.",
      reason: """
        A line that starts no block is often a leftover, or follows a block that was closed \
        too early.
        """,
      wrong: """
        model User {
          id Int @id
        }

        name String
        """,
      right: """
        model User {
          id   Int @id
          name String
        }
        """),
    Explanation(
      .unknownBlock,
      rule: "A block starts with model, enum, type, view, datasource or generator.",
      reason: """
        No other keyword means anything; a misspelt one would drop the whole block silently.
        """,
      wrong: """
        Model {
          id Int @id
        }
        """,
      right: """
        model User {
          id Int @id
        }
        """),
    Explanation(
      .invalidLine,
      rule: "A line of a block has the form that the block asks for.",
      reason: """
        Models hold fields and attributes, enums hold values, datasources and generators hold \
        settings.
        """,
      wrong: """
        model User {
          id Int @id
          = 3
        }
        """,
      right: """
        model User {
          id    Int @id
          count Int @default(3)
        }
        """),
    Explanation(
      .missingFieldType,
      rule: "A field has a type.",
      reason: "The type decides about the column in the database and about the value in programs.",
      wrong: """
        model User {
          id Int @id
          name
        }
        """,
      right: """
        model User {
          id   Int @id
          name String
        }
        """),
    Explanation(
      .legacySyntax,
      rule: "Forms of the first versions of the language are not read any more.",
      reason: "They had two spellings for one thing. Lists are written with `[]` behind the type.",
      wrong: """
        model User {
          id    Int @id
          posts [Post]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int
        }
        """,
      right: """
        model User {
          id    Int @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int
        }
        """),
    Explanation(
      .optionalList,
      rule: "A list is not optional.",
      reason: """
        A list without elements is empty; a second way to say the same would only need checks.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id   Int @id
          tags String[]?
        }
        """,
      right: """
        model User {
          id   Int @id
          tags String[]
        }
        """),
    Explanation(
      .typeAlias,
      rule: "A type cannot be declared as another name for a type.",
      reason: """
        Aliases were an experiment of early versions. Write the type and its attributes at \
        each field.
        """,
      wrong: """
        type Email = String

        model User {
          id    Int @id
          email Email
        }
        """,
      right: """
        model User {
          id    Int @id
          email String
        }
        """),
    Explanation(
      .unknownEscape,
      rule: "A backslash in a string stands before a character that it can escape.",
      reason: """
        What can be escaped is the quote, the backslash, `b`, `f`, `n`, `r`, `t`, `/` and `u` \
        with four digits.
        """,
      wrong: #"""
        model User {
          id   Int    @id
          path String @default("C:\games")
        }
        """#,
      right: #"""
        model User {
          id   Int    @id
          path String @default("C:\\games")
        }
        """#),
    Explanation(
      .invalidUnicodeEscape,
      rule: "`\\u` is followed by four hexadecimal digits that make a character.",
      reason: """
        Characters beyond U+FFFF take two escapes, a surrogate pair; half a pair is no \
        character.
        """,
      wrong: #"""
        model User {
          id   Int    @id
          sign String @default("\u12")
        }
        """#,
      right: #"""
        model User {
          id   Int    @id
          sign String @default("\u2713")
        }
        """#),
    Explanation(
      .attributeInCompositeType,
      rule: "Composite types have no keys, indexes and relations of their own.",
      reason: """
        Their values lie inside the record of a model, and only the model has a place in the \
        database.
        """,
      provider: "mongodb",
      wrong: """
        model User {
          id      String @id @map("_id")
          address Address
        }

        type Address {
          city String @unique
        }
        """,
      right: """
        model User {
          id      String @id @map("_id")
          address Address
        }

        type Address {
          city String
        }
        """),
  ]
}
