import BackendInterface
import FileSystem
import Migration
import SQLiteBackend
import TestSupport
import Testing

@Suite("Deploying")
struct DeployTests {
  let project: MigrationProject

  init() throws {
    project = try MigrationProject()
    try project.add("1_init", "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\n")
    try project.add("2_more", "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY);\n")
  }

  @Test("A missing database is created, and all migrations are applied and recorded")
  func fresh() throws {
    let outcome = try project.migrator().deploy()
    #expect(outcome.databaseWasCreated)
    #expect(outcome.applied == ["1_init", "2_more"])
    #expect(try project.rows("SELECT name FROM sqlite_schema WHERE name IN ('a', 'b')").count == 2)
    let records = try project.records()
    #expect(records.map(\.name) == ["1_init", "2_more"])
    #expect(records.map(\.checksum) == (try project.directory.load().map(\.checksum)))
    for record in records {
      #expect(record.isApplied && record.appliedStepsCount == 1 && record.logs == nil)
      #expect(record.id.utf8.count == 36 && record.id == record.id.lowercased())
    }
  }

  @Test("Times are stored as integers, milliseconds since 1970")
  func storedTimes() throws {
    let before = Timestamp.now()
    _ = try project.migrator().deploy()
    #expect(
      try project.rows(
        "SELECT DISTINCT typeof(started_at), typeof(finished_at) FROM _prisma_migrations")
        == ["integer|integer"])
    let started = try #require(try project.records().first?.startedAt)
    #expect((before...Timestamp.now()).contains(started))
  }

  @Test("The history table has the columns that other tools expect")
  func historyTable() throws {
    _ = try project.migrator().deploy()
    #expect(
      try project.rows(
        """
        SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('_prisma_migrations')
        """) == [
          "id|TEXT|1|NULL|1", "checksum|TEXT|1|NULL|0", "finished_at|DATETIME|0|NULL|0",
          "migration_name|TEXT|1|NULL|0", "logs|TEXT|0|NULL|0",
          "rolled_back_at|DATETIME|0|NULL|0", "started_at|DATETIME|1|current_timestamp|0",
          "applied_steps_count|INTEGER UNSIGNED|1|0|0",
        ])
  }

  @Test("A second run does nothing")
  func again() throws {
    _ = try project.migrator().deploy()
    let records = try project.records()
    let outcome = try project.migrator().deploy()
    #expect(outcome.applied.isEmpty && !outcome.databaseWasCreated)
    #expect(outcome.migrationCount == 2)
    #expect(try project.records() == records)
  }

  @Test("Edited and missing files are told, and do not stop the rest")
  func notices() throws {
    _ = try project.migrator().deploy()
    try project.remove("1_init")
    try project.add("2_more", "-- edited\n")
    try project.add("3_new", "CREATE TABLE c (id INTEGER);\n")
    let outcome = try project.migrator().deploy()
    #expect(outcome.missing == ["1_init"])
    #expect(outcome.edited == ["2_more"])
    #expect(outcome.applied == ["3_new"])
  }

  @Test("A dry run shows the scripts and changes nothing, not even creating the database")
  func dryRun() throws {
    let outcome = try project.migrator().deploy(isDryRun: true)
    #expect(outcome.pending.map(\.name) == ["1_init", "2_more"])
    #expect(FileSystem.kind(of: Path.join(project.folder.path, "dev.db")) == nil)
    _ = try project.migrator().deploy()
    try project.add("3_new", "CREATE TABLE c (id INTEGER);\n")
    #expect(try project.migrator().deploy(isDryRun: true).pending.map(\.name) == ["3_new"])
    #expect(try project.records().count == 2)
  }

  @Test("A database with tables and no history is P3005")
  func unmanaged() throws {
    _ = try project.backend.createDatabase(at: project.url)
    try project.sql("CREATE TABLE theirs (id INTEGER)")
    expect("P3005") { _ = try project.migrator().deploy() }
    expect("P3005") { _ = try project.migrator().deploy(isDryRun: true) }
    #expect(try project.rows("SELECT name FROM sqlite_schema") == ["theirs"])
  }

  @Test("A failing migration is P3018: it leaves nothing but its log, and stops the next ones")
  func failure() throws {
    try project.add("3_bad", "CREATE TABLE c (id INTEGER);\nINSERT INTO nope VALUES (1);\n")
    try project.add("4_after", "CREATE TABLE d (id INTEGER);\n")
    let error = #expect(throws: MigrationError.self) { _ = try project.migrator().deploy() }
    guard case .applyFailed(let failure, wasRolledBack: true, isResolved: false) = error else {
      Issue.record("\(error?.message ?? "it succeeded")")
      return
    }
    #expect(failure.name == "3_bad" && failure.line == 2)
    #expect(try project.rows("SELECT name FROM sqlite_schema WHERE name IN ('c', 'd')").isEmpty)
    let record = try #require(try project.records().last)
    #expect(record.name == "3_bad" && record.isFailed && record.appliedStepsCount == 0)
    #expect(record.logs?.contains("nope") == true)
    expect("P3009") { _ = try project.migrator().deploy() }
    expect("P3009") { _ = try project.migrator().deploy(isDryRun: true) }
    #expect(
      try project.states() == [
        "1_init: applied", "2_more: applied", "3_bad: failed", "4_after: pending",
      ])
  }

  @Test("What a killed process left behind is repeated without asking")
  func stoppedAttempt() throws {
    _ = try project.migrator().deploy()
    try project.add("3_new", "CREATE TABLE c (id INTEGER);\n")
    // The row as it stands while a script runs in its transaction.
    var seen: [MigrationRecord] = []
    _ = try project.migrator(report: { event in
      if case .applied = event { seen = (try? project.records()) ?? [] }
    }).deploy()
    var row = try #require(seen.last)
    try project.sql("DROP TABLE c; DELETE FROM _prisma_migrations WHERE migration_name = '3_new'")
    row.finishedAt = nil
    row.appliedStepsCount = 0
    row.logs =
      "running in a transaction; if this stays, the attempt was stopped and nothing of it was kept"
    try project.insert(row)
    #expect(try project.states().last == "3_new: unfinished")
    #expect(try project.migrator().deploy().applied == ["3_new"])
    #expect(try project.records().filter { $0.name == "3_new" }.map(\.isApplied) == [false, true])
  }

  @Test("An attempt that another tool left unfinished stops everything")
  func foreignUnfinished() throws {
    _ = try project.migrator().deploy()
    try project.insert(
      MigrationRecord(id: "x", checksum: "0", name: "3_theirs", startedAt: Timestamp.now() + 1000))
    expect("P3009") { _ = try project.migrator().deploy() }
  }

  @Test("Histories of other tools are read: times as text, as integers and as the default")
  func foreignTimes() throws {
    _ = try project.migrator().deploy()
    try project.sql(
      """
      UPDATE _prisma_migrations SET started_at = '2026-01-02 03:04:05',
        finished_at = '2026-01-02T03:04:05.678+00:00' WHERE migration_name = '1_init'
      """)
    let record = try #require(try project.records().first { $0.name == "1_init" })
    #expect(record.startedAt == 1_767_323_045_000)
    #expect(record.finishedAt == 1_767_323_045_678)
    #expect(try project.migrator().deploy().applied.isEmpty)
  }

  @Test("Migrations of another provider are P3019")
  func otherProvider() throws {
    try project.folder.write("provider = \"mysql\"", to: "migrations/migration_lock.toml")
    expect("P3019") { _ = try project.migrator().deploy() }
  }

  @Test("Migrations run one after the other: a second run waits, and gives up in time")
  func lock() throws {
    _ = try project.migrator().deploy()
    try project.add("3_new", "CREATE TABLE c (id INTEGER);\n")
    var inner: MigrationError?
    _ = try project.migrator(report: { event in
      guard case .applying = event else { return }
      do throws(MigrationError) {
        _ = try project.migrator(lockTimeout: .milliseconds(50)).deploy()
      } catch { inner = error }
    }).deploy()
    #expect(inner?.code == "P1002")
  }
}
