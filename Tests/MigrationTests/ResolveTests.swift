import BackendInterface
import Migration
import SQLiteBackend
import TestSupport
import Testing

@Suite("Resolving, status and reset")
struct ResolveTests {
  let project: MigrationProject

  init() throws {
    project = try MigrationProject()
    try project.add("1_init", "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\n")
  }

  private func failOnce() throws {
    try project.add("2_bad", "INSERT INTO nope VALUES (1);\n")
    expect("P3018") { _ = try project.migrator().deploy() }
  }

  @Test("A failed migration that is marked as rolled back is applied again")
  func rolledBack() throws {
    try failOnce()
    try project.migrator().markRolledBack("2_bad")
    #expect(try project.states() == ["1_init: applied", "2_bad: rolled-back"])
    try project.add("2_bad", "CREATE TABLE b (id INTEGER);\n")
    #expect(try project.migrator().deploy().applied == ["2_bad"])
    #expect(try project.records().map(\.isApplied) == [true, false, true])
  }

  @Test("A failed migration that is marked as applied is not applied again")
  func applied() throws {
    try failOnce()
    try project.migrator().markApplied("2_bad")
    let rows = try project.records().filter { $0.name == "2_bad" }
    #expect(rows.map { $0.rolledBackAt != nil } == [true, false])
    #expect(rows.map(\.appliedStepsCount) == [0, 0])
    #expect(try project.migrator().deploy().applied.isEmpty)
  }

  @Test("A database with tables is adopted by marking its first migration as applied")
  func baseline() throws {
    _ = try project.backend.createDatabase(at: project.url)
    try project.sql("CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY)")
    try project.migrator().markApplied("1_init")
    #expect(try project.migrator().deploy().applied.isEmpty)
    #expect(try project.migrator().status().summary == .upToDate)
  }

  @Test("What cannot be marked says why")
  func refusals() throws {
    _ = try project.migrator().deploy()
    expect("P3008") { try project.migrator().markApplied("1_init") }
    expect("P3017") { try project.migrator().markApplied("nope") }
    expect("P3011") { try project.migrator().markRolledBack("nope") }
    expect("P3012") { try project.migrator().markRolledBack("1_init") }
    let error = #expect(throws: MigrationError.self) {
      try project.migrator().markApplied("init")
    }
    #expect(error?.help?.contains("1_init") == true)
    try failOnce()
    try project.migrator().markRolledBack("2_bad")
    expect("P3012") { try project.migrator().markRolledBack("2_bad") }
  }

  @Test("The status as a whole")
  func summary() throws {
    #expect(try project.migrator().status().summary == .behind)
    #expect(try !project.migrator().status().databaseExists)
    _ = try project.migrator().deploy()
    #expect(try project.migrator().status().summary == .upToDate)
    try project.add("1_init", "-- edited\n")
    #expect(try project.migrator().status().summary == .upToDate)
    try project.add("2_new", "-- nothing\n")
    #expect(try project.migrator().status().summary == .behind)
    try project.remove("1_init")
    #expect(try project.migrator().status().summary == .diverged)
    try failOnce()
    #expect(try project.migrator().status().summary == .failed)
  }

  @Test("Tables without a history are unmanaged")
  func unmanaged() throws {
    _ = try project.backend.createDatabase(at: project.url)
    #expect(try project.migrator().status().summary == .behind)
    try project.sql("CREATE TABLE theirs (id INTEGER)")
    #expect(try project.migrator().status().summary == .unmanaged)
  }

  @Test("A reset deletes everything, foreign keys, views and triggers included, and starts anew")
  func reset() throws {
    _ = try project.migrator().deploy()
    try project.sql(
      """
      CREATE TABLE child (id INTEGER, a INTEGER REFERENCES a (id) ON DELETE RESTRICT);
      CREATE VIEW seen AS SELECT * FROM child;
      CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO child VALUES (1, new.id); END;
      INSERT INTO a VALUES (1);
      """)
    #expect(try project.migrator().reset() == ["1_init"])
    #expect(
      try project.rows("SELECT name FROM sqlite_schema WHERE type <> 'index' ORDER BY name")
        == ["_prisma_migrations", "a"])
    #expect(try project.rows("SELECT * FROM a").isEmpty)
    #expect(try project.records().count == 1)
  }
}
