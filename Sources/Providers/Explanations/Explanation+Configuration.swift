import SchemaModel

extension Explanation {
  /// The pages about views, schemas and configuration blocks.
  static let configuration: [Explanation] = [
    Explanation(
      .viewNotAllowed,
      rule: "A view has no primary key and no indexes.",
      reason: """
        It is a query that the database keeps. `@unique` without arguments tells clients how to \
        find a record; remove the rest.
        """,
      wrong: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["views"]
        }

        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }

        view Totals {
          id    Int @id
          total Int
        }
        """,
      right: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["views"]
        }

        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }

        view Totals {
          id    Int @unique
          total Int
        }
        """),
    Explanation(
      .schemaAttributeUnsupported,
      rule: "`@@schema` is for databases with schemas.",
      reason: "In other databases all tables lie in one place. Remove the attribute.",
      provider: "sqlite",
      wrong: """
        model User {
          id Int @id

          @@schema("shop")
        }
        """,
      right: """
        model User {
          id Int @id
        }
        """),
    Explanation(
      .unknownSchema,
      rule: "`@@schema` names one of the schemas of the datasource.",
      reason: "Only these are migrated and introspected. Correct the name, or add it to `schemas`.",
      wrong: """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
          schemas  = ["shop"]
        }

        model User {
          id Int @id

          @@schema("shpo")
        }
        """,
      right: """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
          schemas  = ["shop"]
        }

        model User {
          id Int @id

          @@schema("shop")
        }
        """),
    Explanation(
      .missingSchema,
      rule: "With `schemas` in the datasource every model and enum says where it lies.",
      reason: "No schema is the default one. Add `@@schema` to each.",
      wrong: """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
          schemas  = ["shop"]
        }

        model User {
          id Int @id
        }
        """,
      right: """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
          schemas  = ["shop"]
        }

        model User {
          id Int @id

          @@schema("shop")
        }
        """),
    Explanation(
      .missingProperty,
      rule: "A datasource and a generator have a `provider`, and settings have values.",
      reason: """
        The provider decides what the rest means. Add the line, or the value behind the `=`.
        """,
      wrong: """
        datasource db {
          url = env("DATABASE_URL")
        }
        """,
      right: """
        datasource db {
          provider = "sqlite"
          url      = env("DATABASE_URL")
        }
        """),
    Explanation(
      .unknownProperty,
      rule: "A datasource has only settings that its database knows.",
      reason: "A misspelt setting would be ignored silently. Correct its name, or remove the line.",
      wrong: """
        datasource db {
          provider = "sqlite"
          url      = env("DATABASE_URL")
          schemas  = ["shop"]
        }
        """,
      right: """
        datasource db {
          provider = "sqlite"
          url      = env("DATABASE_URL")
        }
        """),
    Explanation(
      .invalidProperty,
      rule: "The value of a setting is of the kind that the setting takes.",
      reason: """
        Texts stand in quotes; `env("NAME")` reads a variable when the value is needed. Write what \
        the message expects.
        """,
      wrong: """
        datasource db {
          provider = "sqlite"
          url      = DATABASE_URL
        }
        """,
      right: """
        datasource db {
          provider = "sqlite"
          url      = env("DATABASE_URL")
        }
        """),
    Explanation(
      .unknownProvider,
      rule: "The provider of a datasource is a database that the language knows.",
      reason: """
        They are `cockroachdb`, `mongodb`, `mysql`, `postgresql`, `sqlite` and `sqlserver`. \
        Correct the name.
        """,
      wrong: """
        datasource db {
          provider = "sqlit"
          url      = env("DATABASE_URL")
        }
        """,
      right: """
        datasource db {
          provider = "sqlite"
          url      = env("DATABASE_URL")
        }
        """),
    Explanation(
      .severalDatasources,
      rule: "A schema has one datasource.",
      reason: """
        All models of a schema lie in one database. Keep one; another database gets a schema of \
        its own.
        """,
      wrong: """
        datasource db {
          provider = "sqlite"
          url      = env("DATABASE_URL")
        }

        datasource archive {
          provider = "sqlite"
          url      = env("ARCHIVE_URL")
        }
        """,
      right: """
        datasource db {
          provider = "sqlite"
          url      = env("DATABASE_URL")
        }
        """),
    Explanation(
      .unknownPreviewFeature,
      rule: "A preview feature is one that there is.",
      reason: "A misspelt one would be off without a word. Correct its name, or remove it.",
      wrong: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["viewz"]
        }
        """,
      right: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["views"]
        }
        """),
    Explanation(
      .needlessPreviewFeature,
      rule: "Only what still is in preview is named as a preview feature.",
      reason: """
        For what is always available the line does nothing, and what is going to be removed should \
        not be used. Remove it.
        """,
      wrong: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["driverAdapters"]
        }
        """,
      right: """
        generator client {
          provider = "swisma-client"
        }
        """),
    Explanation(
      .missingPreviewFeature,
      rule: "What is in preview is asked for in a generator.",
      reason: "It may still change. Add the feature that the message names to `previewFeatures`.",
      provider: "postgresql",
      wrong: """
        view Totals {
          id    Int @unique
          total Int
        }
        """,
      right: """
        generator client {
          provider        = "swisma-client"
          previewFeatures = ["views"]
        }

        view Totals {
          id    Int @unique
          total Int
        }
        """),
    Explanation(
      .deprecatedProperty,
      rule: "A setting has its name of today.",
      reason: "The old one is still understood. `swisma validate --fix` renames it.",
      wrong: """
        datasource db {
          provider             = "mysql"
          url                  = env("DATABASE_URL")
          referentialIntegrity = "foreignKeys"
        }
        """,
      right: """
        datasource db {
          provider     = "mysql"
          url          = env("DATABASE_URL")
          relationMode = "foreignKeys"
        }
        """),
    Explanation(
      .unsafeShadowDatabase,
      rule: "The shadow database is a database of its own.",
      reason: """
        Migrations are tried out in it from the first on, so it is empty and used for nothing \
        else. Give it an address of its own, or leave the setting out.
        """,
      wrong: """
        datasource db {
          provider          = "postgresql"
          url               = env("DATABASE_URL")
          shadowDatabaseUrl = env("DATABASE_URL")
        }
        """,
      right: """
        datasource db {
          provider          = "postgresql"
          url               = env("DATABASE_URL")
          shadowDatabaseUrl = env("SHADOW_DATABASE_URL")
        }
        """),
  ]
}
