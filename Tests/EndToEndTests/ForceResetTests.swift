import TestSupport
import Testing

/// `swisma db push --force-reset` starts again from an empty database.
struct ForceResetTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  @Test("On SQLite the rows are gone and the schema is there")
  func sqlite() throws {
    try check(provider: "sqlite", url: "file:./dev.db")
  }

  @Test(
    "On PostgreSQL the rows are gone and the schema is there, and other schemas are left alone",
    .enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
  func postgres() throws {
    let server = try #require(TestPostgres.url)
    let name = "forced_\(UInt32.random(in: 0 ... .max))"
    let url = server + (server.contains("?") ? "&" : "?") + "schema=\(name)"
    let prepare = "CREATE SCHEMA \(name)_beside; CREATE TABLE \(name)_beside.kept (id INT)"
    try execute(prepare, url: server)
    defer {
      let drop = "DROP SCHEMA IF EXISTS \(name) CASCADE; DROP SCHEMA \(name)_beside CASCADE"
      _ = try? execute(drop, url: server)
    }
    try check(provider: "postgresql", url: url)
    try execute("SELECT * FROM \(name)_beside.kept", url: server)
  }

  private func check(provider: String, url: String) throws {
    let previous = "model User {\n  id Int @id\n  note String\n}\nmodel Gone {\n  id Int @id\n}\n"
    try write(previous, provider: provider, url: url)
    try Executable.succeed(["db", "push", "--skip-generate"], in: folder.path)
    try execute("INSERT INTO \"User\" VALUES (1, 'a'); INSERT INTO \"Gone\" VALUES (1);", url: url)
    // Rows are in the way of this one, so only an empty database takes it.
    let next = "model User {\n  id Int @id\n  note Int\n  more String\n}\n"
    try write(next, provider: provider, url: url)
    let refused = try Executable.run(["db", "push", "--skip-generate"], in: folder.path)
    #expect(refused.status != 0)
    #expect(try execute("SELECT count(*) AS n FROM \"User\"", url: url).contains("1"))
    try Executable.succeed(["db", "push", "--skip-generate", "--force-reset"], in: folder.path)
    #expect(try execute("SELECT count(*) AS n FROM \"User\"", url: url).contains("0"))
    try execute("INSERT INTO \"User\" VALUES (1, 2, 'b')", url: url)
    try Executable.succeed(
      ["migrate", "diff", "--from-url", url, "--to-schema", "schema.prisma", "--exit-code"],
      in: folder.path)
  }

  private func write(_ models: String, provider: String, url: String) throws {
    let datasource = "datasource db {\n  provider = \"\(provider)\"\n  url = \"\(url)\"\n}\n"
    try folder.write(datasource + models, to: "schema.prisma")
  }

  /// Runs SQL and answers with its rows as JSON.
  @discardableResult
  private func execute(_ sql: String, url: String) throws -> String {
    try Executable.succeed(
      ["db", "execute", "--stdin", "--json", "--url", url], in: folder.path, input: sql
    ).output
  }
}
