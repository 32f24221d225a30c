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
}
