import BackendInterface
import BackendTestSupport
import DatabaseAccess
import Diagnostics
import Providers
import SchemaModel
import SchemaSyntax
import TestSupport
import Testing

/// Random schemas become databases, and the databases schemas again.
///
/// The number of schemas and the first seed are those of `MigrationPropertyTests`.
struct PullPropertyTests {
  @Test(
    "On SQLite a schema survives the way through a database",
    arguments: MigrationPropertyTests.seeds)
  func sqlite(seed: UInt64) throws {
    try ScratchDatabase.onSQLite { try check($0, .sqlite, at: $1, seed: seed) }
  }

  @Test(
    "On PostgreSQL a schema survives the way through a database",
    .enabled(if: TestPostgres.isAvailable), arguments: MigrationPropertyTests.seeds)
  func postgres(seed: UInt64) throws {
    try ScratchDatabase.onPostgres { backend, url, _ in
      try check(backend, .postgres, at: url, seed: seed)
    }
  }

  private func check(
    _ backend: some Backend, _ flavor: Flavor, at url: DatabaseURL, seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let schema = RandomSchema(flavor: flavor, using: &generator)
    let text = schema.text
    let file = SourceFile(path: "schema.prisma", text: text)
    let original = try datamodel(file)
    _ = try backend.createDatabase(at: url)
    let session = try backend.connect(to: url)
    defer { session.close() }
    let driver = backend.schema
    let wanted = driver.desiredSchema(for: original)
    let creation = driver.plan(from: driver.emptySchema, to: wanted, renames: [])
    try driver.run(script: creation.script().text, on: session) { _ in }
    let structure = try driver.introspect(
      session, filter: SchemaFilter(namespaces: schema.hasNamespaces ? ["other", "public"] : []))

    let again = driver.datamodel(from: structure, previous: original, naming: .keep)
    #expect(Set(again.datamodel.models.map(\.name)) == Set(original.models.map(\.name)))
    let merged = DatamodelWriter(again.datamodel, previous: original).merge(
      into: SchemaSyntax.parse(file, index: 0), additions: [])
    expectText(merged.text, equals: text)

    // Everything before the first model or enum: the datasource and the generator.
    let head = try #require(text.firstRange(of: "\n}\n"))
    for naming in NamingPolicy.allCases {
      let pulled = try freshSchema(
        driver, structure, original, naming, head: String(text[..<head.upperBound]) + "\n")
      let asked = driver.desiredSchema(for: pulled.datamodel)
      for (name, plan) in [
        ("to the original", driver.plan(from: asked, to: wanted, renames: [])),
        ("from the original", driver.plan(from: wanted, to: asked, renames: [])),
        ("from the database", driver.plan(from: structure, to: asked, renames: [])),
      ] {
        #expect(plan.isEmpty, "\(name): \(plan.script().text)\n\(pulled.text)\nmade of\n\(text)")
      }
    }
  }

  /// What is pulled where there is no schema yet: its text, and what that text means.
  private func freshSchema<Driver: SchemaDriver>(
    _ driver: Driver, _ structure: Driver.Schema, _ original: Datamodel, _ naming: NamingPolicy,
    head: String
  ) throws -> (text: String, datamodel: Datamodel) {
    let configuration = original.configuration
    let pulled = driver.datamodel(
      from: structure, previous: Datamodel(configuration: configuration), naming: naming)
    let writer = DatamodelWriter(pulled.datamodel)
    let blocks =
      pulled.datamodel.models.map(writer.block(for:))
      + pulled.datamodel.enums.map(writer.block(for:))
    let text = head + blocks.joined(separator: "\n")
    let file = SourceFile(path: "pulled.prisma", text: text)
    return (text, try datamodel(file))
  }

  private func datamodel(_ file: SourceFile) throws -> Datamodel {
    let analysis = analyze([file], rules: allProviders)
    let errors = analysis.diagnostics.filter { $0.severity == .error }.map(\.message)
    try #require(errors.isEmpty, "\(errors)\n\(file.text)")
    return analysis.datamodel
  }
}
