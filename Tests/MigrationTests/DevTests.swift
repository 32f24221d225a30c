import BackendInterface
import FileSystem
import Migration
import SQLiteBackend
import TestSupport
import Testing

@Suite("Developing")
struct DevTests {
  let project: MigrationProject

  private static let user = """
    model User {
      id    Int     @id @default(autoincrement())
      email String  @unique
      name  String?
    }
    """

  init() throws { project = try MigrationProject() }

  private func options(_ change: (inout DevOptions) -> Void) -> DevOptions {
    var options = DevOptions()
    change(&options)
    return options
  }

  @Test("The first migration creates the database, the folder and the lock file")
  func first() throws {
    let outcome = try project.dev(Self.user)
    #expect(outcome.databaseWasCreated && outcome.createdWasApplied)
    let created = try #require(outcome.created)
    #expect(created.name.hasSuffix("_init"))
    #expect(try project.directory.lockedProvider() == "sqlite")
    #expect(try project.states() == ["\(created.name): applied"])
    #expect(try project.rows("SELECT email, name FROM \"User\"").isEmpty)
  }

  @Test("Nothing to do is nothing done")
  func again() throws {
    try project.dev(Self.user)
    let outcome = try project.dev(Self.user)
    #expect(outcome.created == nil && outcome.applied.isEmpty)
    #expect(try project.directory.load().count == 1)
  }

  @Test("Two migrations within a second keep their order")
  func order() throws {
    try project.dev(Self.user, options { $0.title = "z" })
    try project.dev(Self.user + "\nmodel A {\n  id Int @id\n}\n", options { $0.title = "a" })
    #expect(try project.directory.load().map { $0.name.dropFirst(15) } == ["z", "a"])
  }

  @Test("Pending migrations are applied before the new one is made")
  func pending() throws {
    try project.dev(Self.user)
    try project.add(
      "30000101000000_theirs", "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL PRIMARY KEY);")
    let outcome = try project.dev(
      Self.user + "\nmodel A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n}\n")
    #expect(outcome.applied == ["30000101000000_theirs"])
    #expect(outcome.changes.map(\.summary.subject) == ["table `B`"])
    #expect(try project.directory.load().last == outcome.created)
  }

  @Test("A draft is written and not applied")
  func draft() throws {
    let outcome = try project.dev(Self.user, options { $0.isDraft = true })
    #expect(outcome.created != nil && !outcome.createdWasApplied)
    #expect(try project.rows("SELECT name FROM sqlite_schema").isEmpty)
    #expect(try project.dev(Self.user).applied == [outcome.created?.name])
  }

  @Test("A draft without changes is an empty migration")
  func emptyDraft() throws {
    try project.dev(Self.user)
    let outcome = try project.dev(Self.user, options { $0.isDraft = true })
    #expect(outcome.created?.script.hasPrefix("-- ") == true)
    #expect(outcome.changes.isEmpty)
  }

  @Test("Data is not lost without consent, and what is lost is counted")
  func dataLoss() throws {
    try project.dev(Self.user)
    try project.sql("INSERT INTO \"User\" (email, name) VALUES ('a', 'x'), ('b', 'y')")
    let shorter = Self.user.replacing("  name  String?\n", with: "")
    expect("P3001", status: 3) { try project.dev(shorter) }
    expect("P3001", status: 3) { try project.dev(shorter, answers: Answer(yes: false)) }
    #expect(try project.directory.load().count == 1)
    let outcome = try project.dev(shorter, options { $0.agreesToDataLoss = true })
    #expect(outcome.warnings.map(\.rows) == [2])
    #expect(outcome.created?.script.hasPrefix("/*\n") == true)
    #expect(try project.rows("SELECT * FROM \"User\" ORDER BY id") == ["1|a", "2|b"])
  }

  @Test("Where nothing is lost nobody is asked")
  func noLoss() throws {
    try project.dev(Self.user)
    let outcome = try project.dev(Self.user.replacing("  name  String?\n", with: ""))
    #expect(outcome.createdWasApplied && outcome.warnings.isEmpty)
  }

