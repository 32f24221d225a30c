import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import Migration
import Providers
import SchemaModel
import TestSupport
import Testing

/// The cases of `fixtures/migrate`: a schema before and after, and what happens.
///
/// Each case is planned for every product of the build; on SQLite it is also carried out on a
/// database with rows (`rows.sql`), read back, and planned again, which must find nothing to do.
struct MigrateFixtureTests {
  @Test(
    "Plans, checks and results are as expected", arguments: Fixture.all("migrate", suffix: ".txtar")
  )
  func check(_ fixture: Fixture) throws {
    var archive = TextArchive(try fixture.text)
    let inputs = ["previous.prisma", "next.prisma", "renames", "setup.sql", "rows.sql"]
    archive.entries.removeAll { !inputs.contains($0.name) }
    for backend in allBackends.all {
      let provider = backend.rules.provider
      let results = try results(of: backend, archive)
      for (name, text) in results {
        archive.entries.append(.init(name: "\(provider).\(name)", text: text))
      }
    }
    try expectText(archive.text, equalsFile: fixture.path)
  }

  private func results(
    of backend: some Backend, _ archive: TextArchive
  ) throws -> [(name: String, text: String)] {
    let provider = backend.rules.provider
    let driver = backend.schema
    let next = driver.desiredSchema(for: try datamodel(archive["next.prisma"] ?? "", for: provider))
    let previous = driver.desiredSchema(
      for: try datamodel(archive["previous.prisma"] ?? "", for: provider))
    guard provider == "sqlite" else {
      let plan = driver.plan(from: previous, to: next, renames: renames(in: archive))
      return planned(plan)
    }
    return try backend.withScratchDatabase(beside: nil, shadowURL: nil, wrap: { $0 as any Error }) {
      session in
      let creation = driver.plan(from: driver.emptySchema, to: previous, renames: [])
      try driver.run(script: creation.script().text, on: session) { _ in }
      try session.runScript(archive["setup.sql"] ?? "")
      try session.runScript(archive["rows.sql"] ?? "")
      let live = try driver.introspect(session, filter: SchemaFilter())
      let plan = driver.plan(from: live, to: next, renames: renames(in: archive))
      var results = planned(plan)
      let report = try DataLossReport(plan.checks, in: session)
      let findings =
        report.unexecutable.map { "refused: \($0.text)\n" }
        + report.warnings.map { "warning: \($0.text)\n" }
      if !findings.isEmpty { results.append(("checks", findings.joined())) }
      guard report.unexecutable.isEmpty else { return results }
      try driver.run(script: plan.script().text, on: session) { _ in }
      let again = driver.plan(
        from: try driver.introspect(session, filter: SchemaFilter()), to: next, renames: [])
      #expect(again.isEmpty, "planned again: \(again.script().text)")
      results.append(("rows", try rows(session)))
      return results
    }
  }

  /// What a plan says before any database is asked.
  private func planned(_ plan: some MigrationPlan) -> [(name: String, text: String)] {
    let comment = DataLossReport.comment(for: plan.checks)
    return [("sql", plan.script().text), ("changes", changes(of: plan))]
      + (comment.isEmpty ? [] : [("comment", comment)])
  }

  /// One change a line with its risk and the number of its statements, and what looks renamed.
  private func changes(of plan: some MigrationPlan) -> String {
    let changes = PlannedChange.list(plan, findings: nil).map { change in
      let owner = change.summary.object.owner.map { " of \($0)" } ?? ""
      return "\(change.summary.kind.rawValue) \(change.summary.object.text)\(owner): "
        + "\(change.risk.rawValue), statements: \(change.statements.count)\n"
    }
    return (changes + plan.suspectedRenames.map { "perhaps renamed: \($0.text)\n" }).joined()
  }

  /// One rename a line: `table previous next`, `column table previous next` or
  /// `value enum previous next`.
  private func renames(in archive: TextArchive) -> [Rename] {
    (archive["renames"] ?? "").split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      return switch words.first {
      case "table": Rename(.table, from: words[1], to: words[2])
      case "value": Rename(.enumValue(enumeration: words[1]), from: words[2], to: words[3])
      case "column": Rename(.column(table: words[1]), from: words[2], to: words[3])
      default: nil
      }
    }
  }

  /// All rows of all tables, and what else there is that rows depend on.
  private func rows(_ session: any DatabaseSession) throws -> String {
    let objects = try session.fetch(
      Statement(
        """
        SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY type, name
        """))
    var text = ""
    for row in 0..<objects.rowCount {
      let name = objects.string(row, 1) ?? ""
      text += "\(objects.string(row, 0) ?? "") \(name)\n"
      guard ["table", "view"].contains(objects.string(row, 0)) else { continue }
      let quoted = name.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      guard let rows = try? session.fetch(Statement("SELECT * FROM \"\(quoted)\"")) else {
        text += "  does not work\n"
        continue
      }
      for row in 0..<rows.rowCount {
        let cells = (0..<rows.columnCount).map { rows.string(row, $0) ?? "NULL" }
        text += "  " + cells.joined(separator: "|") + "\n"
      }
    }
    return text
  }
}
