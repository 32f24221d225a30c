import FileSystem
import TestSupport
import Testing

/// What Ctrl-C leaves behind on a server.
@Suite(.enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
struct ServerInterruptionTests {
  private let folder: TemporaryDirectory
  private let name = "interrupted_\(UInt32.random(in: 0 ... .max))"

  init() throws {
    folder = try TemporaryDirectory()
    try folder.write(
      "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n",
      to: "schema.prisma")
  }

  private var url: String {
    get throws { try #require(TestPostgres.url) + "?schema=\(name)&application_name=\(name)" }
  }

  /// Runs a command that takes ten minutes and sends it Ctrl-C after a second.
  ///
  /// The number of its process is in the file `process` afterwards.
  private func interrupted(_ arguments: String..., input: String = "") throws -> ChildProcess {
    try ChildProcess.run(
      ["timeout", "--preserve-status", "-s", "INT", "1"]
        + ["sh", "-c", "echo $$ >process; exec \"$0\" \"$@\"", Executable.path] + arguments,
      in: folder.path, input: input, environment: ["DATABASE_URL": url])
  }

  /// How many rows a table or a condition on it has.
  private func count(_ rows: String) throws -> Int? {
    let run = try Executable.run(
      ["db", "execute", "--stdin", "--json"], in: folder.path,
      input: "SELECT count(*) AS n FROM \(rows)",
      environment: ["DATABASE_URL": try #require(TestPostgres.url)])
    try #require(run.status == 0, "\(run.errors)")
    return Int(run.output.filter(\.isNumber))
  }

  /// The server ends a session a moment after its client is gone, and a statement with it.
  private func expectIdleServer() throws {
    let sessions = "pg_stat_activity WHERE state = 'active' AND application_name = '\(name)'"
    #expect(try eventually { try count(sessions) == 0 })
  }

  @Test("A statement ends on the server, and the status is 130")
  func statement() throws {
    let run = try interrupted("db", "execute", "--stdin", input: "SELECT pg_sleep(600)")
    #expect(run.status == 130)
    #expect(run.errors == "stopped: what its statements did outside of a transaction stays\n")
    try expectIdleServer()
  }

  @Test("A signal that comes many times at once is one: the statement ends before the process")
  func repeatedSignal() throws {
    try folder.write("SELECT pg_sleep(600)", to: "sleep.sql")
    let script = """
      "$0" db execute --file sleep.sql & process=$!
      until "$0" db execute --file active.sql --json | grep -q true; do :; done
      i=0; while [ $i -lt 2000 ]; do kill -TERM $process; i=$((i + 1)); done 2>signals
      wait $process
      """
    try folder.write(
      "SELECT count(*) > 0 AS n FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
        + " AND state = 'active' AND application_name = '\(name)'", to: "active.sql")
    let run = try ChildProcess.run(
      ["sh", "-c", script, Executable.path], in: folder.path, environment: ["DATABASE_URL": url])
    #expect(run.status == 143, "\(run.errors)")
    try expectIdleServer()
  }

  @Test("A migration is rolled back, and its scratch database is gone")
  func migration() throws {
    try folder.write(
      "CREATE TABLE \"\(name)\" (a INT); SELECT pg_sleep(600);", to: "migrations/1_a/migration.sql")
    let development = try interrupted("migrate", "dev", "--name", "x")
    #expect(development.status == 130)
    #expect(development.errors.contains("stopped: what was applied before stays"))
    let process = try #require(Int(try folder.text("process").filter(\.isNumber)))
    let scratch = "pg_database WHERE starts_with(datname::text, 'swisma_scratch_\(process)_')"
    #expect(try count(scratch) == 0)
    let deployment = try interrupted("migrate", "deploy")
    #expect(deployment.status == 130)
    #expect(deployment.errors.contains("stopped: `1_a` was rolled back"))
    try expectIdleServer()
    #expect(try count("pg_class WHERE relname = '\(name)'") == 0)
    _ = try Executable.run(
      ["db", "execute", "--stdin"], in: folder.path,
      input: "DROP SCHEMA IF EXISTS \"\(name)\" CASCADE",
      environment: ["DATABASE_URL": try #require(TestPostgres.url)])
  }
}
