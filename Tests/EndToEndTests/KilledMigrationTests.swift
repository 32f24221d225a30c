import Glibc
import TestSupport
import Testing

/// Deployments that are killed at many moments: nothing is half done, and repeating them arrives.
struct KilledMigrationTests {
  private static let tables = 40
  private static let rounds = 4
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

  /// Kills a command in its course, later in each round.
  private func runKilled(_ arguments: [String], _ round: Int, of whole: Duration) throws {
    let parts = (whole * round / (Self.rounds + 1)).components
    let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    let process = try ChildProcess.run(
      ["timeout", "-s", "KILL", "\(seconds)", Executable.path] + arguments, in: folder.path)
    #expect([0, 137].contains(process.status), "\(process.errors)")
  }

  private func swisma(_ arguments: String...) throws -> ChildProcess {
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
