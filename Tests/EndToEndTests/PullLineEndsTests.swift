import FileSystem
import TestSupport
import Testing

/// A pull writes the line ends that a schema has.
struct PullLineEndsTests {
  private static let datasource = "datasource db {\n  provider = \"sqlite\"\n}\n"
  private static let models = """

    model Author {
      id   Int     @id @default(autoincrement())
      name String? // as it is written
    }

    model Gone {
      id Int @id
    }

    """
  private static let database = """
    CREATE TABLE "Author" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "name" TEXT,
      "mail_address" TEXT NOT NULL);
    CREATE TABLE "Book" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "author" INTEGER NOT NULL REFERENCES "Author" ("id"), CHECK ("author" > 0));
    CREATE UNIQUE INDEX "Author_name_mail_address_key" ON "Author" ("name", "mail_address");
    CREATE TRIGGER "t" AFTER INSERT ON "Book" BEGIN SELECT 1; END;
    """
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  @discardableResult
  private func swisma(_ arguments: String..., input: String = "") throws -> ChildProcess {
    try Executable.succeed(
      arguments + ["--url", "file:\(folder.path)/dev.db"], in: folder.path, input: input)
  }

  private func makeDatabase() throws {
    try folder.write("", to: "dev.db")
    try swisma("db", "execute", "--stdin", input: Self.database)
  }

  private func pairs(_ text: String) -> String { text.replacing("\n", with: "\r\n") }

  @Test("With CR LF in every line it writes the same as with LF, in any layout", arguments: 0..<3)
  func everyLine(layout: Int) throws {
    try makeDatabase()
    let formatted = Self.datasource + Self.models
    let schema = [formatted, formatted.replacing("  ", with: "\t"), Self.datasource][layout]
    try folder.write(schema, to: "schema.prisma")
    let said = try swisma("db", "pull")
    let expected = try folder.text("schema.prisma")
    #expect(expected.contains("model Book {") && expected.contains("mail_address"))

    try folder.write(pairs(schema), to: "schema.prisma")
    let check = try Executable.run(
      ["db", "pull", "--check", "--url", "file:dev.db"], in: folder.path)
    #expect(check.status == 2 && check.output.contains("+model Book {\r\n"))
    #expect(!check.output.contains("-datasource") && !check.output.contains("+datasource"))
    #expect(try swisma("db", "pull").errors == said.errors)
    expectText(try folder.text("schema.prisma"), equals: pairs(expected))
    try swisma("db", "pull", "--check")
    try swisma("db", "pull", "--force")
    let forced = try folder.text("schema.prisma")
    #expect(
      forced.unicodeScalars.count { $0 == "\r" } == forced.unicodeScalars.count { $0 == "\n" })
  }

  @Test("A schema with CR LF that says what the database says keeps every byte")
  func unchanged() throws {
    let schema = pairs(Self.datasource + Self.models)
    try folder.write(schema, to: "schema.prisma")
    try swisma("db", "push", "--skip-generate")
    try swisma("db", "pull")
    #expect(try folder.text("schema.prisma") == schema)
  }

  @Test("Lines that stay keep their ends in a file that has both, where nothing is laid out")
  func mixed() throws {
    try makeDatabase()
    let kept = pairs("  id  Int @id  @default(autoincrement())\n")
    try folder.write(
      Self.datasource + "model Author {\n\(kept)  name String?\n}\n", to: "schema.prisma")
    try swisma("db", "pull")
    #expect(try folder.text("schema.prisma").contains("model Author {\n\(kept)  name"))
  }

  @Test("New files get the line ends of the file of the datasource, others keep theirs")
  func folderOfFiles() throws {
    try makeDatabase()
    try folder.write(pairs(Self.datasource), to: "schema/main.prisma")
    try folder.write(Self.models, to: "schema/author.prisma")
    try folder.write(
      #"{"schema": "schema", "pull": {"path": "schema"}}"#, to: "swisma.config.json")
    try swisma("db", "pull")
    #expect(try folder.text("schema/main.prisma") == pairs(Self.datasource))
    let author = try folder.text("schema/author.prisma")
    #expect(author.contains("mail_address") && !author.unicodeScalars.contains("\r"))
    let book = try folder.text("schema/Book.prisma")
    #expect(book.hasPrefix("model Book {\r\n") || book.contains("\r\nmodel Book {\r\n"))
    #expect(book.unicodeScalars.count { $0 == "\r" } == book.unicodeScalars.count { $0 == "\n" })
    try swisma("db", "pull", "--check")
  }
}
