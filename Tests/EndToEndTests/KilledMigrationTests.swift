import Glibc
import TestSupport
import Testing

/// Commands that are killed at many moments: nothing is half done, and repeating them arrives.
struct KilledMigrationTests {
  private static let tables = 20
  private static let rounds = 3
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private static let providers = ["sqlite"] + (TestPostgres.isAvailable ? ["postgresql"] : [])

  @Test("Of deployments that are killed each migration is applied once", arguments: providers)
  func deployment(provider: String) throws {
    try withDatabase(of: provider) { url in
      try writeSchema(provider, url, version: 0)
      try add("0000_init", "CREATE TABLE done (name TEXT);\n")
      var whole = Duration.zero
      for round in 0...Self.rounds {
        for part in 1...4 {
          let name = "\(round)_\(part)"
          let creations = (1...30).map { "CREATE TABLE t\(name)_\($0) (id INTEGER);\n" }
          try add(
            "00\(name)", creations.joined() + "INSERT INTO done VALUES ('\(name)');\n")
        }
        if round == 0 {
          let start = ContinuousClock.now
          #expect(try swisma("migrate", "deploy").status == 0)
          whole = ContinuousClock.now - start
        } else {
          try runKilled(["migrate", "deploy"], round, of: whole)
          try expectNoSessions(on: url)
        }
        let status = try swisma("migrate", "status", "--json")
        #expect(status.output.contains(#""failed":[]"#), "\(status.output)")
      }
      let deployed = try swisma("migrate", "deploy")
      #expect(deployed.status == 0, "\(deployed.errors)")
      let count = 4 * (Self.rounds + 1)
      try add(
        "099_check",
        """
        CREATE TABLE counted (rows INTEGER CHECK (rows = \(count)), names INTEGER CHECK (names = \(count)));
        INSERT INTO counted SELECT count(*), count(DISTINCT name) FROM done;

        """)
      let counted = try swisma("migrate", "deploy")
      #expect(counted.status == 0, "\(counted.errors)")
    }
  }

  private static let changing = [
    ["db", "push", "--skip-generate"], ["migrate", "dev", "--name", "next", "--skip-generate"],
  ]

  @Test(
    "A schema change that is killed has changed everything or nothing, and keeps the rows",
    arguments: providers, changing)
  func change(provider: String, command: [String]) throws {
    let command = command + ["--accept-data-loss", "--no-rename"]
    try withDatabase(of: provider) { url in
      try writeSchema(provider, url, version: 0)
      #expect(try run(command).status == 0)
      let rows = (1...Self.tables).map { "INSERT INTO \"M\($0)\" VALUES (\($0), NULL);\n" }
      try folder.write(rows.joined(), to: "rows.sql")
      #expect(try swisma("db", "execute", "--file", "rows.sql").status == 0)
      var whole = Duration.zero
      var leftBehind: Set<String> = []
      for round in 0...Self.rounds {
        if round == Self.rounds { leftBehind = try scratchDatabases(provider) }
        try writeSchema(provider, url, version: round + 1)
        if round == 0 {
          let start = ContinuousClock.now
          #expect(try run(command).status == 0)
          whole = ContinuousClock.now - start
        } else {
          try runKilled(command, round, of: whole)
          try expectNoSessions(on: url)
          #expect([0, Self.tables].contains(try changedTables(from: url)))
          let repeated = try run(command)
          #expect(repeated.status == 0, "\(repeated.errors)")
        }
        #expect(try changedTables(from: url) == 0)
        #expect(try sumOfRows() == Self.tables * (Self.tables + 1) / 2)
      }
      // Those of commands that other tests run at the same time go by themselves.
      #expect(try eventually { try scratchDatabases(provider).isDisjoint(with: leftBehind) })
    }
  }

  /// In how many tables a database differs from the schema.
  private func changedTables(from url: String) throws -> Int {
    let compared = try swisma(
      "migrate", "diff", "--from-url", url, "--to-schema", "schema.prisma")
    #expect(compared.status == 0, "\(compared.errors)")
    return compared.output.split(separator: "\n").count { $0.contains("changed table") }
  }

  /// The sum of the numbers that the rows of all tables have.
  private func sumOfRows() throws -> Int? {
    let tables = (1...Self.tables).map { "SELECT id FROM \"M\($0)\"" }
    let sum = "SELECT sum(id) AS ids FROM (\(tables.joined(separator: " UNION ALL "))) AS t"
    return Int(try select(sum).filter(\.isNumber))
  }

  /// The databases that commands try migrations on; those of killed ones are there until the next.
  private func scratchDatabases(_ provider: String) throws -> Set<String> {
    guard provider != "sqlite" else { return [] }
    let names = try select(
      "SELECT datname AS name FROM pg_database WHERE datname LIKE 'swisma_scratch_%'")
    return Set(names.split(separator: "\"").map(String.init).filter { $0.hasPrefix("swisma_") })
  }

  /// The rows of a query as JSON, of the schema's database or another one.
  private func select(_ query: String, on url: String? = nil) throws -> String {
    try folder.write(query, to: "query.sql")
    let answer = try run(
      ["db", "execute", "--file", "query.sql", "--json"] + (url.map { ["--url", $0] } ?? []))
    #expect(answer.status == 0, "\(answer.errors)")
    return answer.output
  }

  /// Kills a command in its course, later in each round.
  private func runKilled(_ arguments: [String], _ round: Int, of whole: Duration) throws {
    let parts = (whole * round / (Self.rounds + 1)).components
    let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    let process = try ChildProcess.run(
      ["timeout", "-s", "KILL", "\(seconds)", Executable.path] + arguments, in: folder.path)
    #expect([0, 137].contains(process.status), "\(process.errors)")
  }

  /// The server goes on with a statement for a while after its client was killed.
  private func expectNoSessions(on url: String) throws {
    guard let server = TestPostgres.url, let name = url.split(separator: "/").last,
      !url.hasPrefix("file:")
    else { return }
    let sessions = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = '\(name)'"
    #expect(try eventually { try select(sessions, on: server).filter(\.isNumber) == "0" })
  }

  private func swisma(_ arguments: String...) throws -> ChildProcess { try run(arguments) }

  private func run(_ arguments: [String]) throws -> ChildProcess {
    try Executable.run(arguments, in: folder.path)
  }

  private func add(_ name: String, _ script: String) throws {
    try folder.write(script, to: "migrations/\(name)/migration.sql")
  }

  /// A schema of many tables; every version changes the second column of each.
  private func writeSchema(_ provider: String, _ url: String, version: Int) throws {
    let models = (1...Self.tables).map { number in
      "model M\(number) {\n  id Int @id\n  name\(version) String?\n  @@index([name\(version)])\n}\n"
    }
    try folder.write(
      "datasource db {\n  provider = \"\(provider)\"\n  url = \"\(url)\"\n}\n" + models.joined(),
      to: "schema.prisma")
  }

  private func withDatabase(of provider: String, _ body: (String) throws -> Void) throws {
    guard provider != "sqlite", let server = TestPostgres.url else {
      return try body("file:./dev.db")
    }
    let name = "swisma_killed_\(getpid())_\(UInt32.random(in: 0 ... .max))"
    let end = server.lastIndex(of: "/") ?? server.endIndex
    try folder.write("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE);", to: "drop.sql")
    defer { _ = try? swisma("db", "execute", "--file", "drop.sql", "--url", server) }
    try body("\(server[..<end])/\(name)")
  }
}
