import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import JSON
import Providers
import SchemaModel
import Testing

@testable import QueryEngine

/// Every code with its facts, and the text that programs match on.
struct ClientErrorTextTests {
  private typealias Facts = [(String, QueryError.Meta)]

  private static let table: [(code: String, facts: Facts, text: String)] = [
    ("P1001", [("message", .string("No route."))], "Can't reach database server. No route."),
    (
      "P1008", [],
      "Socket timeout (the database failed to respond to a query within the configured timeout)."
    ),
    ("P1017", [], "Server has closed the connection."),
    (
      "P2000", [("column_name", .string("a"))],
      "The provided value for the column is too long for the column's type. Column: a"
    ),
    (
      "P2002", [("target", .list([.string("a"), .string("b")]))],
      "Unique constraint failed on the fields: (`a`,`b`)"
    ),
    (
      "P2002", [("target", .string("a_key"))], "Unique constraint failed on the constraint: `a_key`"
    ),
    ("P2002", [("target", .null)], "Unique constraint failed on the (not available)"),
    ("P2003", [("constraint", .null)], "Foreign key constraint violated on the foreign key"),
    (
      "P2003", [("constraint", .string("a_fkey"))],
      "Foreign key constraint violated on the constraint: `a_fkey`"
    ),
    (
      "P2010", [("code", .string("1")), ("message", .string("no such table: x"))],
      "Raw query failed. Code: `1`. Message: `no such table: x`"
    ),
    (
      "P2011", [("constraint", .list([.string("a")]))],
      "Null constraint violation on the fields: (`a`)"
    ),
    (
      "P2014",
      [
        ("relation_name", .string("AToB")), ("model_a_name", .string("A")),
        ("model_b_name", .string("B")),
      ],
      "The change you are trying to make would violate the required relation 'AToB' between the "
        + "`A` and `B` models."
    ),
    (
      "P2017",
      [
        ("relation_name", .string("AToB")), ("parent_name", .string("A")),
        ("child_name", .string("B")),
      ],
      "The records for relation `AToB` between the `A` and `B` models are not connected."
    ),
    (
      "P2018", [("details", .string("Why."))],
      "The required connected records were not found. Why."
    ),
    ("P2019", [("details", .string("Why."))], "Input error. Why."),
    ("P2020", [("details", .string("why"))], "Value out of range for the type: why"),
    (
      "P2021", [("table", .string("main.A"))],
      "The table `main.A` does not exist in the current database."
    ),
    (
      "P2022", [("column", .string("a"))],
      "The column `a` does not exist in the current database."
    ),
    ("P2023", [("message", .string("why"))], "Inconsistent column data: why"),
    (
      "P2024", [("message", .string("Why."))],
      "Timed out fetching a new connection from the connection pool. Why."
    ),
    (
      "P2025", [("cause", .string("Why."))],
      "An operation failed because it depends on one or more records that were required but not "
        + "found. Why."
    ),
    ("P2028", [("error", .string("Why."))], "Transaction API error: Why."),
    (
      "P2032",
      [("field", .string("a")), ("expected_type", .string("Int")), ("found", .string("null"))],
      "Error converting field \"a\" of expected non-nullable type \"Int\", found incompatible value "
        + "of \"null\"."
    ),
    (
      "P2034", [],
      "Transaction failed due to a write conflict or a deadlock. Please retry your transaction"
    ),
  ]

  @Test("A code with its facts has this text", arguments: table.indices)
  func text(row: Int) throws {
    let (code, facts, text) = Self.table[row]
    let meta = facts.map { QueryError.Member($0.0, $0.1) }
    let error = try #require(Self.written(QueryError(code, "for people", meta: meta)))
    #expect(error["error"]?.stringValue == text)
    let told = error["user_facing_error"]
    #expect(told?["message"]?.stringValue == text)
    #expect(told?["error_code"]?.stringValue == code)
    #expect(told?["meta"]?.objectValue?.map(\.key) == facts.map(\.0))
  }

