import SchemaModel

extension Explanation {
  /// The pages about keys and indexes.
  static let keys: [Explanation] = [
    Explanation(
      .missingUniqueCriterion,
      rule: "A model has something that identifies a record.",
      reason: """
        That is `@id`, `@@id`, `@unique` or `@@unique` on required fields. Without it nothing \
        could be updated or deleted: mark what tells the records apart.
        """,
      wrong: """
        model User {
          name String
        }
        """,
      right: """
        model User {
          id   Int    @id
          name String
        }
        """),
    Explanation(
      .severalPrimaryKeys,
      rule: "A model has one primary key.",
      reason: """
        `@@id([a, b])` makes one key of several fields. Mark whatever else is unique with \
        `@unique`.
        """,
      wrong: """
        model User {
          id    Int    @id
          email String @id
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String @unique
        }
        """),
    Explanation(
      .optionalKeyField,
      rule: "The fields of a primary key are required.",
      reason: """
        A record without a value there could not be identified. Remove the `?`, or choose another \
        key.
        """,
      wrong: """
        model User {
          id Int? @id
        }
        """,
      right: """
        model User {
          id Int @id
        }
        """),
    Explanation(
      .unknownKeyField,
      rule: "A key or index names fields of its own model.",
      reason: """
        Only columns of one table can be indexed together. Check the spelling, or declare the \
        field.
        """,
      wrong: """
        model User {
          id   Int    @id
          name String

          @@index([nmae])
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
      .relationKeyField,
      rule: "A key or index names columns, not relations.",
      reason: "A relation is not a column. Name the fields that hold its foreign key.",
      wrong: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int

          @@index([user])
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

          @@index([userId])
        }
        """),
    Explanation(
      .duplicateKeyField,
      rule: "A key or index names a field once.",
      reason: "The second time adds nothing. Remove it, or name the field that was meant.",
      wrong: """
        model User {
          id   Int    @id
          name String

          @@index([name, name])
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
      .emptyKey,
      rule: "A key or index names at least one field.",
      reason: """
        There is nothing to index otherwise. Name the fields in the brackets, or remove the \
        attribute.
        """,
      wrong: """
        model User {
          id   Int    @id
          name String

          @@index([])
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
      .unsupportedKeyArgument,
      rule: "The database has what an argument of a key asks for.",
      reason: """
        Clustered keys, lengths, sort orders and names of constraints exist in some databases \
        only. Remove the argument.
        """,
      provider: "sqlite",
      wrong: """
        model User {
          id Int @id(clustered: false)
        }
        """,
      right: """
        model User {
          id Int @id
        }
        """),
    Explanation(
      .unsupportedIndex,
      rule: "The database has indexes of this kind on these fields.",
      reason: """
        Some kinds of index are for certain types or for one field. Choose another `type`, or \
        leave it out and get the usual one.
        """,
      provider: "sqlite",
      wrong: """
        model User {
          id   Int    @id
          name String

          @@index([name], type: Hash)
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
      .unsupportedOperatorClass,
      rule: "An operator class fits the index and the type of its field.",
      reason: """
        It tells the index how to compare values. Choose one that fits both; `raw("…")` names one \
        that an extension brings.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id   Int  @id
          data Json

          @@index([data(ops: JsonbPathOps)], type: Gist)
        }
        """,
      right: """
        model User {
          id   Int  @id
          data Json

          @@index([data(ops: JsonbPathOps)], type: Gin)
        }
        """),
    Explanation(
      .autoIncrementNotAllowed,
      rule: "`autoincrement()` stands where the database can count.",
      reason: """
        Some databases count in the primary key only, or once in a table, or need an index. Move \
        it there, or use another default.
        """,
      provider: "sqlite",
      wrong: """
        model Order {
          id     Int @id
          number Int @unique @default(autoincrement())
        }
        """,
      right: """
        model Order {
          id     Int @id @default(autoincrement())
          number Int @unique
        }
        """),
    Explanation(
      .unsupportedKeyType,
      rule: "The types of the fields of a key can be indexed.",
      reason: """
        Large texts and binary values often cannot, or only their first part, as long as `length` \
        says. Index that part, or use a type with a limit.
        """,
      provider: "mysql",
      wrong: """
        model Page {
          id   Int    @id
          text String @db.Text

          @@index([text])
        }
        """,
      right: """
        model Page {
          id   Int    @id
          text String @db.Text

          @@index([text(length: 100)])
        }
        """),
    Explanation(
      .duplicateIndex,
      rule: "Two indexes of a model are not of the same fields where the database refuses that.",
      reason: """
        MongoDB has one index for a list of fields, and indexes its id by itself. Remove the \
        second index.
        """,
      provider: "mongodb",
      wrong: """
        model User {
          id   String @id @map("_id")
          name String

          @@index([name])
          @@index([name], map: "again")
        }
        """,
      right: """
        model User {
          id   String @id @map("_id")
          name String

          @@index([name])
        }
        """),
    Explanation(
      .invalidShardKey,
      rule: "A shard key names required fields, where the database has shards.",
      reason: """
        The key decides on which server a record lies, so each record has one. Make its fields \
        required.
        """,
      wrong: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["shardKeys"]
        }

        datasource db {
          provider = "mysql"
          url      = env("DATABASE_URL")
        }

        model User {
          id   Int  @id
          city Int? @shardKey
        }
        """,
      right: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["shardKeys"]
        }

        datasource db {
          provider = "mysql"
          url      = env("DATABASE_URL")
        }

        model User {
          id   Int
          city Int

          @@id([id, city])
          @@shardKey([city])
        }
        """),
  ]
}
