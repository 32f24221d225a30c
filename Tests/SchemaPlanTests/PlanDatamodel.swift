import BackendInterface
import DatabaseAccess
import Diagnostics
import Providers
import SchemaModel
import TestSupport
import Testing

/// Reads models for a provider; the test ends when they are not valid.
///
/// They get a datasource for the provider where they have none.
func datamodel(_ models: String, for provider: String = "postgresql") throws -> Datamodel {
  let header = "datasource db {\n  provider = \"\(provider)\"\n}\n"
  let text = models.hasPrefix("datasource ") ? models : header + models
  let file = SourceFile(path: "schema.prisma", text: text)
  let analysis = analyze([file], rules: allProviders)
  let errors = analysis.diagnostics.filter { $0.severity == .error }.map(\.message)
  try #require(errors.isEmpty, "\(errors)")
  return analysis.datamodel
}

/// Runs `body` in a new database on the PostgreSQL server of the tests.
func withScratch<Product: Backend>(
  _ backend: Product, _ body: (Product.Schema, any DatabaseSession) throws -> Void
) throws {
  let url = try DatabaseURL(try #require(TestPostgres.url))
  try backend.withScratchDatabase(
    beside: url, shadowURL: nil, namespaces: [], wrap: { $0 as any Error }
  ) {
    session in
    try body(backend.schema, session)
  }
}
