import FileSystem
import TestSupport
import Testing

/// A password that is part of a URL is shown by no command, whatever goes wrong.
struct SecretTests {
  private static let canary = "cAnArY7"
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private static let schema = """
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }
    model User {
      id   Int    @id
      name String
    }
    """

  /// URLs that fail at every stage: syntax, host, port, TLS, folder of the socket, password.
  static let urls: [String] = [
    "postgresql://user:cAnArY7@127.0.0.1:1/database",
    "postgresql://user:cAnArY7@no-such-host.invalid:5432/database",
    "postgresql://user:cAnArY7@127.0.0.1:99999/database",
    "postgresql://user:cAnArY7@127.0.0.1:port/database",
    "postgresql://user:1@cAnArY7@127.0.0.1:1/database",
    "postgresql://user:1/cAnArY7@127.0.0.1:1/database",
    "postgresql://user:1?cAnArY7@127.0.0.1:1/database",
    "postgresql://user:1?x=cAnArY7@127.0.0.1:1/database",
    "postgresql://user:1#cAnArY7@127.0.0.1:1/database",
    "postgresql://user:1%cAnArY7@127.0.0.1:1/database",
    "postgresql://user:%20cAnArY7%00@127.0.0.1:1/database",
    "postgresql:user:cAnArY7@127.0.0.1:1/database",
    "postgresql:/user:cAnArY7@127.0.0.1:1/database",
    "user:cAnArY7@127.0.0.1:1/database",
    "://user:cAnArY7@127.0.0.1:1/database",
    "mysql://user:cAnArY7@127.0.0.1:1/database",
    "mongodb+srv://user:cAnArY7@127.0.0.1/database",
    "sqlserver://127.0.0.1:1;user=sa;password=cAnArY7",
    "postgresql://user:cAnArY7@127.0.0.1:1/database?sslmode=sometimes",
    "postgresql://user:cAnArY7@127.0.0.1:1/database?connect_timeout=soon",
    "postgresql://user:cAnArY7@127.0.0.1:1/database?sslidentity=a.p12&sslpassword=cAnArY7",
    "postgresql://user@127.0.0.1:1/database?password=cAnArY7",
    "postgresql://user:cAnArY7@127.0.0.1:1/database?secret=cAnArY7&host=/no/such/folder",
    "postgresql://user:cAnArY7@127.0.0.1:1/database?sslmode=verify-full&sslrootcert=none.pem",
  ]

  /// Commands that show, use or fail on the URL; a query comes on standard input.
  private static let commands: [[String]] = [
    ["debug"], ["migrate", "status"], ["migrate", "deploy"], ["migrate", "dev", "--name", "x"],
    ["migrate", "reset", "--force"], ["migrate", "resolve", "--applied", "1_a"], ["generate"],
    ["db", "push"], ["db", "pull", "--print"], ["db", "execute", "--stdin"], ["query"],
    ["migrate", "diff", "--from-empty", "--to-schema-datasource", "schema.prisma"],
  ]

