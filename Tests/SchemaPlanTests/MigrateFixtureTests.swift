import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import Migration
import SchemaModel
import TestSupport
import Testing

/// The cases of `fixtures/migrate`: a schema before and after, and what happens.
///
/// Each case is planned for every product of the build. Where there is a database it is also carried
/// out on one with rows (`rows.sql`), read back, and planned again, which must find nothing to do.
/// What a product needs to be told in its own words is in files that begin with its name, such as
/// `postgresql.rows.sql`; the cases of a folder with the name of a product are carried out on that
/// one only.
struct MigrateFixtureTests {
  @Test(
    "Plans, checks and results are as expected", arguments: Fixture.all("migrate", suffix: ".txtar")
  )
  func check(_ fixture: Fixture) throws {
    let recorded = TextArchive(try fixture.text)
    let providers = allBackends.all.map(\.rules.provider)
    let inputs = ["previous.prisma", "next.prisma", "renames", "setup.sql", "rows.sql"]
    let own = providers.flatMap { ["\($0).setup.sql", "\($0).rows.sql"] }
    var archive = recorded
    archive.entries.removeAll { !(inputs + own).contains($0.name) }
    let cases = archive
    for backend in allBackends.all {
      let provider = backend.rules.provider
      let folder = providers.first { fixture.name.hasPrefix("migrate/\($0)/") }
      let isElsewhere = folder != nil && folder != provider
      guard !isElsewhere || provider == "postgresql" else { continue }
      let url = isElsewhere ? nil : try Self.url(for: provider)
      for (name, text) in try results(of: backend, cases, beside: url) {
        archive.entries.append(.init(name: "\(provider).\(name)", text: text))
      }
      guard provider == "postgresql", url == nil else { continue }
      let unseen = ["live.sql", "checks", "contents"].map { "\(provider).\($0)" }
      archive.entries += recorded.entries.filter { unseen.contains($0.name) }
    }
    try expectText(archive.text, equalsFile: fixture.path)
  }

  /// The URL of a database beside which others may be made, where that takes one.
  private static func url(for provider: String) throws -> DatabaseURL? {
    provider == "postgresql" ? try TestPostgres.url.map { try DatabaseURL($0) } : nil
  }

  private func results(
    of backend: some Backend, _ archive: TextArchive, beside url: DatabaseURL?
  ) throws -> [(name: String, text: String)] {
    let provider = backend.rules.provider
    let driver = backend.schema
    let models = try datamodel(archive["next.prisma"] ?? "", for: provider)
    let next = driver.desiredSchema(for: models)
    let previous = driver.desiredSchema(
      for: try datamodel(archive["previous.prisma"] ?? "", for: provider))
    let renames = renames(in: archive)
    var results: [(name: String, text: String)] = []
    if provider == "postgresql" {
      results = planned(driver.plan(from: previous, to: next, renames: renames))
      if url == nil { return results }
    }
    return try backend.withScratchDatabase(
      beside: url, shadowURL: nil, namespaces: [], wrap: { $0 as any Error }
    ) {
      session in
      let filter = SchemaFilter(namespaces: models.configuration.datasource?.schemas ?? [])
      let creation = driver.plan(from: driver.emptySchema, to: previous, renames: [])
      try driver.run(script: creation.script().text, on: session) { _ in }
      for name in ["setup.sql", "rows.sql"] {
        try session.runScript(archive["\(provider).\(name)"] ?? archive[name] ?? "")
      }
      let live = try driver.introspect(session, filter: filter)
      let plan = driver.plan(from: live, to: next, renames: renames)
      if results.isEmpty {
        results = planned(plan)
      } else if results[0].text != plan.script().text {
        results.append(("live.sql", plan.script().text))
      }
      let report = try DataLossReport(plan.checks, in: session)
      let findings =
        report.unexecutable.map { "refused: \($0.text)\n" }
        + report.warnings.map { "warning: \($0.text)\n" }
      if !findings.isEmpty { results.append(("checks", findings.joined())) }
      guard report.unexecutable.isEmpty else { return results }
      try driver.run(script: plan.script().text, on: session) { _ in }
      let again = driver.plan(
        from: try driver.introspect(session, filter: filter), to: next, renames: [])
      // An expectation would print the whole plan.
      if !again.isEmpty { Issue.record("planned again: \(again.script().text)") }
      results.append(
        provider == "postgresql"
          ? ("contents", try PostgresContents.text(session))
          : ("rows", try SQLiteContents.text(session)))
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
}
