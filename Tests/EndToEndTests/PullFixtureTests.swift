import FileSystem
import TestSupport
import Testing

/// The cases of `fixtures/introspect`: a database, often a schema, and the schema after
/// `swisma db pull`.
struct PullFixtureTests {
  @Test("SQLite", arguments: Fixture.all("introspect/sqlite", suffix: ".txtar"))
  func sqlite(_ fixture: Fixture) throws {
    let folder = try TemporaryDirectory()
    let database = try folder.write("", to: "case.db")
    try check(fixture, in: folder, url: "file:\(database)")
  }

  @Test(
    "PostgreSQL", .enabled(if: TestPostgres.isAvailable),
    arguments: Fixture.all("introspect/postgresql", suffix: ".txtar"))
  func postgres(_ fixture: Fixture) throws {
    let server = try #require(TestPostgres.url)
    let folder = try TemporaryDirectory()
    @discardableResult
    func execute(_ sql: String, _ options: String...) throws -> String {
      try Executable.succeed(
        ["db", "execute", "--stdin", "--url", server] + options, in: folder.path, input: sql
      ).output
    }
    let archive = TextArchive(try fixture.text)
    if let version = archive["server"].flatMap({ Int($0.filter(\.isNumber)) }) {
      let question = "SELECT current_setting('server_version_num')::int >= \(version)0000 AS it"
      guard try execute(question, "--json").contains("true") else {
        try Test.cancel("the case needs PostgreSQL \(version)")
      }
    }
    if let name = archive["extension"]?.filter({ !$0.isWhitespace }) {
      let question = "SELECT name FROM pg_available_extensions WHERE name = '\(name)'"
      guard try execute(question, "--json").contains(name) else {
        try Test.cancel("the case needs the extension \(name)")
      }
    }
    // A database of its own: an extension belongs to all schemas of one.
    let name = "pull_\(UInt32.random(in: 0 ... .max))"
    try execute("CREATE DATABASE \(name)")
    defer { _ = try? execute("DROP DATABASE \(name) WITH (FORCE)") }
    try check(fixture, in: folder, url: try TestPostgres.url(ofDatabase: name))
  }

  private func check(_ fixture: Fixture, in folder: TemporaryDirectory, url: String) throws {
    var archive = TextArchive(try fixture.text)
    let inputs = ["server", "extension", "arguments", "database.sql", "previous.prisma"]
    archive.entries.removeAll { !inputs.contains($0.name) }
    let arguments = archive["arguments"]?.split(whereSeparator: \.isWhitespace).map(String.init)
    let project = PullProject(folder, provider: url.hasPrefix("file:") ? "sqlite" : "postgresql")
    try folder.write(
      project.datasource + (archive["previous.prisma"] ?? ""), to: "schema.prisma")
    try project.run(["db", "execute", "--stdin", "--url", url], input: archive["database.sql"])

    let result = try project.run(["db", "pull", "--url", url] + (arguments ?? []))
    let notices = result.errors.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
    let pulled = try folder.text("schema.prisma")
    #expect(pulled.hasPrefix(project.datasource))
    archive.entries.append(
      .init(name: "pulled.prisma", text: String(pulled.dropFirst(project.datasource.count))))
    if !notices.isEmpty {
      archive.entries.append(
        .init(name: "notices", text: notices.map { $0.dropFirst(9) + "\n" }.joined()))
    }
    try expectText(archive.text, equalsFile: fixture.path)

    try project.run(["validate"])
    // The database is described now, so there is nothing left to change.
    try project.run(["db", "pull", "--check", "--url", url])
    // What a migration would change all the same has been said.
    let diff = try Executable.run(
      [
        "migrate", "diff", "--from-url", url, "--to-schema-datamodel", "schema.prisma",
        "--exit-code",
      ], in: folder.path)
    let isAnnounced = notices.contains { $0.contains("the next migration would ") }
    #expect(diff.status == (isAnnounced ? 2 : 0), "\(diff.output)")
  }

  @Test("--force replaces a schema with errors, but for its datasource and generators")
  func brokenSchema() throws {
    let folder = try TemporaryDirectory()
    let project = PullProject(folder, provider: "sqlite")
    let generator = "generator client {\n  provider = \"prisma-client-js\"\n}\n\n"
    let url = "file:\(try folder.write("", to: "old.db"))"
    try project.run(
      ["db", "execute", "--stdin", "--url", url],
      input: "CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL PRIMARY KEY);")
    for broken in ["model User {\n  id Nothing @id\n}\n", "model User {\n  id Int @id\n", "?\n"] {
      try folder.write(project.datasource + generator + broken, to: "schema.prisma")
      let refused = try Executable.run(["db", "pull", "--url", url], in: folder.path)
      #expect(refused.status == 1 && refused.errors.contains("P1012"))
      #expect(refused.errors.contains("--force"))
      let result = try project.run(["db", "pull", "--force", "--url", url])
      #expect(result.errors.contains("all but its datasource and generators is replaced"))
      expectText(
        try folder.text("schema.prisma"),
        equals: project.datasource + generator + """
          model User {
            id Int @id @default(autoincrement())
          }

          """)
    }
  }

