import FileSystem
import Migration
import TestSupport
import Testing

@Suite("The migrations folder")
struct MigrationDirectoryTests {
  let folder: TemporaryDirectory
  let directory: MigrationDirectory

  init() throws {
    folder = try TemporaryDirectory()
    directory = MigrationDirectory(path: Path.join(folder.path, "migrations"))
  }

  @Test("A folder that does not exist has no migrations")
  func missingFolder() throws {
    #expect(try directory.load().isEmpty)
    #expect(try directory.lockedProvider() == nil)
  }

  @Test("Migrations come in the byte order of their names; files and hidden folders do not count")
  func order() throws {
    for name in ["20260102_b", "2026_a", "Z", "a", "20260101_a"] {
      try folder.write("-- \(name)", to: "migrations/\(name)/migration.sql")
    }
    try folder.write("x", to: "migrations/notes.md")
    try folder.write("x", to: "migrations/.hidden/x")
    #expect(
      try directory.load().map(\.name) == ["20260101_a", "20260102_b", "2026_a", "Z", "a"])
  }

  @Test("A folder without a script is P3015")
  func scriptMissing() throws {
    try folder.write("x", to: "migrations/1_a/readme.md")
    #expect { try directory.load() } throws: { ($0 as? MigrationError)?.code == "P3015" }
  }

  @Test("A byte-order mark is not part of the script but of the checksum")
  func byteOrderMark() throws {
    try folder.write("\u{FEFF}SELECT 1;", to: "migrations/1_a/migration.sql")
    let file = try #require(try directory.load().first)
    #expect(file.script == "SELECT 1;")
    #expect(file.checksum == Checksum.hex(of: [0xEF, 0xBB, 0xBF] + Array("SELECT 1;".utf8)))
  }

  @Test("A script that is not UTF-8 is refused, not repaired")
  func notUTF8() throws {
    try FileSystem.createDirectory(Path.join(folder.path, "migrations/1_a"))
    try FileSystem.writeAtomically(
      [0x27, 0xFF, 0x27], to: Path.join(folder.path, "migrations/1_a/migration.sql"))
    #expect { try directory.load() } throws: { ($0 as? MigrationError)?.code == "M0001" }
  }

  @Test("An added migration is complete, and nothing else is left beside it")
  func add() throws {
    let added = try directory.add(name: "1_a", script: "SELECT 1;\n")
    try directory.writeLockFile(provider: "sqlite")
    #expect(try directory.load() == [added])
    #expect(try FileSystem.entries(of: folder.path) == ["migrations"])
    #expect(try FileSystem.entries(of: directory.path) == ["1_a", "migration_lock.toml"])
    #expect(try directory.lockedProvider() == "sqlite")
  }

  @Test("A name that exists is not overwritten")
  func addTwice() throws {
    _ = try directory.add(name: "1_a", script: "SELECT 1;")
    #expect(throws: MigrationError.self) { try directory.add(name: "1_a", script: "SELECT 2;") }
    #expect(try directory.load().map(\.script) == ["SELECT 1;"])
    #expect(try FileSystem.entries(of: folder.path) == ["migrations"])
  }

  @Test(
    "The lock file names the provider",
    arguments: [
      ("provider = \"sqlite\"", "sqlite"),
      ("# provider = \"x\"\nprovider=\"postgresql\"\r\n", "postgresql"),
      ("\tprovider   =   \"mysql\" # why", "mysql"), ("", nil), ("provider", nil),
      ("provider = sqlite", nil), ("providers = \"sqlite\"", nil),
    ] as [(String, String?)])
  func lockFile(_ text: String, _ provider: String?) throws {
    try folder.write(text, to: "migrations/migration_lock.toml")
    #expect(try directory.lockedProvider() == provider)
  }
}
