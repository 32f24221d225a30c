import FileSystem
import TestSupport
import Testing

/// Where `swisma db pull` puts models that the schema lacks.
struct PullDestinationTests {
  private static let datasource = "datasource db {\n  provider = \"sqlite\"\n}\n"
  private static let user = """
    model User {
      id    Int     @id @default(autoincrement())
      name  String?
      posts Post[]
    }

    """
  private static let post = """
    model Post {
      id       Int  @id @default(autoincrement())
      authorId Int
      author   User @relation(fields: [authorId], references: [id])
    }

    """
  private static let tag = "model Tag {\n  id Int @id @default(autoincrement())\n}\n"

  private let folder: TemporaryDirectory

  /// A database with three tables, and a schema of two files that knows two of them.
  init() throws {
    folder = try TemporaryDirectory()
    try folder.write(Self.datasource, to: "schema/main.prisma")
    try folder.write(Self.user, to: "schema/people.prisma")
    try folder.write(Self.post + "\n" + Self.tag, to: "schema/other.prisma")
    _ = try run(["db", "push", "--skip-generate"])
    try FileSystem.remove(Path.join(folder.path, "schema/other.prisma"))
    try folder.write(
      Self.user.replacing("  posts Post[]\n", with: ""), to: "schema/people.prisma")
  }

  @Test("A schema that is not UTF-8 text is refused instead of losing its bytes")
  func otherEncoding() throws {
    let path = Path.join(folder.path, "schema/people.prisma")
    let bytes = try FileSystem.read(path) + Array("// caf".utf8) + [0xE9, 0x0A]
    try FileSystem.writeAtomically(bytes, to: path)
    let pull = try run(["db", "pull"])
    #expect(pull.status == 1 && pull.errors.hasPrefix("error[C0015]"), "\(pull.errors)")
    #expect(try FileSystem.read(path) == bytes)
  }

  @Test("They go to the file of the datasource")
  func datasourceFile() throws {
    #expect(try run(["db", "pull"]).status == 0)
    #expect(try folder.text("schema/main.prisma").hasPrefix(Self.datasource))
    #expect(try folder.text("schema/main.prisma").contains("model Post {"))
    #expect(try folder.text("schema/main.prisma").contains("model Tag {"))
    #expect(try folder.text("schema/people.prisma").contains("Post  Post[]"))
  }

  @Test("With pull.path they go to a file of their own each, and stay there")
  func folderOfFiles() throws {
    try configure("schema/models")
    let check = try run(["db", "pull", "--check"])
    #expect(check.status == 2)
    #expect(check.output.contains("+++ schema/models/Tag.prisma"))
    #expect(FileSystem.kind(of: Path.join(folder.path, "schema/models")) == nil)

    #expect(try run(["db", "pull"]).errors.contains("3 files changed"))
    #expect(try folder.text("schema/main.prisma") == Self.datasource)
    #expect(try folder.text("schema/models/Tag.prisma") == Self.tag)
    #expect(try folder.text("schema/models/Post.prisma").contains("User     User @relation"))
    #expect(try run(["validate"]).status == 0)
    #expect(try run(["db", "pull", "--check"]).status == 0)

    #expect(try run(["db", "pull", "--force"]).status == 0)
    #expect(try folder.text("schema/models/User.prisma").hasPrefix("model User {"))
    #expect(try folder.text("schema/models/Tag.prisma") == Self.tag)
    #expect(try run(["validate"]).status == 0)
  }

  @Test("With pull.path they go to one file")
  func oneFile() throws {
    try configure("schema/pulled.prisma")
    #expect(try run(["db", "pull"]).status == 0)
    #expect(try folder.text("schema/pulled.prisma").hasPrefix("model Post {"))
    #expect(try folder.text("schema/pulled.prisma").hasSuffix("\n\n" + Self.tag))
    #expect(try run(["db", "pull", "--check"]).status == 0)
  }

  @Test("A file whose last model goes stays with what else it says, and empty without")
  func emptiedFile() throws {
    try folder.write("// of old times\n\n" + Self.other("Old"), to: "schema/old.prisma")
    try folder.write(Self.other("Older"), to: "schema/older.prisma")
    let pull = try run(["db", "pull"])
    #expect(pull.status == 0, "\(pull.errors)")
    #expect(try folder.text("schema/old.prisma") == "// of old times\n")
    #expect(try folder.text("schema/older.prisma") == "")
    #expect(try run(["validate"]).status == 0)
    #expect(try run(["db", "pull", "--check"]).status == 0)
  }

  private static func other(_ name: String) -> String { "model \(name) {\n  id Int @id\n}\n" }

  @Test(
    "A place outside of the schema is an error",
    arguments: ["models", "schema2", "schema/../x.prisma"])
  func elsewhere(path: String) throws {
    try configure(path)
    let result = try run(["db", "pull"])
    #expect(result.status == 1)
    #expect(result.errors.contains("which is not in the schema schema"))
    #expect(result.errors.contains("name a .prisma file or a folder below schema"))
  }

  private func configure(_ path: String) throws {
    try folder.write(
      #"{"schema": "schema", "pull": {"path": "\#(path)"}}"#, to: "swisma.config.json")
  }

  private func run(_ arguments: [String]) throws -> ChildProcess {
    let url = arguments[0] == "db" ? ["--url", "file:\(folder.path)/test.db"] : []
    return try Executable.run(
      arguments + ["--no-color", "--schema", "schema"] + url, in: folder.path)
  }
}
