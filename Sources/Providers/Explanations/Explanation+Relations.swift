import SchemaModel

extension Explanation {
  /// The pages about relations.
  static let relations: [Explanation] = [
    Explanation(
      .missingOppositeField,
      rule: "A relation has a field on both sides.",
      reason: """
        Clients follow a relation in both directions. `swisma format` adds the missing side.
        """,
      wrong: """
        model User {
          id Int @id
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
      .ambiguousRelation,
      rule: "Several relations between two models have names.",
      reason: "The name, given on both sides, says which fields belong together.",
      wrong: """
        model User {
          id    Int    @id
          wrote Post[]
          liked Post[]
        }

        model Post {
          id       Int  @id
          author   User @relation(fields: [authorId], references: [id])
          authorId Int
          fan      User @relation(fields: [fanId], references: [id])
          fanId    Int
        }
        """,
      right: """
        model User {
          id    Int    @id
          wrote Post[] @relation("wrote")
          liked Post[] @relation("liked")
        }

        model Post {
          id       Int  @id
          author   User @relation("wrote", fields: [authorId], references: [id])
          authorId Int
          fan      User @relation("liked", fields: [fanId], references: [id])
          fanId    Int
        }
        """),
    Explanation(
      .missingRelationArgument,
      rule: "One side of a relation says where it is stored.",
      reason: """
        `fields` names the columns of this model, `references` what they hold of the other \
        one.
        """,
      wrong: """
        model User {
          id    Int @id
          posts Post[]
        }

        model Post {
          id   Int  @id
          user User
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
      .misplacedRelationArgument,
      rule: "The arguments of a relation stand on the side of the foreign key.",
      reason: "That is the side of a single record; the list on the other side has no column.",
      wrong: """
        model User {
          id    Int @id
          posts Post[] @relation(onDelete: Cascade)
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
          user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
          userId Int
        }
        """),
    Explanation(
      .unknownRelationField,
      rule: "The fields that a relation names exist.",
      reason: "`fields` are of this model, `references` of the other one.",
      wrong: """
        model User {
          id    Int @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [uid])
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
      .relationTypeMismatch,
      rule: "The two fields that a relation joins are of one type.",
      reason: "They hold the same value.",
      wrong: """
        model User {
          id    Int @id
          posts Post[]
        }

        model Post {
          id     Int    @id
          user   User   @relation(fields: [userId], references: [id])
          userId String
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
      .relationArityMismatch,
      rule: "A relation is as optional as the fields that it is stored in.",
      reason: """
        Without a value there is no record to refer to. The side without the foreign key \
        cannot be required.
        """,
      wrong: """
        model User {
          id    Int @id
          posts Post[]
        }

        model Post {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int?
        }
        """,
      right: """
        model User {
          id    Int @id
          posts Post[]
        }

        model Post {
          id     Int   @id
          user   User? @relation(fields: [userId], references: [id])
          userId Int?
        }
        """),
    Explanation(
      .referencesNotUnique,
      rule: "A relation refers to something unique.",
      reason: "It must lead to one record, not to several.",
      wrong: """
        model User {
          id    Int    @id
          email String
          posts Post[]
        }

        model Post {
          id    Int    @id
          user  User   @relation(fields: [email], references: [email])
          email String
        }
        """,
      right: """
        model User {
          id    Int    @id
          email String @unique
          posts Post[]
        }

        model Post {
          id    Int    @id
          user  User   @relation(fields: [email], references: [email])
          email String
        }
        """),
    Explanation(
      .oneToOneNotUnique,
      rule: "The foreign key of a one-to-one relation is unique.",
      reason: "Otherwise several records could refer to the same one.",
      wrong: """
        model User {
          id      Int @id
          profile Profile?
        }

        model Profile {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int
        }
        """,
      right: """
        model User {
          id      Int @id
          profile Profile?
        }

        model Profile {
          id     Int  @id
          user   User @relation(fields: [userId], references: [id])
          userId Int  @unique
        }
        """),
  ]
}
