import SchemaModel

extension Explanation {
  /// The pages about referential actions and what databases ask of relations.
  static let referentialActions: [Explanation] = [
    Explanation(
      .invalidReferentialAction,
      rule: "A referential action is one that the database has.",
      reason: """
        They are `Cascade`, `Restrict`, `NoAction`, `SetNull` and `SetDefault`; not every database \
        has all. Choose one that the message names.
        """,
      wrong: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id], onDelete: Remove)
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
          user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
          userId Int
        }
        """),
    Explanation(
      .referentialActionCycle,
      rule: "Referential actions do not run in a circle, and reach a model by one path only.",
      reason: """
        Some databases refuse such foreign keys. Set `onDelete` and `onUpdate` of one of the \
        relations to `NoAction`, which ends the path there.
        """,
      provider: "sqlserver",
      wrong: """
        model Person {
          id       Int      @id
          mother   Person?  @relation("mother", fields: [motherId], references: [id])
          motherId Int?
          children Person[] @relation("mother")
        }
        """,
      right: """
        model Person {
          id       Int      @id
          mother   Person?  @relation("mother", fields: [motherId], references: [id], onDelete: NoAction, onUpdate: NoAction)
          motherId Int?
          children Person[] @relation("mother")
        }
        """),
    Explanation(
      .setNullOnRequiredField,
      rule: "`SetNull` is for optional fields.",
      reason: """
        A required field cannot become null, so the database would refuse to delete the other \
        record. Make the relation optional, or choose another action.
        """,
      provider: "postgresql",
      wrong: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id], onDelete: SetNull)
          userId Int
        }
        """,
      right: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int   @id
          user   User? @relation(fields: [userId], references: [id], onDelete: SetNull)
          userId Int?
        }
        """),
    Explanation(
      .missingRelationIndex,
      rule: "Relations without foreign keys have an index.",
      reason: """
        With `relationMode = "prisma"` the client looks related records up itself, which is slow \
        without one. Add `@@index` with the fields of the relation.
        """,
      wrong: """
        datasource db {
          provider     = "mysql"
          url          = env("DATABASE_URL")
          relationMode = "prisma"
        }

        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int
        }
        """,
      right: """
        datasource db {
          provider     = "mysql"
          url          = env("DATABASE_URL")
          relationMode = "prisma"
        }

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
      .unsupportedManyToMany,
      rule: "Two lists make a many-to-many relation where each model has an `@id`.",
      reason: """
        The table between them is made from the two ids. Give the model an `@id`, or declare the \
        table as a model of its own.
        """,
      provider: "postgresql",
      wrong: """
        model Post {
          slug String @unique
          tags Tag[]
        }

        model Tag {
          id    Int    @id
          posts Post[]
        }
        """,
      right: """
        model Post {
          slug String @id
          tags Tag[]
        }

        model Tag {
          id    Int    @id
          posts Post[]
        }
        """),
    Explanation(
      .ignoredModel,
      rule: "A relation to an ignored model is ignored too.",
      reason: "Clients do not have the model that it leads to. Add `@ignore` to the relation.",
      wrong: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int

          @@ignore
        }
        """,
      right: """
        model User {
          id    Int    @id
          posts Post[] @ignore
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int

          @@ignore
        }
        """),
    Explanation(
      .relationNativeTypeMismatch,
      rule: "The two fields that a relation joins are of one native type.",
      reason: """
        To MongoDB a text and an `ObjectId` are never equal, so the relation would find nothing. \
        Give both fields the same native type.
        """,
      provider: "mongodb",
      wrong: """
        model User {
          id    String @id @default(auto()) @map("_id") @db.ObjectId
          posts Post[]
        }

        model Post {
          id     String @id @default(auto()) @map("_id") @db.ObjectId
          user   User   @relation(fields: [userId], references: [id])
          userId String
        }
        """,
      right: """
        model User {
          id    String @id @default(auto()) @map("_id") @db.ObjectId
          posts Post[]
        }

        model Post {
          id     String @id @default(auto()) @map("_id") @db.ObjectId
          user   User   @relation(fields: [userId], references: [id])
          userId String @db.ObjectId
        }
        """),
    Explanation(
      .discouragedReferentialAction,
      rule: "A referential action is one that the database carries out.",
      reason: """
        MySQL accepts `SetDefault` and then refuses the change as `NoAction` does. Choose the \
        action that is meant.
        """,
      provider: "mysql",
      wrong: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id], onDelete: SetDefault)
          userId Int  @default(1)
        }
        """,
      right: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
          userId Int  @default(1)
        }
        """),
  ]
}
