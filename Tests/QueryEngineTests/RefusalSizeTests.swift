import BackendCatalog
import BackendInterface
import Diagnostics
import JSON
import Providers
import SchemaModel
import TestSupport
import Testing

@testable import QueryEngine

/// What a client is told of a refused request stays small, however the request is nested.
struct RefusalSizeTests {
  private static let schema = """
    datasource db {
      provider = "sqlite"
      url      = "file:test.db"
    }

    model A {
      id      Int  @id
      a       A?   @relation("Tree", fields: [aId], references: [id])
      aId     Int?
      bs      A[]  @relation("Tree")
      is      A?   @relation("Is", fields: [isId], references: [id])
      isId    Int?
      areThat A[]  @relation("Is")
    }
    """

  @Test(
    "Each level of nested data has two forms, and the failures do not double", arguments: 1...24)
  func create(levels: Int) throws {
    let leaf = ArgumentValue.object([.init("nope", .integer(1))])
    let data = (0..<levels).reduce(leaf) { data, level in
      let create = ArgumentValue.object([.init("create", data)])
      return .object([
        .init("id", .integer(Int64(level))), .init("bs", create),
      ])
    }
    #expect(try Self.sizeOfFailure("createOne", "data", data) < 100_000)
  }

  @Test("A relation that is named like a test of relations is read once", arguments: [10, 40])
  func filter(levels: Int) throws {
    let leaf = ArgumentValue.object([.init("nope", .integer(1))])
    let filter = (0..<levels).reduce(leaf) { filter, _ in .object([.init("is", filter)]) }
    #expect(try Self.sizeOfFailure("findMany", "where", filter) < 100_000)
  }

  @Test("What fits is read once, too, where another argument is refused")
  func fitting() throws {
    let data = (0..<40).reduce(ArgumentValue.object([.init("id", .integer(0))])) { data, level in
      .object([
        .init("id", .integer(Int64(level + 1))),
        .init("bs", .object([.init("create", .list([data]))])), .init("isId", .null),
      ])
    }
    #expect(try Self.sizeOfFailure("createOne", "data", data, selecting: "nope") < 10_000)
  }

  private static func sizeOfFailure(
    _ action: String, _ name: String, _ value: ArgumentValue, selecting field: String = "id"
  ) throws -> Int {
    let datamodel = analyze(
      [SourceFile(path: "schema.prisma", text: schema)], rules: allProviders
    ).datamodel
    let backend = try #require(allBackends.backend(forProvider: "sqlite"))
    var validator = RequestValidator(
      schema: RequestSchema(
        datamodel: datamodel, capabilities: backend.query.queryCapabilities), dialect: .json)
    var request = QueryRequest(
      action: action, model: "A",
      responseKey: QueryRequest.defaultResponseKey(action: action, model: "A"),
      arguments: [.init(name, value)])
    request.selection.fields = [QueryRequest.SelectedField(field)]
    let found = validator.failure(of: request)
    let failure = try #require(found)
    var writer = JSONWriter()
    QueryError("P2009", "for people").described(as: failure).write(to: &writer)
    return writer.bytes.count
  }
}
