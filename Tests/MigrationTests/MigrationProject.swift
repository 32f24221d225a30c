import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import Migration
import Providers
import SQLBackend
import SQLiteBackend
import SchemaModel
import TestSupport
import Testing

/// A project with a SQLite database and a migrations folder, in a temporary folder.
final class MigrationProject {
  let folder: TemporaryDirectory
  let directory: MigrationDirectory
  let url: DatabaseURL
  let backend = SQLiteBackend()

  init() throws {
    folder = try TemporaryDirectory()
    directory = MigrationDirectory(path: Path.join(folder.path, "migrations"))
    url = try DatabaseURL("file:dev.db", baseDirectory: folder.path)
  }

  func migrator(
    lockTimeout: Duration = .seconds(10), report: @escaping (MigrationEvent) -> Void = { _ in }
  ) -> Migrator<SQLiteBackend> {
    Migrator(
      backend: backend, url: url, directory: directory, lockTimeout: lockTimeout, report: report)
  }

  /// Writes a migration into the folder.
  func add(_ name: String, _ script: String) throws {
    try folder.write(script, to: "migrations/\(name)/migration.sql")
  }

  /// Takes a migration out of the folder.
  func remove(_ name: String) throws {
    try FileSystem.removeTree(Path.join(directory.path, name))
  }

  /// Runs SQL on the database, which must exist.
  func sql(_ text: String) throws {
    let session = try backend.connect(to: url)
    defer { session.close() }
    try session.runScript(text)
  }

  /// The rows of a query as text, columns separated by `|`.
  func rows(_ query: String) throws -> [String] {
    let session = try backend.connect(to: url)
    defer { session.close() }
    let rows = try session.fetch(Statement(query))
    return (0..<rows.rowCount).map { row in
      (0..<rows.columnCount).map { rows.string(row, $0) ?? "NULL" }.joined(separator: "|")
    }
  }

  func records() throws -> [MigrationRecord] {
    let session = try backend.connect(to: url)
    defer { session.close() }
    return try backend.schema.history.records(session)
  }

  /// Writes a row into the history by hand, as other tools do.
  func insert(_ record: MigrationRecord) throws {
    let session = try backend.connect(to: url)
    defer { session.close() }
    try backend.schema.history.create(session)
    try backend.schema.history.insert(record, session)
  }

  /// The states of all migrations as `name: state`.
  func states() throws -> [String] {
    try migrator().status().history.entries.map { "\($0.name): \($0.state.rawValue)" }
  }

  /// Runs `dev` with models in the schema language.
  @discardableResult
  func dev(
    _ models: String, _ options: DevOptions = DevOptions(),
    answers: some DevAnswers = Silence()
  ) throws -> DevOutcome {
    let text = "datasource db {\n  provider = \"sqlite\"\n  url = \"file:dev.db\"\n}\n" + models
    let analysis = analyze([SourceFile(path: "schema.prisma", text: text)], rules: allProviders)
    try #require(analysis.diagnostics.filter { $0.severity == .error }.isEmpty)
    return try migrator().dev(analysis.datamodel, options: options, answers: answers)
  }
}

/// Nobody at the terminal.
struct Silence: DevAnswers {
  func agreesToReset(_ reasons: [ResetReason], database: String) -> Bool? { nil }
  func agreesToDataLoss(_ findings: [DataLossFinding]) -> Bool? { nil }
  func isRename(_ suspicion: RenameSuspicion) -> Bool? { nil }
  func title(suggestion: String) -> String? { nil }
}

/// Somebody who says the same to everything.
struct Answer: DevAnswers {
  let yes: Bool

  func agreesToReset(_ reasons: [ResetReason], database: String) -> Bool? { yes }
  func agreesToDataLoss(_ findings: [DataLossFinding]) -> Bool? { yes }
  func isRename(_ suspicion: RenameSuspicion) -> Bool? { yes }
  func title(suggestion: String) -> String? { "Said at the terminal" }
}

/// Expects a migration error with a code, and the exit status that goes with it.
func expect(
  _ code: String, status: Int32 = 1, location: Testing.SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("it succeeded", sourceLocation: location)
  } catch let error as MigrationError {
    #expect(error.code == code, "\(error.message)", sourceLocation: location)
    #expect(error.exitStatus == status, sourceLocation: location)
  } catch { Issue.record(error, sourceLocation: location) }
}