  @Test("A code that clients do not know is not told to them", arguments: ["P2004", "Q0002", nil])
  func unknown(code: String?) throws {
    let error = try #require(Self.written(QueryError(code, "the check `c` failed")))
    let text = "Error occurred during query execution:\nthe check `c` failed"
    #expect(error["error"]?.stringValue == text)
    let told = error["user_facing_error"]
    #expect(told?["message"]?.stringValue == text)
    #expect(told?["error_code"] == nil)
    #expect(told?["backtrace"] == .null)
  }

  private static func written(_ error: QueryError) -> JSONValue? {
    var writer = JSONWriter()
    error.write(to: &writer)
    return try? JSONReader.read(writer.bytes)
  }

  @Test("A missing table is told of with the schema of its model")
  func missingTable() throws {
    let backend = try #require(allBackends.backend(forProvider: "postgresql"))
    let schema = """
      datasource db {
        provider = "postgresql"
        url      = "postgresql://localhost/db"
        schemas  = ["auth", "public"]
      }

      model User {
        id Int @id
        @@schema("auth")
      }

      model Post {
        id Int @id
        @@schema("public")
      }
      """
    let datamodel = analyze(
      [SourceFile(path: "schema.prisma", text: schema)], rules: allProviders
    ).datamodel
    func told(_ kind: DatabaseError.Kind, _ model: String) throws -> QueryError.Meta? {
      let error = QueryError(
        DatabaseError(kind, "the database's words"), try #require(datamodel.model(named: model)),
        backend.query.queryCapabilities)
      return error.meta.first?.value
    }
    #expect(try told(.tableNotFound("User"), "User") == .string("auth.User"))
    #expect(try told(.tableNotFound("auth.User"), "User") == .string("auth.User"))
    #expect(try told(.tableNotFound("Post"), "Post") == .string("public.Post"))
    #expect(try told(.columnNotFound("t0.id"), "User") == .string("auth.User.id"))
  }

  @Test("Programs and people are told of one error in words of their own")
  func people() throws {
    let schema = """
      datasource db {
        provider = "sqlite"
        url      = "file:test.db"
      }

      model A {
        id   Int    @id
        word String
      }
      """
    func request(_ action: String, _ arguments: [QueryRequest.Argument]) -> EngineRequest {
      let key = QueryRequest.defaultResponseKey(action: action, model: "A")
      return .single(
        QueryRequest(
          action: action, model: "A", responseKey: key, arguments: arguments,
          selection: QueryRequest.Selection(allScalars: true)), .json)
    }
    let missing = request(
      "deleteOne", [.init("where", .object([.init("id", .integer(1))]))])
    let refused = request("createOne", [.init("data", .object([.init("id", .integer(1))]))])
    let table = "CREATE TABLE A(id INTEGER PRIMARY KEY, word TEXT NOT NULL)"
    try withDatabase(schema: schema, table) { engine, session in
      for (request, code, sentence, told) in [
        (
          missing, "P2025",
          "a record that the operation needs does not exist: no record was found for a delete",
          "An operation failed because it depends on one or more records that were required but not "
            + "found. No record was found for a delete."
        ),
        (
          refused, "P2009", "`createOneA.data.word` needs a value",
          "Unable to match input value to any allowed input type for the field. Parse errors: "
            + "[`data.word`: A value is required but not set, `data.word`: A value is required but "
            + "not set]"
        ),
      ] {
        let error = #expect(throws: QueryError.self) {
          try engine.answers(to: request, on: session)
        }
        #expect(error?.message == sentence)
        #expect(error?.code == code)
        let answer = try JSONReader.read(engine.respond(to: request, on: session))
        let facts = answer["errors"]?.arrayValue?.first?["user_facing_error"]
        #expect(facts?["message"]?.stringValue == told)
        #expect(facts?["error_code"]?.stringValue == code)
      }
    }
  }
}
