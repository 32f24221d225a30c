import FileSystem
import FoundationEssentials
import Glibc
import JSON
import SwismaClient
import SwismaEmbedded
import TestSupport
import Testing

/// Values on their way through a client into a database and back.
struct ValueRoundTripTests {
  private static let scalars = """
    enum Color {
      red
      green @map("GREEN")
    }

    model Thing {
      id Int       @id @default(autoincrement())
      s  String?
      b  Boolean?
      i  Int?
      l  BigInt?
      f  Float?
      d  Decimal?
      t  DateTime?
      j  Json?
      y  Bytes?
      e  Color?
    }
    """
  private static let lists = """
    enum Color {
      red
      green @map("GREEN")
    }

    model Thing {
      id Int        @id @default(autoincrement())
      s  String[]
      b  Boolean[]
      i  Int[]
      l  BigInt[]
      f  Float[]
      d  Decimal[]
      t  DateTime[]
      j  Json[]
      y  Bytes[]
      e  Color[]
    }
    """
  private static let scalarColumns = """
    (id INTEGER PRIMARY KEY, s TEXT, b BOOLEAN, i INTEGER, l BIGINT, f REAL, d DECIMAL, t DATETIME,
    j JSONB, y BLOB, e TEXT)
    """
  private static let postgresTypes = [
    "s TEXT", "b BOOLEAN", "i INTEGER", "l BIGINT", "f DOUBLE PRECISION", "d DECIMAL(65,30)",
    "t TIMESTAMP(3)", "j JSONB", "y BYTEA", "e \"Color\"",
  ]

  private static let strings = ["", "a", "é😀", "line\nbreak\t\u{1}", "'\"\\{},NULL", "NULL"]
  private static let integers: [Int64] = [0, 1, -1, 2_147_483_647, -2_147_483_648]
  private static let longIntegers = integers + [9_007_199_254_740_993, .max, .min]
  private static let doubles = [
    0, 1.5, -0.1, 1e300, .leastNonzeroMagnitude, 1e20, .infinity,
  ]
  private static let decimals = ["0", "1.5", "-12.25", "1000", "0.0001"]
    .compactMap { DecimalNumber($0) }
  private static let dates = [0, -0.001, 1.5, 253_402_300_799.999, -62_135_596_800]
    .map { Date(timeIntervalSince1970: $0) }
  private static let documents: [JSONValue] = [
    .null, .boolean(true), .number("12"), .number("1.5"), .string(""), .string("12"),
    .array([.null, .array([]), .number("-1")]),
    .object([.init("a", .object([])), .init("é", .string("\"\\"))]),
  ]
  private static let blobs: [Bytes] = [[], [0], [0xFF, 0x5C, 0x78, 0x00]]

  @Test("SQLite: every scalar comes back as it went in, and is found by its value")
  func sqlite() async throws {
    try await onSQLite { things in
      try await check(things)
    }
  }

  @Test(
    "PostgreSQL: every scalar comes back as it went in, and is found by its value",
    .enabled(if: TestPostgres.isAvailable))
  func postgres() async throws {
    try await onPostgres(Self.scalars, Self.postgresTypes) { things, _ in
      try await check(things)
    }
  }