  @Test("--force refuses a schema whose datasource cannot be read")
  func brokenDatasource() throws {
    let folder = try TemporaryDirectory()
    let broken = "datasource db {\n  provider == \"sqlite\"\n}\n"
    try folder.write(broken, to: "schema.prisma")
    let url = "file:\(try folder.write("", to: "old.db"))"
    let result = try Executable.run(["db", "pull", "--force", "--url", url], in: folder.path)
    #expect(result.status == 1 && result.errors.contains("P1012"))
    #expect(try folder.text("schema.prisma") == broken)
  }

  @Test("--schemas is written to the datasource", .enabled(if: TestPostgres.isAvailable))
  func databaseSchemas() throws {
    let url = try #require(TestPostgres.url)
    let folder = try TemporaryDirectory()
    let project = PullProject(folder, provider: "postgresql")
    let names = ["a", "b"].map { "pull_\($0)\(UInt32.random(in: 0 ... .max))" }
    let sql = names.map { "CREATE SCHEMA \($0); CREATE TABLE \($0).t\($0) (id INT PRIMARY KEY);" }
    try project.run(["db", "execute", "--stdin", "--url", url], input: sql.joined())
    defer {
      let drop = names.map { "DROP SCHEMA \($0) CASCADE;" }.joined()
      _ = try? project.run(["db", "execute", "--stdin", "--url", url], input: drop)
    }
    try folder.write(project.datasource, to: "schema.prisma")
    let given = (names + ["no_such_schema", names[0]]).joined(separator: ", ")
    let result = try project.run(["db", "pull", "--url", url, "--schemas", given])
    #expect(result.errors.contains("no schema `no_such_schema`"))
    #expect(result.errors.contains("schemas `\(names[0])`, `\(names[1])`"))
    let schema = try folder.text("schema.prisma")
    #expect(schema.contains("= [\"\(names[0])\", \"\(names[1])\"]\n}"), "\(schema)")
    try project.run(["validate"])
    try project.run(["db", "pull", "--url", url, "--check"])
  }

  @Test("A schema that the database was made from is not touched, in any layout")
  func roundTrip() throws {
    let formatted = try Repository.text("fixtures/blog/prisma/schema.prisma")
    for source in [formatted, formatted.replacing("  @@", with: "      @@")] {
      let folder = try TemporaryDirectory()
      let project = PullProject(folder, provider: "sqlite")
      try folder.write(source, to: "schema.prisma")
      let url = "file:\(Path.join(folder.path, "blog.db"))"
      try project.run(["db", "push", "--url", url, "--skip-generate"])
      try project.run(["db", "pull", "--url", url])
      expectText(try folder.text("schema.prisma"), equals: source)
    }
  }

  @Test("Rows without a key stay without one when their table is pulled, pushed and built anew")
  func nullableKey() throws {
    let folder = try TemporaryDirectory()
    let project = PullProject(folder, provider: "sqlite")
    try folder.write(project.datasource, to: "schema.prisma")
    let url = "file:\(try folder.write("", to: "keys.db"))"
    let rows = """
      CREATE TABLE q (sq int PRIMARY KEY, e text);
      INSERT INTO q VALUES (NULL, 'a'), (NULL, 'b'), (7, 'c');
      """
    try project.run(["db", "execute", "--stdin", "--url", url], input: rows)
    try project.run(["db", "pull", "--url", url])
    let pulled = try folder.text("schema.prisma")
    for schema in [pulled, pulled.replacing("String?", with: "String")] {
      try folder.write(schema, to: "schema.prisma")
      try project.run(["db", "push", "--url", url, "--skip-generate"])
      let found = try project.run(
        ["db", "execute", "--stdin", "--url", url, "--json"], input: "SELECT sq FROM q ORDER BY e")
      #expect(found.output.count(of: "null") == 2 && found.output.contains("7"))
    }
    // With numbers of the database every row has a key, so two of them are in the way.
    try folder.write(
      pulled.replacing("@id", with: "@id @default(autoincrement())"), to: "schema.prisma")
    let refused = try Executable.run(
      ["db", "push", "--url", url, "--skip-generate"], in: folder.path)
    #expect(refused.status == 1 && refused.errors.contains("M0004"))
  }

  @Test("Requests leave out columns that the database computes")
  func generatedColumn() throws {
    let folder = try TemporaryDirectory()
    let project = PullProject(folder, provider: "sqlite")
    try folder.write(project.datasource, to: "schema.prisma")
    let url = "file:\(try folder.write("", to: "sums.db"))"
    try project.run(
      ["db", "execute", "--stdin", "--url", url],
      input: """
        CREATE TABLE s (id INTEGER PRIMARY KEY, a INT NOT NULL,
          b INT NOT NULL GENERATED ALWAYS AS (a * 2) STORED);
        """)
    try project.run(["db", "pull", "--url", url])
    let created = try project.run(
      ["query", "--url", url, "prisma.s.create({ data: { a: 4 } })"])
    #expect(created.output.contains("8"))
  }

