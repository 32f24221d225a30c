import BackendInterface
import BackendTestSupport
import DatabaseAccess
import Glibc
import JSON
import QueryEngine
import TestSupport
import Testing

/// Random requests on random rows, answered by the engine and by an evaluator over arrays.
///
/// The number of requests is 500 a product, or the value of `SWISMA_PROPERTY_REQUESTS`; the
/// seeds count up from 1, or from `SWISMA_PROPERTY_SEED`, and each has rows of its own.
struct QueryPropertyTests {
  private static let requestsPerSeed: UInt64 = 100

  static let seeds: [UInt64] = {
    let first = number("SWISMA_PROPERTY_SEED") ?? 1
    let requests = number("SWISMA_PROPERTY_REQUESTS") ?? 500
    return Array(first..<(first + max(1, requests / requestsPerSeed)))
  }()

  private static func number(_ variable: String) -> UInt64? {
    unsafe getenv(variable).flatMap { unsafe UInt64(String(cString: $0)) }
  }

  @Test("On SQLite the engine answers like an evaluator over arrays", arguments: seeds)
  func sqlite(seed: UInt64) throws {
    try ScratchDatabase.onSQLite { backend, url in
      _ = try backend.createDatabase(at: url)
      try check(backend, .sqlite, at: url, seed: seed)
    }
  }

  @Test(
    "On PostgreSQL the engine answers like an evaluator over arrays",
    .enabled(if: TestPostgres.isAvailable), arguments: seeds)
  func postgres(seed: UInt64) throws {
    try ScratchDatabase.onPostgres { backend, url, server in
      // The order of texts is that of their bytes, whatever the server's own is.
      try server.runScript(
        """
        CREATE DATABASE "\(url.path)" TEMPLATE template0 ENCODING 'UTF8' \
        LC_COLLATE 'C' LC_CTYPE 'C'
        """)
      try check(backend, .postgresql, at: url, seed: seed)
    }
  }

  private func check(
    _ backend: some Backend, _ product: Product, at url: DatabaseURL, seed: UInt64
  ) throws {
    let shape = try Shape(provider: product.rawValue)
    var generator = SeededGenerator(seed: seed)
    let tables = Tables(of: shape, using: &generator)
    let session = try backend.connect(to: url)
    defer { session.close() }
    let driver = backend.schema
    let creation = driver.plan(
      from: driver.emptySchema, to: driver.desiredSchema(for: shape.datamodel), renames: [])
    try driver.run(script: creation.script().text, on: session) { _ in }
    let database = Database(
      engine: QueryEngine(datamodel: shape.datamodel, backend: backend), session: session,
      shape: shape)
    try database.fill(tables)
    let filled = try database.tables()
    try #require(filled == tables, "seed \(seed): \(filled.text)\ninstead of\n\(tables.text)")

    var requests = RandomRequests(
      shape: shape, product: product, tables: tables, generator: generator)
    let evaluator = Evaluator(shape: shape, product: product, tables: tables)
    for _ in 0..<Self.requestsPerSeed {
      let request = requests.request()
      guard let fault = try fault(of: request, evaluator, database) else { continue }
      let shrunk =
        fault.kind == .error("P2009")
        ? request
        : request.shrunk { smaller in
          isComplete(smaller)
            && (try? self.fault(of: smaller, evaluator, database))??.kind == fault.kind
        }
      let shown = try self.fault(of: shrunk, evaluator, database) ?? fault
      Issue.record("seed \(seed): \(shown.text)\n\(shrunk.text)\nfrom \(request.text)")
    }
  }

  private struct Fault {
    enum Kind: Equatable {
      case answer
      case tables
      /// An answer that tells of an error with a code.
      case error(String?)
    }

    var kind: Kind
    var text: String
  }

  /// Whether a request still says what the evaluator needs to know.
  private func isComplete(_ request: JSONValue) -> Bool {
    guard request["modelName"] != nil, request["action"] != nil, let query = request["query"]
    else { return false }
    if request["action"] == "groupBy" {
      guard let by = query["arguments"]?["by"]?.elements, !by.isEmpty else { return false }
      let order = query["arguments"]?["orderBy"]?.elements ?? []
      let isTotal = by.allSatisfy { name in
        order.contains { $0.members?.first?.key == name.stringValue }
      }
      let isPaged = ["take", "skip"].contains { query["arguments"]?[$0] != nil }
      return isTotal || !isPaged
    }
    return selectsAll(query)
  }

  /// Whether something is selected wherever something can be.
  private func selectsAll(_ query: JSONValue) -> Bool {
    guard let selection = query["selection"]?.members, !selection.isEmpty else { return false }
    return selection.allSatisfy { member in
      guard member.value.members != nil else { return member.value == true }
      return member.key == "_count" ? member.value["selection"] != nil : selectsAll(member.value)
    }
  }

  /// What is wrong with the engine's answer; the database is as before.
  private func fault(
    of request: JSONValue, _ evaluator: Evaluator, _ database: Database
  ) throws -> Fault? {
    let isWrite =
      request["action"]?.stringValue?.contains("Many") == true
      && request["action"] != "findMany"
    let (answer, tables) =
      isWrite ? try database.tried(request) : (try database.answer(to: request), nil)
    guard let data = answer["data"]?.objectValue?.first?.value else {
      let error = answer["errors"]?.arrayValue?.first?["user_facing_error"]
      return Fault(kind: .error(error?["error_code"]?.stringValue), text: answer.text)
    }
    var evaluator = evaluator
    let expected = evaluator.answer(request)
    if !expected.matches(data) {
      return Fault(kind: .answer, text: "answered\n\(data.text)\ninstead of\n\(expected.text)")
    }
    guard let tables, tables != evaluator.tables else { return nil }
    return Fault(
      kind: .tables, text: "left\n\(tables.text)\ninstead of\n\(evaluator.tables.text)")
  }
}
