import FileSystem
import TestSupport
import Testing

/// `swisma db pull` over files in layouts of all kinds.
struct PullLayoutTests {
  private static let before = """
    // A blog.
    datasource db { // here
      provider = "sqlite"
    }
    /* of all
       people */
    model User { // head
      // inside
    id   Int    @id @default(autoincrement()) // the key
          name String? /* of the passport */
      posts    Post[]

      // last
    } // after users
    model Post {
      id Int @id @default(autoincrement())
      userId Int
      user User @relation(fields: [userId], references: [id]) // rel
      @@index([userId]) // idx
    }
    // the end

    """
  private static let database = """
    CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "name" TEXT);
    CREATE TABLE "Post" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "userId" INTEGER NOT NULL,
      CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id")
        ON DELETE RESTRICT ON UPDATE CASCADE);
    CREATE INDEX "Post_userId_idx" ON "Post" ("userId");
    """

  enum Layout: CaseIterable {
    case plain, carriageReturns, openEnd, byteOrderMark, all

    func written(_ text: String) -> String {
      var text = text
      if self == .openEnd || self == .all { text.removeLast() }
      if self == .carriageReturns || self == .all { text = text.replacing("\n", with: "\r\n") }
      if self == .byteOrderMark || self == .all { text = "\u{FEFF}" + text }
      return text
    }
  }

  @Test("Nothing changes where the database did not change", arguments: Layout.allCases)
  func unchanged(_ layout: Layout) throws {
    try check(layout, change: "", after: Self.before)
  }

  @Test("A new column is one new line", arguments: Layout.allCases)
  func newColumn(_ layout: Layout) throws {
    try check(
      layout, change: "ALTER TABLE \"User\" ADD COLUMN \"age\" INTEGER;",
      after: Self.before.replacing(
        "posts    Post[]\n", with: "posts    Post[]\n  age      Int?\n"))
  }

  @Test("A column, an index and a table that go take their lines along", arguments: Layout.allCases)
  func removals(_ layout: Layout) throws {
    try check(
      layout, change: "DROP INDEX \"Post_userId_idx\";",
      after: Self.before.replacing("  @@index([userId]) // idx\n", with: ""))
    let model = try #require(Self.before.firstRange(of: "model Post {"))
    let end = try #require(Self.before.firstRange(of: "// the end"))
    var after = Self.before
    after.replaceSubrange(model.lowerBound..<end.lowerBound, with: "")
    after = after.replacing("  posts    Post[]\n", with: "")
      .replacing("      name String? /* of the passport */\n", with: "")
    try check(
      layout, change: "DROP TABLE \"Post\"; ALTER TABLE \"User\" DROP COLUMN \"name\";",
      after: after)
  }

  private func check(_ layout: Layout, change: String, after: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(layout.written(Self.before), to: "schema.prisma")
    let url = "file:\(try folder.write("", to: "layout.db"))"
    try Executable.succeed(
      ["db", "execute", "--stdin", "--url", url], in: folder.path,
      input: Self.database + change)
    try Executable.succeed(["db", "pull", "--url", url], in: folder.path)
    // Compared as bytes: a line break of two characters is one character to Swift.
    let found = Array(try folder.text("schema.prisma").utf8)
    let isSame = found == Array(layout.written(after).utf8)
    #expect(isSame, "\(String(decoding: found, as: UTF8.self))")
  }
}
