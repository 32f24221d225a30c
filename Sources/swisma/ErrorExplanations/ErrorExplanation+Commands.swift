extension ErrorExplanation {
  /// Files, the command line, generators, and the way to a database's driver.
  static let commands = [
    ErrorExplanation(
      "C0002", "No backend of this build talks to the database product.",
      remedy: """
        SQLite and PostgreSQL can be connected to. Schemas of the other providers are validated,
        formatted and described; their databases are not.
        """),
    ErrorExplanation(
      "C0003", "Something had to be asked, and nobody can answer.",
      remedy: """
        Standard input or standard error is no terminal, or --no-input was given. The message names
        the flag that answers the question.
        """),
    ErrorExplanation(
      "C0010", "Neither side of a comparison says which database product it is about.",
      remedy: """
        Give `migrate diff` at least one side with a provider: a schema, a URL, or a migrations
        folder with its migration_lock.toml.
        """),
    ErrorExplanation(
      "C0011", "The project has no seed command.",
      remedy: """
        Name one: `migrations.seed` of prisma.config.ts or swisma.config.json, or `prisma.seed` of
        package.json.
        """),
    ErrorExplanation(
      "C0012", "The seed command ended with an error.",
      remedy: """
        What it wrote stands above the error. The migrations before it were applied; mend the
        command and run `swisma db seed`.
        """),
    ErrorExplanation(
      "C0013", "There is a schema where `init` would write a new one.",
      remedy: "Work with the schema that is there, or name another place with --schema."),
    ErrorExplanation(
      "C0014", "No page explains this code.",
      remedy: "`swisma explain` without a code lists all codes."),
    ErrorExplanation(
      "C0015", "A schema file is not UTF-8 text.",
      remedy: """
        Save it as UTF-8 in your editor, or convert it: `iconv -f utf-16 -t utf-8 old > new`. The
        file was left as it is.
        """),
    ErrorExplanation(
      "C0016", "The two sides of a comparison are of different database products.",
      remedy: """
        A schema has one product, and no plan leads to another: name two sides of the same one.
        """),
    ErrorExplanation(
      "C0017", "A folder that should hold migrations holds none.",
      remedy: """
        Name the folder that has a subfolder with a migration.sql for each migration, usually
        prisma/migrations; --from-empty stands for no migrations at all.
        """),
    ErrorExplanation(
      "C0064", "The command line cannot be understood.",
      remedy: "`swisma help <command>` shows the arguments and flags of a command with examples."),
    ErrorExplanation(
      "D0001", "The library that talks to the database product is not on this machine.",
      remedy: """
        Install PostgreSQL's client library: `apt-get install libpq5` on Debian and Ubuntu,
        `dnf install libpq` on Fedora, `apk add libpq` on Alpine, `brew install libpq` on macOS.
        """),
    ErrorExplanation(
      "F0001", "The system refused to read or write a file.",
      remedy: """
        The message names the file and the system's reason. Files are replaced as a whole, so none
        is half written.
        """),
    ErrorExplanation(
      "F0002", "Standard input cannot be read.",
      remedy: "Something closed it: give the command an input, such as `</dev/null`."),
    ErrorExplanation(
      "F0010", "No schema was found.",
      remedy: """
        It is looked for where --schema points, then at `schema` of the configuration file and
        `prisma.schema` of package.json, then as schema.prisma and prisma/schema.prisma.
        `swisma init` writes a first one.
        """),
    ErrorExplanation(
      "F0011", "The configuration file cannot be understood.",
      remedy: """
        prisma.config.ts is read, never run: it must export an object, or a call of defineConfig
        with one, of plain values, env("NAME") and process.env.NAME. swisma.config.json has the
        same keys.
        """),
    ErrorExplanation(
      "F0013", "Nothing says where the database is.",
      remedy: """
        Set `url` in the datasource block or in the configuration file, or the environment variable
        DATABASE_URL, in a .env file too; --url overrides them.
        """),
    ErrorExplanation(
      "G0001", "A generator block asks for a client that this build cannot make.",
      remedy: """
        swisma makes Swift clients: `provider = "\(SwiftClient.provider)"`. Leave other generators
        to the tool that they belong to, and choose the block with --generator.
        """),
    ErrorExplanation(
      "G0002", "No generator block of the schema has the name that was given.",
      remedy: "A name is the word behind `generator`; the message lists those of the schema."),
    ErrorExplanation(
      "G0003", "The schema has no generator block, so there is nothing to generate.",
      remedy: "`swisma help generate` shows a block that makes a Swift client."),
  ]
}