  @Test("A required column without a default is refused on rows, and made without them")
  func unexecutable() throws {
    try project.dev(Self.user)
    try project.sql("INSERT INTO \"User\" (email) VALUES ('a')")
    let wider = Self.user.replacing("name  String?", with: "name  String?\n  age Int")
    expect("M0004") { try project.dev(wider, options { $0.agreesToDataLoss = true }) }
    let draft = try project.dev(wider, options { $0.isDraft = true })
    #expect(
      draft.created?.script.contains("without a default: fails if there are rows already") == true)
    try project.remove(draft.created?.name ?? "")
    try project.sql("DELETE FROM \"User\"")
    #expect(try project.dev(wider).createdWasApplied)
  }

  @Test("Values that an enum does not know any more are counted when the database cannot")
  func unknownEnumValues() throws {
    let accounts = "model Account {\n id Int @id\n role Role?\n}\nenum Role {\n USER\n ADMIN\n}"
    try project.dev(accounts)
    try project.sql(
      "INSERT INTO \"Account\" VALUES (1, 'ADMIN'), (2, 'ADMIN'), (3, 'USER'), (4, NULL)")
    #expect(try project.dev(accounts).unknownValues.isEmpty)
    let fewer = accounts.replacing("ADMIN", with: "GUEST")
    let outcome = try project.dev(fewer, options { $0.deniesRenames = true })
    #expect(outcome.created == nil)
    #expect(
      outcome.unknownValues == [
        UnknownEnumValue(
          table: "Account", column: "role", enumeration: "Role", value: "ADMIN", rows: 2)
      ])
  }

  @Test("What to do about a refusal depends on the problem")
  func advice() throws {
    try project.dev(Self.user)
    try project.sql("INSERT INTO \"User\" (email, name) VALUES ('a', 'x'), ('b', 'x'), ('c', NULL)")
    let unique = Self.user.replacing("name  String?", with: "name  Int? @unique")
    let error = #expect(throws: MigrationError.self) { try project.dev(unique) }
    #expect(error?.message.contains("but there are duplicates (2 rows)") == true)
    let help = try #require(error?.help)
    #expect(help.contains("duplicates first") && help.contains("values that do not fit"))
    #expect(!help.contains("default") && help.contains("--create-only"))
    let required = Self.user.replacing("name  String?", with: "name  String")
    let missing = #expect(throws: MigrationError.self) { try project.dev(required) }
    #expect(missing?.help?.hasPrefix("fill the missing values with an UPDATE first") == true)
  }

  @Test("A renamed column keeps its data, once somebody says that it is renamed")
  func renames() throws {
    try project.dev(Self.user)
    try project.sql("INSERT INTO \"User\" (email, name) VALUES ('a', 'x')")
    let renamed = Self.user.replacing("name  String?", with: "fullName String?")
    let error = #expect(throws: MigrationError.self) { try project.dev(renamed) }
    #expect(error?.exitStatus == 3)
    #expect(error?.help?.contains("--rename User.name=fullName") == true)
    expect("M0006", status: 64) {
      try project.dev(renamed, options { $0.renames = ["User.nope=nothing"] })
    }
    try project.dev(renamed, options { $0.renames = ["User.name=fullName"] })
    #expect(try project.rows("SELECT \"fullName\" FROM \"User\"") == ["x"])
    let again = renamed.replacing("fullName String?", with: "title String?")
    try project.dev(again, answers: Answer(yes: true))
    #expect(try project.rows("SELECT \"title\" FROM \"User\"") == ["x"])
    let last = again.replacing("title String?", with: "dropped String?")
    try project.dev(
      last,
      options {
        $0.deniesRenames = true
        $0.agreesToDataLoss = true
      })
    #expect(try project.rows("SELECT \"dropped\" FROM \"User\"") == ["NULL"])
  }

  @Test("A renamed enum value that only rows know is asked about")
  func enumValueRename() throws {
    let models = """
      model User {
        id   Int  @id
        role Role @default(USER)
      }
      enum Role {
        ADMIN
        USER
      }
      """
    try project.dev(models)
    try project.sql("INSERT INTO \"User\" VALUES (1, 'ADMIN'), (2, 'USER')")
    let renamed = models.replacing("ADMIN", with: "OWNER")
    let error = #expect(throws: MigrationError.self) { try project.dev(renamed) }
    #expect(error?.exitStatus == 3)
    #expect(error?.help?.contains("--rename Role.ADMIN=OWNER") == true)
    try project.dev(renamed, options { $0.deniesRenames = true })
    #expect(try project.rows("SELECT role FROM \"User\" ORDER BY id") == ["ADMIN", "USER"])
    try project.dev(renamed, options { $0.renames = ["Role.ADMIN=OWNER"] })
    #expect(try project.rows("SELECT role FROM \"User\" ORDER BY id") == ["OWNER", "USER"])
    let again = renamed.replacing("OWNER", with: "BOSS")
    try project.dev(again, answers: Answer(yes: true))
    #expect(try project.rows("SELECT role FROM \"User\" ORDER BY id") == ["BOSS", "USER"])
    #expect(try project.dev(again).created == nil)
  }

  @Test("A renamed model keeps its rows")
  func modelRename() throws {
    try project.dev(Self.user)
    try project.sql("INSERT INTO \"User\" (email, name) VALUES ('a', 'x')")
    try project.dev(
      Self.user.replacing("model User", with: "model Person"),
      options { $0.renames = ["User=Person"] })
    #expect(try project.rows("SELECT email FROM \"Person\"") == ["a"])
  }

  @Test("A rebuilt table gives out no number twice", arguments: ["DELETE FROM Post", "SELECT 1"])
  func numbering(emptied: String) throws {
    let post = "model Post {\n  id Int @id @default(autoincrement())\n  price Int\n}\n"
    try project.dev(post)
    try project.sql("INSERT INTO Post (price) VALUES (1), (2), (3); DELETE FROM Post WHERE id = 3")
    try project.sql(emptied)
    try project.dev(post.replacing("price Int", with: "price Float"))
    try project.sql("INSERT INTO Post (price) VALUES (4)")
    #expect(try project.rows("SELECT max(id) FROM Post") == ["4"])
    #expect(try project.rows("SELECT name, seq FROM sqlite_sequence") == ["Post|4"])
  }

  @Test("Drift, edited and missing migrations ask for a reset, and say why")
  func divergence() throws {
    let name = try #require(try project.dev(Self.user).created?.name)
    let script = try project.folder.text("migrations/\(name)/migration.sql")
    try project.sql("CREATE TABLE extra (id INTEGER)")
    #expect(try reasons() == [.drift([ChangeSummary(.added, SchemaObject(.table, "extra"))])])
    try project.add(name, script + "-- edited\n")
    try project.sql("DROP TABLE extra")
    #expect(try reasons() == [.edited([name])])
    try project.add(name, script)
    try project.add("2", "CREATE TABLE b (id INTEGER);")
    _ = try project.migrator().deploy()
    try project.remove("2")
    #expect(
      try reasons() == [
        .missing(["2"]), .drift([ChangeSummary(.added, SchemaObject(.table, "b"))]),
      ])
    #expect(try project.rows("SELECT name FROM sqlite_schema WHERE name = 'b'") == ["b"])
  }

  private func reasons() throws -> [ResetReason] {
    let error = #expect(throws: MigrationError.self) { try project.dev(Self.user) }
    guard case .resetNeeded(let reasons, _) = error else { return [] }
    return reasons
  }

  @Test("With consent the database is emptied and all migrations are applied again")
  func reset() throws {
    try project.dev(Self.user)
    try project.sql("CREATE TABLE extra (id INTEGER)")
    expect("M0002", status: 3) { try project.dev(Self.user, answers: Answer(yes: false)) }
    let outcome = try project.dev(Self.user, options { $0.agreesToReset = true })
    #expect(outcome.wasReset && outcome.applied.count == 1)
    #expect(try project.rows("SELECT name FROM sqlite_schema WHERE name = 'extra'").isEmpty)
  }

  @Test("A draft of a database that drifted is written, with a notice")
  func driftedDraft() throws {
    try project.dev(Self.user)
    try project.sql("CREATE TABLE extra (id INTEGER)")
    let outcome = try project.dev(
      Self.user + "\nmodel A {\n  id Int @id\n}\n", options { $0.isDraft = true })
    #expect(outcome.notices == [.drift([ChangeSummary(.added, SchemaObject(.table, "extra"))])])
    #expect(outcome.changes.map(\.summary.subject) == ["table `A`"])
    #expect(try project.rows("SELECT name FROM sqlite_schema WHERE name = 'extra'") == ["extra"])
  }

  @Test("A database with tables and no history is not taken over")
  func unmanaged() throws {
    _ = try project.backend.createDatabase(at: project.url)
    try project.sql("CREATE TABLE theirs (id INTEGER)")
    #expect(try reasons() == [.unmanaged([ChangeSummary(.added, SchemaObject(.table, "theirs"))])])
  }

  @Test("A migration that cannot be replayed is P3006")
  func replayFailure() throws {
    try project.add("1_bad", "INSERT INTO nope VALUES (1);")
    expect("P3006") { try project.dev(Self.user) }
  }

  @Test("A migration that fails on the data is mended and run again, without more")
  func mended() throws {
    try project.dev(Self.user)
    try project.sql("INSERT INTO \"User\" (email, name) VALUES ('a', 'x'), ('b', 'x')")
    try project.add(
      "30000101000000_key", "CREATE UNIQUE INDEX \"User_name_key\" ON \"User\"(\"name\");")
    let unique = Self.user.replacing("String?", with: "String? @unique")
    expect("P3018") { try project.dev(unique) }
    #expect(try project.states().last == "30000101000000_key: rolled-back")
    try project.sql("DELETE FROM \"User\" WHERE email = 'b'")
    #expect(try project.dev(unique).applied == ["30000101000000_key"])
  }

  @Test("The name comes from the terminal where there is one, else from the change")
  func names() throws {
    try project.dev(Self.user, answers: Answer(yes: true))
    try project.dev(Self.user + "\nmodel A {\n  id Int @id\n}\n")
    #expect(
      try project.directory.load().map { $0.name.dropFirst(15) }
        == ["said_at_the_terminal", "add_table_a"])
  }
}