  @Test("A migration from nothing to a pulled schema makes its computed columns anew")
  func baselineOnSQLite() throws {
    let folder = try TemporaryDirectory()
    let urls = try ["old", "new"].map { "file:\(try folder.write("", to: "\($0).db"))" }
    try checkBaseline(in: folder, provider: "sqlite", urls: urls) { "\($0) INT AS \($1)" }
  }

  @Test(
    "A migration from nothing to a pulled schema makes its computed columns anew on PostgreSQL",
    .enabled(if: TestPostgres.isAvailable))
  func baselineOnPostgres() throws {
    let server = try #require(TestPostgres.url)
    let folder = try TemporaryDirectory()
    let names = ["old", "new"].map { "pull_\($0)_\(UInt32.random(in: 0 ... .max))" }
    let project = PullProject(folder, provider: "postgresql")
    func execute(_ statement: String) throws {
      let sql = names.map { statement.replacing("?", with: $0) }.joined()
      try project.run(["db", "execute", "--stdin", "--url", server], input: sql)
    }
    try execute("CREATE SCHEMA ?;")
    defer { try? execute("DROP SCHEMA ? CASCADE;") }
    let urls = names.map { server + (server.contains("?") ? "&" : "?") + "schema=\($0)" }
    try checkBaseline(in: folder, provider: "postgresql", urls: urls) {
      "\($0) INT GENERATED ALWAYS AS \($1) STORED"
    }
  }

  /// Pulls a table with computed columns, makes it anew elsewhere, and adds one to it.
  private func checkBaseline(
    in folder: TemporaryDirectory, provider: String, urls: [String],
    _ column: (_ name: String, _ expression: String) -> String
  ) throws {
    let project = PullProject(folder, provider: provider)
    let isSQLite = provider == "sqlite"
    let diff = ["migrate", "diff", "--to-schema", "schema.prisma"]
    try folder.write(project.datasource, to: "schema.prisma")
    func execute(_ sql: String, at url: String) throws {
      try project.run(["db", "execute", "--stdin", "--url", url], input: sql)
    }
    try execute(
      """
      CREATE TABLE s (id INT NOT NULL PRIMARY KEY, a INT NOT NULL, "the year" INT,
        \(column("twice", "(a * 2)")), \(column("later", "(\"the year\" + 1)")),
        six INT GENERATED ALWAYS AS (2 * 3) STORED,
        year INT DEFAULT (1 + 2), note TEXT DEFAULT 'a * 2');
      """, at: urls[0])
    try project.run(["db", "pull", "--url", urls[0]])
    let script = try project.run(diff + ["--from-empty", "--script"]).output
    #expect(script.count(of: "GENERATED ALWAYS AS (") == 3, "\(script)")
    #expect(script.count(of: "STORED") == (isSQLite ? 1 : 3), "\(script)")
    try execute(script, at: urls[1])
    try execute("INSERT INTO s (id, a, \"the year\") VALUES (1, 4, 2000)", at: urls[1])

    let schema = try folder.text("schema.prisma")
    let more = "  more Int? @default(dbgenerated(\"(a + 1)\"))\n"
    try folder.write(
      schema.replacing("model s {\n", with: "model s {\n" + more), to: "schema.prisma")
    try project.run(["db", "push", "--url", urls[1], "--skip-generate"])
    let again = try project.run(diff + ["--from-url", urls[1], "--exit-code"])
    #expect(again.status == 0, "\(again.output)")
    let row = try project.run(
      ["db", "execute", "--stdin", "--url", urls[1], "--json"],
      input: "SELECT twice + later + more + six AS sum FROM s")
    #expect(row.output.contains("\(8 + 2001 + 5 + 6)"), "\(row.output)")
  }

  @Test("An empty database leaves the schema alone")
  func emptyDatabase() throws {
    let folder = try TemporaryDirectory()
    let schema = PullProject(folder, provider: "sqlite").datasource
    try folder.write(schema, to: "schema.prisma")
    let database = try folder.write("", to: "empty.db")
    let result = try Executable.run(
      ["db", "pull", "--url", "file:\(database)"], in: folder.path)
    #expect(result.status == 1 && result.errors.contains("P4001"))
    #expect(try folder.text("schema.prisma") == schema)
  }
}

/// A folder with a schema, in which commands are to succeed.
private struct PullProject {
  let folder: TemporaryDirectory
  let datasource: String

  init(_ folder: TemporaryDirectory, provider: String) {
    self.folder = folder
    datasource = "datasource db {\n  provider = \"\(provider)\"\n}\n\n"
  }

  @discardableResult
  func run(_ arguments: [String], input: String? = nil) throws -> ChildProcess {
    let result = try Executable.run(
      arguments + ["--no-color"], in: folder.path, input: input ?? "")
    let command = arguments.prefix(2).joined(separator: " ")
    try #require(result.status == 0, "\(command): \(result.errors)")
    return result
  }
}

extension String {
  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