  @Test(
    "PostgreSQL: every scalar list comes back as it went in, and is found by its value",
    .enabled(if: TestPostgres.isAvailable))
  func lists() async throws {
    try await onPostgres(Self.lists, Self.postgresTypes.map { "\($0)[]" }) { things, _ in
      try await check(things, "s", list: Self.strings)
      try await check(things, "b", list: [true, false])
      try await check(things, "i", list: Self.integers)
      try await check(things, "l", list: Self.longIntegers)
      try await check(things, "f", list: Self.doubles)
      try await check(things, "t", list: Self.dates)
      try await check(things, "y", list: Self.blobs)
      try await check(things, "e", list: [Color.red, .green])
      try await check(things, "j", list: Self.documents)
      let decimals: [DecimalNumber] = try await things.written("d", Self.decimals.inputValue).list(
        "d")
      #expect(
        decimals.map { Double($0.description) } == Self.decimals.map { Double($0.description) })
      try await check(things, "s", list: [String]())
    }
  }

  @Test(
    "A list that a client cannot hold fails with a sentence",
    .enabled(if: TestPostgres.isAvailable))
  func strangeLists() async throws {
    try await onPostgres(Self.lists, Self.postgresTypes.map { "\($0)[]" }) { things, transport in
      for (array, problem) in [
        ("'{1,NULL}'", "holds an element that is null"), ("'{{1},{2}}'", "is not a list"),
      ] {
        try await transport.runScript(
          "DELETE FROM \"Thing\"; INSERT INTO \"Thing\"(i) VALUES (\(array))")
        await #expect(throws: ClientError(code: "Q0002", "the answer's member `i` \(problem)")) {
          for thing in try await things.findMany() {
            let _: [Int] = try thing.record.list("i")
          }
        }
      }
      try await transport.runScript(
        "DELETE FROM \"Thing\"; INSERT INTO \"Thing\"(i) VALUES ('[3:4]={1,2}')")
      let numbers: [Int] = try #require(try await things.findFirst()).record.list("i")
      #expect(numbers == [1, 2])
    }
  }

  private func check(_ things: ModelDelegate<Thing>) async throws {
    for value in Self.strings { try await check(things, "s", value) }
    for value in [true, false] { try await check(things, "b", value) }
    for value in Self.integers { try await check(things, "i", Int(value)) }
    for value in Self.longIntegers { try await check(things, "l", value) }
    for value in Self.doubles { try await check(things, "f", value) }
    for value in Self.dates { try await check(things, "t", value) }
    for value in Self.documents { try await check(things, "j", value) }
    for value in Self.blobs { try await check(things, "y", value) }
    for value in [Color.red, .green] { try await check(things, "e", value) }
    for value in Self.decimals {
      let read: DecimalNumber = try await things.written("d", value.inputValue).value("d")
      #expect(Double(read.description) == Double(value.description))
      let found = try await things.findMany(where: Thing.Where("d", value.inputValue))
      #expect(found.count == 1)
    }
  }

  /// Writes a value, reads it, and finds no other record by it.
  private func check<Value: ScalarValue>(
    _ things: ModelDelegate<Thing>, _ field: String, _ value: Value
  ) async throws {
    let record = try await things.written(field, value.inputValue)
    #expect(try record.value(field) == value)
    let equal = InputValue.object([.init("equals", value.inputValue)])
    let found = try await things.findMany(where: Thing.Where(field, equal))
    #expect(try found.map { try $0.record.value("id") } == [try record.value("id") as Int])
  }

  private func check<Value: ScalarValue>(
    _ things: ModelDelegate<Thing>, _ field: String, list: [Value]
  ) async throws {
    let record = try await things.written(field, list.inputValue)
    #expect(try record.list(field) == list)
    let equal = InputValue.object([.init("equals", list.inputValue)])
    let found = try await things.findMany(where: Thing.Where(field, equal))
    #expect(try found.map { try $0.record.value("id") } == [try record.value("id") as Int])
  }

  private func onSQLite(_ body: (ModelDelegate<Thing>) async throws -> Void) async throws {
    let folder = try TemporaryDirectory()
    let path = Path.join(folder.path, "values.db")
    try FileSystem.writeAtomically([], to: path)
    let transport = try EmbeddedTransport(
      schema: "datasource db {\n  provider = \"sqlite\"\n}\n" + Self.scalars, url: "file:\(path)")
    try await transport.runScript("CREATE TABLE \"Thing\" \(Self.scalarColumns)")
    try await body(ModelDelegate(transport))
    await transport.close()
  }

  private func onPostgres(
    _ schema: String, _ columns: [String],
    _ body: (ModelDelegate<Thing>, EmbeddedTransport) async throws -> Void
  ) async throws {
    let name = "values_\(getpid())_\(UInt32.random(in: 0...UInt32.max))"
    let provider = "datasource db {\n  provider = \"postgresql\"\n}\n"
    let server = try EmbeddedTransport(
      schema: provider + Self.scalars, url: try #require(TestPostgres.url))
    try await server.runScript("CREATE SCHEMA \(name)")
    let url = try #require(TestPostgres.url)
    let transport = try EmbeddedTransport(
      schema: provider + schema, url: "\(url)\(url.contains("?") ? "&" : "?")schema=\(name)")
    do {
      try await transport.runScript(
        """
        CREATE TYPE "Color" AS ENUM ('red', 'GREEN');
        CREATE TABLE "Thing" (id SERIAL PRIMARY KEY, \(columns.joined(separator: ", ")));
        """)
      try await body(ModelDelegate(transport), transport)
    } catch {
      try await server.runScript("DROP SCHEMA \(name) CASCADE")
      throw error
    }
    await transport.close()
    try await server.runScript("DROP SCHEMA \(name) CASCADE")
    await server.close()
  }
}

extension ModelDelegate<Thing> {
  /// The only record, with one value.
  fileprivate func written(_ field: String, _ value: InputValue) async throws -> RecordReader {
    _ = try await deleteMany()
    _ = try await create(data: Thing.Values())
    return try await create(data: Thing.Values(field, value)).record
  }
}

private enum Color: String, EnumValue {
  case red
  case green
}

/// A record as it is read, whatever its fields are.
private struct Thing: WritableModel {
  static let modelName = "Thing"
  static let scalarFields = ["id", "s", "b", "i", "l", "f", "d", "t", "j", "y", "e"]

  let record: RecordReader

  init(from record: RecordReader) { self.record = record }

  enum Field: String, Sendable { case id }

  struct Where: WhereInput {
    let inputValue: InputValue

    init(inputValue: InputValue) { self.inputValue = inputValue }

    init(_ field: String, _ value: InputValue) { inputValue = .object([.init(field, value)]) }
  }

  struct Values: InputConvertible {
    let inputValue: InputValue

    init() { inputValue = .object([InputValue.Member]()) }

    init(_ field: String, _ value: InputValue) { inputValue = .object([.init(field, value)]) }
  }

  struct OrderBy: InputConvertible {
    var inputValue: InputValue { .null }
  }

  struct Include: IncludeInput {
    var field: ClientRequest.Field { .init("none") }
  }

  typealias Unique = NothingUnique
  typealias Create = Values
  typealias Update = Values
}
