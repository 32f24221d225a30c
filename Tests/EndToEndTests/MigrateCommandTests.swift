import FileSystem
import TestSupport
import Testing

/// The migrate commands as scripts see them, and what is left when they are killed.
struct MigrateCommandTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try folder.write(
      "datasource db {\n  provider = \"sqlite\"\n  url = \"file:./dev.db\"\n}\n"
        + "model User {\n  id Int @id\n  email String\n}\n", to: "schema.prisma")
  }

  private func swisma(_ arguments: String...) throws -> ChildProcess {
    try Executable.run(arguments, in: folder.path)
  }

  /// Runs a command and sends it a signal after a while.
  private func swisma(
    _ arguments: String..., signal: String, after seconds: String
  ) throws -> ChildProcess {
    try ChildProcess.run(
      ["timeout", "--preserve-status", "-s", signal, seconds, Executable.path] + arguments,
      in: folder.path)
  }

  private func add(_ name: String, _ script: String) throws {
    try folder.write(script, to: "migrations/\(name)/migration.sql")
  }

  /// Needs far longer than any test waits before its signal.
  private static let slow = """
    WITH RECURSIVE numbers(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM numbers LIMIT 100000000)
    INSERT INTO "User" SELECT max(x), '' FROM numbers;
    """

  @Test("From a schema to a database: made, applied, up to date")
  func journey() throws {
    let made = try swisma("migrate", "dev", "--name", "First Tables")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("_first_tables"))
    #expect(try swisma("migrate", "status").status == 0)
    let deployed = try swisma("migrate", "deploy", "--json")
    #expect(deployed.status == 0 && deployed.errors.isEmpty)
    #expect(deployed.output.contains(#""migrations":1,"applied":[],"pending":[]"#))
  }

  @Test("Where nobody can be asked, missing consent is status 3, and a flag gives it")
  func consent() throws {
    #expect(try swisma("migrate", "dev", "-n", "init").status == 0)
    #expect(try swisma("migrate", "reset").status == 3)
    #expect(try swisma("migrate", "reset", "--force").status == 0)
    try folder.write(
      try folder.text("schema.prisma").replacing("email String", with: "mail String"),
      to: "schema.prisma")
    let undecided = try swisma("migrate", "dev")
    #expect(undecided.status == 3 && undecided.errors.contains("--rename User.email=mail"))
    #expect(try swisma("migrate", "dev", "--rename", "User.email=mail").status == 0)
  }

  @Test("Wrong usage is status 64")
  func usage() throws {
    #expect(try swisma("migrate", "resolve").status == 64)
    #expect(try swisma("migrate", "resolve", "--applied", "a", "--rolled-back", "b").status == 64)
    #expect(try swisma("migrate", "dev", "--rename", "a=b", "--no-rename").status == 64)
  }

  @Test("A failing deployment says what to do, and the next one refuses")
  func failure() throws {
    try add("1_bad", "CREATE TABLE \"User\" (id INTEGER);\nINSERT INTO nope VALUES (1);\n")
    let failed = try swisma("migrate", "deploy")
    #expect(failed.status == 1 && failed.errors.contains("P3018"))
    #expect(failed.errors.contains("migrate resolve --rolled-back 1_bad"))
    let refused = try swisma("migrate", "deploy", "--json")
    #expect(refused.status == 1)
    #expect(refused.output.hasPrefix(#"{"error":{"code":"P3009","#))
    #expect(try swisma("migrate", "resolve", "--rolled-back", "1_bad").status == 0)
    try add("1_bad", "CREATE TABLE \"User\" (id INTEGER);\n")
    #expect(try swisma("migrate", "deploy").status == 0)
  }

  @Test(
    "A stopped or killed deployment leaves the database as it was, and can simply be repeated",
    arguments: [("INT", 130), ("TERM", 143), ("KILL", 137)] as [(String, Int32)])
  func stopped(signal: String, status: Int32) throws {
    try add(
      "1_init", "CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL PRIMARY KEY, \"email\" TEXT);")
    try add("2_data", "INSERT INTO \"User\" VALUES (-1, 'a'), (-2, 'b'), (-3, 'c');")
    #expect(try swisma("migrate", "deploy").status == 0)
    try add("3_slow", "DELETE FROM \"User\";\nCREATE TABLE more (id INTEGER);\n" + Self.slow)
    let deploy = try swisma("migrate", "deploy", signal: signal, after: "1.5")
    #expect(deploy.status == status)
    if signal != "KILL" {
      let left = "`3_slow` was rolled back; `swisma migrate status` shows what is applied"
      #expect(deploy.errors.hasSuffix("stopped: \(left)\n"), "\(deploy.errors)")
    }
    let stopped = try swisma("migrate", "status", "--json")
    #expect(stopped.status == 1)
    #expect(stopped.output.contains(#""status":"behind""#))
    #expect(stopped.output.contains(#""pending":["3_slow"]"#))
    // Three rows are still there: the primary key refuses them a second time.
    try add("3_slow", "INSERT INTO \"User\" SELECT id - 10, email FROM \"User\";")
    #expect(try swisma("migrate", "deploy").status == 0)
    try add(
      "4_check",
      "CREATE TABLE counted (n INTEGER CHECK (n = 6));\n"
        + "INSERT INTO counted SELECT count(*) FROM \"User\";\n")
    let counted = try swisma("migrate", "deploy")
    #expect(counted.status == 0, "\(counted.errors)")
  }

  @Test("Killed at any moment, a rebuild of a table keeps every row")
  func killedRebuild() throws {
    try add(
      "1_init",
      """
      CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT);
      WITH RECURSIVE numbers(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM numbers LIMIT 100000)
      INSERT INTO "User" SELECT x, 'user' || x || '@example.org' FROM numbers;
      """)
    #expect(try swisma("migrate", "deploy").status == 0)
    try add(
      "2_rebuild",
      """
      PRAGMA defer_foreign_keys=ON;
      PRAGMA foreign_keys=OFF;
      CREATE TABLE "new_User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT NOT NULL);
      INSERT INTO "new_User" ("id", "email") SELECT "id", "email" FROM "User";
      DROP TABLE "User";
      ALTER TABLE "new_User" RENAME TO "User";
      CREATE INDEX "User_email_idx" ON "User"("email");
      PRAGMA foreign_keys=ON;
      PRAGMA defer_foreign_keys=OFF;
      """)
    for milliseconds in stride(from: 10, to: 400, by: 30) {
      let status = try swisma(
        "migrate", "deploy", signal: "KILL",
        after: "0.\(milliseconds < 100 ? "0" : "")\(milliseconds)"
      ).status
      #expect([0, 137].contains(status))
    }
    #expect(try swisma("migrate", "deploy").status == 0)
    try add(
      "3_check",
      """
      CREATE TABLE counted (n INTEGER CHECK (n = 100000));
      INSERT INTO counted SELECT count(DISTINCT email) FROM "User";
      """)
    let counted = try swisma("migrate", "deploy")
    #expect(counted.status == 0, "\(counted.errors)")
  }

  @Test("Ctrl-C at a question ends the command, and nothing is changed")
  func interruptedQuestion() throws {
    #expect(try swisma("db", "push").status == 0)
    try folder.write(
      try folder.text("schema.prisma").replacing("email String", with: "mail String"),
      to: "schema.prisma")
    // `script` gives the command a terminal; what comes after Ctrl-C would be a yes.
    let process = try ChildProcess.run(
      [
        "sh", "-c",
        #"(sleep 2; printf '\003'; sleep 2; printf 'y\n') | script -qec "$0 db push" /dev/null"#,
        Executable.path,
      ], in: folder.path, processorSeconds: 20)
    #expect(process.status == 130, "\(process.output)")
    try folder.write("SELECT email FROM User;", to: "ask.sql")
    #expect(try swisma("db", "execute", "--file", "ask.sql").status == 0)
  }

  @Test("Only what replays migrations needs the variable of the shadow database")
  func shadowVariable() throws {
    try folder.write(
      try folder.text("schema.prisma").replacing(
        "dev.db\"\n", with: "dev.db\"\n  shadowDatabaseUrl = env(\"NOT_SET_ANYWHERE\")\n"),
      to: "schema.prisma")
    try add("1_t", "CREATE TABLE t (id INTEGER);")
    #expect(try swisma("migrate", "deploy").status == 0)
    #expect(try swisma("migrate", "status").status == 0)
    let dev = try swisma("migrate", "dev", "-n", "x")
    #expect(dev.status == 1 && dev.errors.contains("NOT_SET_ANYWHERE"))
  }

  @Test("Deployments at the same time apply each migration once, and all succeed")
  func concurrent() throws {
    for number in 1...5 { try add("\(number)_t", "CREATE TABLE t\(number) (id INTEGER);") }
    try folder.write(
      """
      for n in 1 2 3 4; do "$1" migrate deploy --json > out$n 2>&1 & pids="$pids $!"; done
      for pid in $pids; do wait $pid || exit 1; done
      """, to: "race.sh")
    let race = try ChildProcess.run(["sh", "race.sh", Executable.path], in: folder.path)
    let outputs = try (1...4).map { try folder.text("out\($0)") }
    #expect(race.status == 0, "\(outputs)")
    for number in 1...5 {
      #expect(outputs.count { $0.contains(#""applied":["#) && $0.contains("\"\(number)_t\"") } == 1)
    }
  }
}
