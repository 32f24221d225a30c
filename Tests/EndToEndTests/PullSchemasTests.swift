import FileSystem
import TestSupport
import Testing

/// `swisma db pull --schemas` on PostgreSQL.
@Suite(.enabled(if: TestPostgres.isAvailable))
struct PullSchemasTests {
  @Test(
    "The schemas that are asked for become those of the datasource",
    arguments: ["", "  schemas  = [\"public\"] // all\n"])
  func schemas(line: String) throws {
    let server = try #require(TestPostgres.url)
    let folder = try TemporaryDirectory()
    let names = ["a", "b"].map { "\($0)_\(UInt32.random(in: 0 ... .max))" }
    func run(_ arguments: String..., input: String = "") throws -> ChildProcess {
      try Executable.run(arguments + ["--no-color"], in: folder.path, input: input)
    }
    func execute(_ sql: String) throws {
      let result = try run("db", "execute", "--stdin", "--url", server, input: sql)
      try #require(result.status == 0, "\(result.errors)")
    }
    try execute(
      """
      CREATE SCHEMA \(names[0]); CREATE TABLE \(names[0]).own (id int PRIMARY KEY);
      CREATE SCHEMA \(names[1]);
      CREATE TABLE \(names[1]).other (id int PRIMARY KEY REFERENCES \(names[0]).own);
      """)
    defer { try? execute("DROP SCHEMA \(names[0]) CASCADE; DROP SCHEMA \(names[1]) CASCADE") }
    try folder.write(
      "datasource db {\n  provider = \"postgresql\"\n\(line)}\n", to: "schema.prisma")

    let pull = try run(
      "db", "pull", "--url", server, "--schemas", names.joined(separator: ","))
    #expect(pull.status == 0, "\(pull.errors)")
    let comment = line.isEmpty ? "" : " // all"
    let datasource = """
      datasource db {
        provider = "postgresql"
        schemas  = ["\(names[0])", "\(names[1])"]\(comment)
      }

      """
    let text = try folder.text("schema.prisma")
    #expect(text.hasPrefix(datasource), "\(text)")
    #expect(text.contains("@@schema(\"\(names[1])\")"))
    #expect(try run("validate").status == 0)
    #expect(try run("db", "pull", "--url", server, "--check").status == 0)
  }

  @Test("What tables have of schemas that are not read stays when they are pulled and pushed")
  func elsewhere() throws {
    let server = try #require(TestPostgres.url)
    let folder = try TemporaryDirectory()
    let names = ["a", "b"].map { "\($0)_\(UInt32.random(in: 0 ... .max))" }
    let url = server + (server.contains("?") ? "&" : "?") + "schema=\(names[0])"
    @discardableResult
    func run(_ arguments: String..., input: String = "") throws -> ChildProcess {
      try Executable.succeed(arguments, in: folder.path, input: input)
    }
    try run(
      "db", "execute", "--stdin", "--url", server,
      input: """
        CREATE SCHEMA \(names[0]); CREATE SCHEMA \(names[1]);
        CREATE TYPE \(names[1]).shade AS ENUM ('light', 'dark');
        CREATE TABLE \(names[1]).country (code TEXT PRIMARY KEY);
        INSERT INTO \(names[1]).country VALUES ('is');
        CREATE TABLE \(names[0]).person (
          id INT PRIMARY KEY, one \(names[1]).shade NOT NULL DEFAULT 'dark',
          many \(names[1]).shade[], country TEXT REFERENCES \(names[1]).country ON DELETE CASCADE);
        INSERT INTO \(names[0]).person VALUES (1, 'light', '{dark}', 'is');
        """)
    defer {
      let drop = names.map { "DROP SCHEMA \($0) CASCADE;" }.joined()
      _ = try? run("db", "execute", "--stdin", "--url", server, input: drop)
    }
    try folder.write("datasource db {\n  provider = \"postgresql\"\n}\n", to: "schema.prisma")
    let pull = try run("db", "pull", "--url", url)
    #expect(pull.errors.contains("leads to `\(names[1]).country`, which is not a model"))
    #expect(!pull.errors.contains("the next migration would"), "\(pull.errors)")
    let text = try folder.text("schema.prisma")
    #expect(text.contains("Unsupported(\"\(names[1]).shade\") "), "\(text)")
    #expect(text.contains("Unsupported(\"\(names[1]).shade\")[]"), "\(text)")

    let key = "country String?"
    try #require(text.contains(key))
    try folder.write(
      text.replacing(key, with: key + "\n  more String @default(\"m\")"), to: "schema.prisma")
    try run("db", "push", "--url", url, "--skip-generate")
    func answer(_ sql: String) throws -> String {
      try run("db", "execute", "--stdin", "--url", url, "--json", input: sql).output
    }
    let row = try answer("SELECT one::text || many::text || more AS row FROM person")
    #expect(row.contains("light{dark}m"), "\(row)")
    try run(
      "db", "execute", "--stdin", "--url", server, input: "DELETE FROM \(names[1]).country")
    let rest = try answer("SELECT 'left: ' || count(*) AS row FROM person")
    #expect(rest.contains("left: 0"), "\(rest)")
  }
}
