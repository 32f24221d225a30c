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
      .ambiguousRelation,
      rule: "Where two models have several relations, each has a name.",
      reason: """
        The name says which fields belong together. Give it on both sides: `@relation("name")`.
        """,
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
        `fields` names the columns of this model, `references` the fields of the other one that \
        they hold. `swisma validate --fix` adds both.
        """,
      wrong: """
        model User {
          id    Int    @id
          posts Post[]
        }

        model Post {
          id   Int  @id
          user User
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
      .misplacedRelationArgument,
      rule: "The arguments of a relation stand on the side of the foreign key.",
      reason: "That is the side of a single record; a list has no column. Move them there.",
      wrong: """
        model User {
          id    Int    @id
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
      .unknownRelationField,
      rule: "The fields that a relation names exist.",
      reason: """
        `fields` are of this model, `references` of the other one. Check the spelling, or declare \
        the field.
        """,
      wrong: """
        model User {
          id    Int    @id
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
      .relationTypeMismatch,
      rule: "A foreign key has the type of the field that it refers to.",
      reason: "The two hold the same value. Change the type of the foreign key.",
      wrong: """
        model User {
          id    Int    @id
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
      .relationArityMismatch,
      rule: "A relation is as optional as the fields that it is stored in.",
      reason: """
        Without a value there is no record to refer to: make both optional, or both required. The \
        side without the foreign key cannot be required.
        """,
      wrong: """
        model User {
          id    Int    @id
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
          id    Int    @id
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
      reason: """
        It must lead to one record, not to several. Mark what it refers to with `@unique` or \
        `@@unique`, or refer to the id.
        """,
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
      reason: """
        Otherwise several records could refer to the same one. Add `@unique`, or make the other \
        side a list.
        """,
      wrong: """
        model User {
          id      Int      @id
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
          id      Int      @id
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
