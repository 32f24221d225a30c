import SchemaSyntax

extension Explanation {
  /// The pages about the syntax.
  static let syntax: [Explanation] = [
    Explanation(
      .unknownLine,
      rule: "A schema consists of blocks and comments.",
      reason: """
        A line outside of all blocks is often a leftover, or follows a block that was closed too \
        early: move it into a block, or delete it. A block begins with a line such as `model User \
        {` and ends with `}` on a line of its own.
        """,
      wrong: """
        model User {
          id Int @id
        }

        name String
        """,
      right: """
        model User {
          id   Int    @id
          name String
        }
        """),
    Explanation(
      .unknownBlock,
      rule: "A block begins with a keyword and a name.",
      reason: """
        The keywords are `model`, `enum`, `type`, `view`, `datasource` and `generator`, in lower \
        case. Correct the word, and write a name behind it.
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
      rule: "Each line of a block says one thing that the block can hold.",
      reason: """
        Models, views and types hold fields, such as `name String`, and attributes, such as \
        `@@index([name])`; enums hold values; datasources and generators hold settings, such as \
        `provider = "sqlite"`. What a line begins it ends, with all brackets and quotes.
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
      reason: """
        The type decides which column the database makes and which values programs read. Write it \
        behind the name.
        """,
      wrong: """
        model User {
          id   Int @id
          name
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String
        }
        """),
    Explanation(
      .legacySyntax,
      rule: "Forms of the first versions of the language are not read any more.",
      reason: """
        Write `Post[]` instead of `[Post]`, `name String` instead of `name: String`, and a \
        required field without `!`. `swisma validate --fix` does it.
        """,
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
          id    Int    @id
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
        A list without elements is empty, so null would say nothing more. Write `String[]`, or \
        `String?` for a single value.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id   Int       @id
          tags String[]?
        }
        """,
      right: """
        model User {
          id   Int      @id
          tags String[]
        }
        """),
    Explanation(
      .typeAlias,
      rule: "A type cannot be declared as another name for a type.",
      reason: """
        Aliases were an experiment of early versions. Remove the line, and write the type and its \
        attributes at each field.
        """,
      wrong: """
        type Email = String

        model User {
          id    Int @id
          email String
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String
        }
        """),
    Explanation(
      .unknownEscape,
      rule: "A backslash in a string stands before a character that it can escape.",
      reason: """
        These are `"`, `\\`, `/`, `b`, `f`, `n`, `r`, `t`, and `u` with four digits. Write a \
        backslash that means itself twice.
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
        A character beyond U+FFFF takes two escapes, a surrogate pair; half a pair is no \
        character. Most characters need no escape: write them as they are.
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
        Their values lie inside the records of models. Declare the key or index in each model that \
        uses the type.
        """,
      provider: "mongodb",
      wrong: """
        model User {
          id      String  @id @map("_id")
          address Address
        }

        type Address {
          city String

          @@unique([city])
        }
        """,
      right: """
        model User {
          id      String  @id @map("_id")
          address Address

          @@unique([address.city])
        }

        type Address {
          city String
        }
        """),
  ]
}
