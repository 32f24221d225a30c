import FileSystem
import TestSupport
import Testing

/// Inputs that nobody means well with: the answer is an exit status, never a signal or a long wait.
struct HostileInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    let input: String
    /// A file to write beforehand, whose content is then the input.
    var file: String?

    init(_ name: String, _ arguments: [String], _ input: String, file: String? = nil) {
      (self.name, self.arguments, self.input, self.file) = (name, arguments, input, file)
    }

    var testDescription: String { name }
  }

  private static let count = 100_000

  private static func many(_ text: String, _ count: Int = count) -> String {
    String(repeating: text, count: count)
  }

  private static let queries: [Case] = [
    ("brackets", "prisma.user.findMany(" + many("[")),
    ("braces", "prisma.user.findMany(" + many("{a:")),
    ("parentheses", many("(")),
    ("conditions", "prisma.user.findMany({where:\(many("{AND:[", 20_000))\(many("]}", 20_000))})"),
    (
      "relations",
      "prisma.user.findMany({include:\(many("{boss:{include:", 3_000))1\(many("}}", 3_000))})"
    ),
    ("properties", "prisma" + many(".user")), ("calls", "prisma.user.count" + many("()")),
    ("signs", "prisma.user.findMany({take:\(many("-"))1})"),
    ("constructors", "prisma.user.findMany({where:" + many("new Date(")),
    ("templates", "prisma.$queryRaw`" + many("${")), ("comments", many("/*")),
    ("string", "prisma.user.findMany({where:{email:\"" + many("a")),
    ("digits", "prisma.user.findMany({take:\(many("9"))})"),
    ("exponent", "prisma.user.findMany({take:1e999999999})"),
    ("members", "prisma.user.findMany({where:{\(many("a:1,"))}})"),
    ("values", "prisma.user.findMany({where:{id:{in:[\(many("1,", 40_000))]}}})"),
    ("waiting", many("await ")), ("functions", "prisma.$transaction(" + many("async tx=>")),
    ("escapes", "prisma.user.findMany({where:{email:\"\\u{\(many("f", 999))}\\ud800\"}})"),
    ("control characters", "prisma.user.count(\u{0}\u{1})\u{2028}\r\r\n\u{FEFF}"),
  ].map { Case("query: \($0)", ["query", "-"], $1) }

  private static let engine: [Case] = [
    ("brackets", many("[")), ("braces", many(#"{"a":"#)),
    (
      "conditions",
      #"{"action":"findMany","modelName":"User","query":{"arguments":{"where":"#
        + many(#"{"AND":["#, 20_000) + many("]}", 20_000) + #"},"selection":{"id":true}}}"#
    ),
    (
      "selections",
      #"{"action":"findMany","modelName":"User","query":{"selection":"#
        + many(#"{"boss":{"selection":"#, 20_000) + many("}}", 20_000) + "}}"
    ),
    (
      "numbers",
      #"{"action":"findMany","modelName":"User","query":{"arguments":{"take":-9223372036854775808,"#
        + #""skip":1e400},"selection":{"id":true}}}"#
    ),
    ("GraphQL braces", #"{"query":"\#(many("{a"))"}"#),
    ("GraphQL arguments", #"{"query":"{findManyUser(where:\#(many("{AND:["))"}"#),
    (
      "GraphQL circle",
      #"{"query":"query { findManyUser { ...a } } fragment a on User { ...a }"}"#
    ), ("control characters", "\u{0}\n\u{7F}\r\r\n"),
  ].map { Case("engine: \($0)", ["query", "--stdin", "--protocol", "engine"], $1 + "\n") }

  private static let scripts: [Case] = [
    ("parentheses", "SELECT " + many("(")), ("comment", many("/*")), ("quotes", many("'") + "'"),
    ("brackets", many("[")), ("semicolons", many(";")), ("NUL", "SELECT 1;\u{0}SELECT 2;"),
    ("transactions", many("BEGIN;")), ("dollars", many("$a")),
    ("cases", "CREATE TRIGGER t AFTER DELETE ON \"User\" BEGIN " + many("SELECT CASE ")),
    ("statements", many("SELECT 1;\r\n", 5_000)),
  ].map { Case("SQL: \($0)", ["db", "execute", "--file", "a.sql"], $1, file: "a.sql") }

  private static let environments: [Case] = [
    ("braces", "A=" + many("${A")), ("quotes", many("\"")), ("NUL", "A=\u{0}\n\u{0}=1\n"),
    ("lines", many("A=b\n")), ("quotes that stay open", many("A=\"x\n", 5_000)),
    ("doubling", (1..<60).map { "A\($0)=${A\($0 - 1)}${A\($0 - 1)}\n" }.joined() + "A0=a"),
  ].map { Case(".env: \($0)", ["validate"], $1, file: ".env") }

  private static let configurations: [Case] = [
    "[", "{a:", "(", "`${", "/*", "\"", "f(", "=>", "import ", "//", "-", "!", "<", "[...", ";",
  ].map { opening in
    Case(
      "configuration: \(opening)", ["validate"], "export default " + many(opening, 20_000),
      file: "prisma.config.ts")
  }

  private static let schemas: [Case] = [
    ["validate"], ["format", "--check"], ["generate", "--print-dmmf"],
    ["migrate", "diff", "--from-empty", "--to-schema", "schema.prisma", "--script"],
  ].flatMap { command in
    let head = "datasource db {\n  provider = \"sqlite\"\n  url = \"file:dev.db\"\n}\n"
    return [
      ("brackets", "model A {\n  id Int @default(\(many("[")))\n}\n"),
      ("calls", "model A {\n  id Int @default(\(many("a(")))\n}\n"),
      ("strings", "model A {\n  id Int @default(\"\(many("\\"))\n}\n"),
      ("comments", many("/*")), ("braces", many("{")),
      ("carriage returns", "model A {\r  id Int @id\r}\r"),
      ("NUL", "model A {\n  id Int \u{0} @id\n}\u{0}"),
      ("circle", "type A {\n  b B\n}\ntype B {\n  a A\n}\n"),
      ("closed brackets", "model A {\n  id Int @default(\(many("["))\(many("]")))\n}\n"),
      ("NULs", many("\u{0}")), ("byte order marks", many("\u{FEFF}")),
      ("line breaks", many("\r\n") + "model A {\r\n  id Int @id\r\n}\r\n"),
      ("repeated blocks", many("model A {\n  id Int @id\n}\n", 5_000)),
    ].map { Case("\(command[0]): \($0)", command, head + $1, file: "schema.prisma") }
  }

  @Test(
    "Hostile input is answered in time",
    arguments: queries + engine + scripts + environments + configurations + schemas)
  func answered(_ hostile: Case) throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      """
      datasource db {
        provider = "sqlite"
        url = "file:./dev.db"
      }
      model User {
        id Int @id
        email String?
        boss User? @relation("team", fields: [bossId], references: [id])
        bossId Int?
        team User[] @relation("team")
      }

      """, to: "schema.prisma")
    if hostile.arguments[0] == "query" {
      #expect(try Executable.run(["db", "push"], in: folder.path).status == 0)
    }
    if let file = hostile.file { try folder.write(hostile.input, to: file) }
    let process = try Executable.run(
      hostile.arguments, in: folder.path, input: hostile.file == nil ? hostile.input : "")
    #expect([0, 1, 2, 3, 64].contains(process.status), "\(process.errors.prefix(2_000))")
  }

  @Test(
    "Schemas of 10 MB and of 100000 blocks are read in linear time",
    arguments: [["validate"], ["format", "--check"], ["generate", "--print-dmmf"]])
  func largeSchema(command: [String]) throws {
    let folder = try TemporaryDirectory()
    let words = Self.many("/// wörter, tablespaces, and so on", 2)
    let blocks = (0..<Self.count).map { "model M\($0) {\n  id Int @id \(words)\n}\n" }
    let text =
      "datasource db {\n  provider = \"sqlite\"\n  url = \"file:dev.db\"\n}\n" + blocks.joined()
    #expect(text.utf8.count > 10_000_000)
    try folder.write(text, to: "schema.prisma")
    // Some ten seconds without optimisation.
    let process = try Executable.run(command, in: folder.path, processorSeconds: 90)
    #expect(process.status == (command.contains("--check") ? 1 : 0))
  }

  @Test(
    "Bytes that are no text are no schema",
    arguments: [["validate"], ["format", "--check"], ["generate", "--print-dmmf"]])
  func invalidText(command: [String]) throws {
    let folder = try TemporaryDirectory()
    let junk = (0..<Self.count).map { UInt8(truncatingIfNeeded: $0 &* 37 | 0x80) }
    try FileSystem.writeAtomically(
      Array("model A {\n  id Int @id\n}\n".utf8) + junk, to: folder.path + "/schema.prisma")
    let process = try Executable.run(command, in: folder.path, processorSeconds: 30)
    #expect(process.status == 1, "\(process.errors.prefix(2_000))")
  }

  @Test("What has no end is refused", arguments: ["validate", "format"])
  func endless(command: String) throws {
    let folder = try TemporaryDirectory()
    let process = try Executable.run(
      [command, "/dev/zero"], in: folder.path, processorSeconds: 30)
    #expect(process.status == 1)
    #expect(process.errors.contains("/dev/zero has more than 64 MB"))
  }

  @Test(
    "A line of 20000 attributes takes no quadratic time",
    arguments: [
      ["validate"], ["validate", "--json"], ["validate", "--fix", "--dry-run"],
      ["generate", "--print-dmmf"],
      ["migrate", "diff", "--from-empty", "--to-schema", "schema.prisma", "--script"],
    ])
  func longLine(command: [String]) throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      """
      datasource db {
        provider = "sqlite"
        url = "file:./dev.db"
      }
      model User {
        id Int\(Self.many(" @id", 20_000))
      }

      """, to: "schema.prisma")
    // Linear time is a second or two, quadratic time some minutes.
    let process = try Executable.run(command, in: folder.path, processorSeconds: 30)
    #expect(process.status == (command.contains("--fix") ? 0 : 1))
  }
}