  private func expectSilence(
    _ arguments: [String], environment: [String: String] = [:],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    for form in [[], ["--json"]] {
      let run = try Executable.run(
        arguments + form, in: folder.path, input: "SELECT 1", environment: environment)
      let shown = run.output + run.errors
      #expect(run.status < 128, "\(arguments) ended with \(run.status)", sourceLocation: location)
      #expect(
        !shown.contains(Self.canary), "\(arguments + form): \(shown)", sourceLocation: location)
    }
  }

  @Test("The URL of an environment variable, used by every command", arguments: urls)
  func variable(_ url: String) throws {
    try folder.write(Self.schema, to: "schema.prisma")
    try folder.write("CREATE TABLE a (b INT);", to: "migrations/1_a/migration.sql")
    for command in Self.commands {
      try expectSilence(command, environment: ["DATABASE_URL": url])
    }
  }

  @Test("The URL of an .env file, of a flag, of a configuration and of the schema", arguments: urls)
  func files(_ url: String) throws {
    try folder.write(Self.schema, to: "schema.prisma")
    try expectSilence(["migrate", "diff", "--from-empty", "--to-url", url])
    try expectSilence(["migrate", "status", "--url", url])
    try expectSilence([
      "migrate", "diff", "--from-migrations", "migrations", "--to-schema", "schema.prisma",
      "--shadow-database-url", url,
    ])
    try folder.write("DATABASE_URL=\"\(url)\"\nBROKEN \(url)\n", to: ".env")
    try expectSilence(["migrate", "status"])
    try expectSilence(["debug"])
    try folder.write("{\"datasource\": {\"url\": \"\(url)\"}, }", to: "swisma.config.json")
    try expectSilence(["migrate", "status"])
    try folder.write("{\"datasource\": {\"url\": \"\(url)\"}}", to: "swisma.config.json")
    try expectSilence(["debug"])
    try FileSystem.removeTree(Path.join(folder.path, "swisma.config.json"))
    for expression in [
      "\"\(url)\"", "\"\(url)\".trim()", "\"\(url)\" + port()", "`\(url)${port()}`",
    ] {
      let script = "export default { datasource: { url: \(expression) } }"
      try folder.write(script, to: "prisma.config.ts")
      try expectSilence(["migrate", "status"])
      try expectSilence(["debug"])
    }
    try FileSystem.removeTree(Path.join(folder.path, "prisma.config.ts"))
    for line in ["url = \"\(url)\"", "urll = \"\(url)\"", "url = \"\(url)", "url = [\"\(url)\"]"] {
      let text = Self.schema.replacing("url      = env(\"DATABASE_URL\")", with: line)
      try folder.write(text, to: "schema.prisma")
      try expectSilence(["validate"])
      try expectSilence(["migrate", "status"])
    }
  }

  @Test("The URLs of the direct connection and of the shadow database", arguments: urls)
  func otherURLs(_ url: String) throws {
    let plain = "postgresql://127.0.0.1:1/database"
    let more = "directUrl = env(\"DIRECT_URL\")\n  shadowDatabaseUrl = env(\"SHADOW_URL\")\n}"
    let schema = Self.schema.replacing("\")\n}", with: "\")\n  \(more)")
    try #require(schema.contains("SHADOW_URL"))
    try folder.write("CREATE TABLE a (b INT);", to: "migrations/1_a/migration.sql")
    try folder.write("provider = \"postgresql\"\n", to: "migrations/migration_lock.toml")
    for name in ["DIRECT_URL", "SHADOW_URL"] {
      try folder.write(schema, to: "schema.prisma")
      var environment = ["DATABASE_URL": plain, "DIRECT_URL": plain, "SHADOW_URL": plain]
      environment[name] = url
      for command in [["debug"], ["migrate", "dev", "--name", "x"], ["db", "push"], ["query"]] {
        try expectSilence(command, environment: environment)
      }
      let literal = schema.replacing("env(\"\(name)\")", with: "\"\(url)\"")
      try folder.write(literal, to: "schema.prisma")
      environment[name] = plain
      for command in [["validate"], ["debug"], ["migrate", "dev", "--name", "x"], ["generate"]] {
        try expectSilence(command, environment: environment)
      }
    }
    try expectSilence([
      "migrate", "diff", "--from-migrations", "migrations", "--to-empty", "--shadow-database-url",
      url,
    ])
    let settings = #"{"datasource": {"url": "\#(plain)", "directUrl": "\#(url)"}}"#
    try folder.write(settings, to: "swisma.config.json")
    try expectSilence(["debug"])
    try expectSilence(["migrate", "status"])
  }

  @Test(
    "The seed command, shown and failing",
    arguments: [
      "DATABASE_URL=postgresql://u:cAnArY7@h/d false", "PGPASSWORD='a cAnArY7' false",
      "false --url 'postgresql://u:cAnArY7@h/d'", "false postgresql://h/d?password=cAnArY7",
    ])
  func seed(command: String) throws {
    try folder.write(Self.schema, to: "schema.prisma")
    try folder.write(
      "{\"migrations\": {\"seed\": \"\(command)\"}}", to: "swisma.config.json")
    try expectSilence(["debug"])
    try expectSilence(["db", "seed"])
  }

  @Test(
    "A server that is there: wrong password, missing database, failing statements",
    .enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
  func server() throws {
    let url = try #require(TestPostgres.url)
    // The tests' server trusts its users, so the password is sent to nobody and yet known here.
    let secret = url.replacing("://postgres@", with: "://postgres:\(Self.canary)@")
    try #require(secret != url)
    try folder.write(Self.schema, to: "schema.prisma")
    try folder.write("SELECT 1; SELEC 2;", to: "migrations/1_a/migration.sql")
    let variants = [
      secret.replacing("://postgres:", with: "://nobody:"),
      secret.split(separator: "/").dropLast().joined(separator: "/").replacing(":/", with: "://")
        + "/no_such_database",
      secret + "?sslmode=verify-full", secret + "?schema=secrets_of_nobody",
    ]
    for variant in variants {
      for command in [["debug"], ["migrate", "status"], ["db", "execute", "--stdin"], ["query"]] {
        try expectSilence(command, environment: ["DATABASE_URL": variant])
      }
    }
    let scratch = ["DATABASE_URL": secret + "?schema=canary_schema"]
    try expectSilence(["migrate", "deploy"], environment: scratch)
    try expectSilence(["migrate", "dev", "--name", "x"], environment: scratch)
    let failing = try Executable.run(
      ["db", "execute", "--stdin"], in: folder.path, input: "DROP SCHEMA canary_schema CASCADE",
      environment: scratch)
    #expect(!failing.errors.contains(Self.canary))
  }

  @Test(
    "A shadow database that is there, but refuses, and one that is in use",
    .enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
  func shadowDatabase() throws {
    let url = try #require(TestPostgres.url)
    let secret = url.replacing("://postgres@", with: "://postgres:\(Self.canary)@")
    let name = "shadow_\(UInt32.random(in: 0 ... .max))"
    let schema = Self.schema.replacing(
      "\")\n}", with: "\")\n  shadowDatabaseUrl = env(\"SHADOW_URL\")\n}")
    try folder.write(schema, to: "schema.prisma")
    try folder.write("CREATE TABLE a (b INT);", to: "migrations/1_a/migration.sql")
    let variants = [
      secret.replacing("://postgres:", with: "://nobody:"), secret + "?sslmode=verify-full",
      // The project's own database is no shadow database.
      secret + "?schema=\(name)",
    ]
    for variant in variants {
      let environment = ["DATABASE_URL": secret + "?schema=\(name)", "SHADOW_URL": variant]
      try expectSilence(["migrate", "dev", "--name", "x"], environment: environment)
    }
  }

  @Test(
    "A connection that is lost while a statement runs",
    .enabled(if: TestPostgres.isAvailable, "SWISMA_TEST_POSTGRES names no server"))
  func lostConnection() throws {
    let url = try #require(TestPostgres.url)
    let secret = url.replacing("://postgres@", with: "://postgres:\(Self.canary)@")
    let name = "lost_\(UInt32.random(in: 0 ... .max))"
    try folder.write("SELECT pg_sleep(600)", to: "sleep.sql")
    try folder.write(
      """
      SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
      WHERE application_name = '\(name)' AND state = 'active' AND query LIKE '%sleep(600)%'
      """, to: "end.sql")
    for form in ["", "--json"] {
      let script = """
        "$0" db execute --file sleep.sql \(form) --url "$1" & process=$!
        until "$0" db execute --file end.sql --json --url "$2" | grep -q true; do :; done
        wait $process
        """
      let run = try ChildProcess.run(
        ["sh", "-c", script, Executable.path, secret + "?application_name=\(name)", url],
        in: folder.path)
      #expect(run.status == 1)
      #expect((run.output + run.errors).contains("P1017"), "\(run.output + run.errors)")
      #expect(!(run.output + run.errors).contains(Self.canary))
    }
  }
}
