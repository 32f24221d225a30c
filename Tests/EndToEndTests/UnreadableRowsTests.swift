import TestSupport
import Testing

/// Plans of a user who may see tables, but not their rows.
@Suite(.enabled(if: TestPostgres.isAvailable))
struct UnreadableRowsTests {
  @Test("Rows that the user may not read keep nobody from planning, and are said to be uncounted")
  func diff() throws {
    let server = try #require(TestPostgres.url)
    let folder = try TemporaryDirectory()
    let name = "reader_\(UInt32.random(in: 0 ... .max))"
    @discardableResult
    func run(_ arguments: String..., input: String = "") throws -> ChildProcess {
      try Executable.succeed(arguments, in: folder.path, input: input)
    }
    try run(
      "db", "execute", "--stdin", "--url", server,
      input: """
        CREATE ROLE \(name) LOGIN; CREATE SCHEMA \(name); GRANT USAGE ON SCHEMA \(name) TO \(name);
        CREATE TABLE \(name).open (id int PRIMARY KEY); CREATE TABLE \(name).hidden (id int PRIMARY KEY);
        INSERT INTO \(name).open VALUES (1); GRANT SELECT ON \(name).open TO \(name)
        """)
    let parts = try #require(server.firstMatch(of: #/^(\w+://)(?:[^@/]*@)?(.*)$/#))
    let mark = server.contains("?") ? "&" : "?"
    let url = "\(parts.1)\(name)@\(parts.2)\(mark)schema=\(name)"
    let plan = try run("migrate", "diff", "--from-url", url, "--to-empty", "--script")
    #expect(plan.output.contains("DROP TABLE"))
    #expect(
      plan.errors.contains("table `open` is dropped with all its rows (1 row)"), "\(plan.errors)")
    #expect(
      plan.errors.contains("(not counted: the user may not read the rows)"), "\(plan.errors)")
    try run(
      "db", "execute", "--stdin", "--url", server,
      input: "DROP SCHEMA \(name) CASCADE; DROP OWNED BY \(name); DROP ROLE \(name)")
  }
}
