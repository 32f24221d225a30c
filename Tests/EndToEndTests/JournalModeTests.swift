import TestSupport
import Testing

/// The journal mode of a SQLite file is its owner's choice.
struct JournalModeTests {
  @Test("Every command leaves the journal mode as it is", arguments: ["wal", "delete"])
  func commands(mode: String) throws {
    let folder = try TemporaryDirectory()
    @discardableResult
    func swisma(_ arguments: String..., input: String = "") throws -> ChildProcess {
      try Executable.succeed(arguments, in: folder.path, input: input)
    }
    func write(_ fields: String) throws {
      try folder.write(
        """
        datasource db {
          provider = "sqlite"
          url      = "file:./dev.db"
        }
        model User {
          id Int @id
          \(fields)
        }
        """, to: "schema.prisma")
    }
    func expectMode(at location: SourceLocation = #_sourceLocation) throws {
      let asked = try swisma(
        "db", "execute", "--stdin", "--json", input: "PRAGMA journal_mode")
      #expect(asked.output == "[{\"journal_mode\":\"\(mode)\"}]\n", sourceLocation: location)
    }
    try folder.write("", to: "dev.db")
    try write("name String?")
    try swisma("db", "execute", "--stdin", input: "PRAGMA journal_mode = \(mode)")
    try swisma("migrate", "dev", "--name", "first", "--skip-generate")
    try expectMode()
    try swisma("query", "prisma.user.create({ data: { id: 1 } })")
    try expectMode()
    // A column that changes its type has its table built anew.
    try write("name Int?")
    try swisma("migrate", "dev", "--name", "second", "--skip-generate", "--accept-data-loss")
    try expectMode()
    try write("name Int? @unique")
    try swisma("db", "push", "--skip-generate", "--accept-data-loss")
    try expectMode()
    try swisma("db", "pull")
    try swisma("migrate", "status")
    try expectMode()
    try swisma("migrate", "reset", "--force")
    try swisma("migrate", "deploy")
    try expectMode()
  }
}
