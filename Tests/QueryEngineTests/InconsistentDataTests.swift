import DatabaseAccess
import JSON
import QueryEngine
import Testing

/// Cells of SQLite files that hold something else than the schema says.
struct InconsistentDataTests {
  private static let schema = """
    datasource db {
      provider = "sqlite"
      url      = "file:test.db"
    }

    enum Color {
      red
      green @map("GREEN")
    }

    model Thing {
      id Int       @id
      i  Int?
      l  BigInt?
      f  Float?
      d  Decimal?
      b  Boolean?
      t  DateTime?
      e  Color?
      s  String?
      y  Bytes?
      j  Json?
    }

    model Key {
      id    String  @id
      name  String?
      count Int
      links Link[]
    }

    model Counter {
      id    String  @id
      name  String?
      count Int     @default(dbgenerated("'x'"))
    }

    model Link {
      id  Int     @id
      key String?
      to  Key?    @relation(fields: [key], references: [id])
    }
    """

  private static let misfits = [
    ("i", "'1,\"admin\":true'"), ("i", "'x'"), ("i", "''"), ("i", "x'31'"), ("i", "1.5"),
    ("i", "9e999"), ("l", "'abc'"), ("l", "'1\"},\"x\":{\"y\":\"'"), ("l", "1.5"), ("l", "x'31'"),
    ("f", "'abc'"), ("f", "x'31'"),
    ("d", "'abc'"), ("d", "'1\",\"x\":\"'"), ("d", "x'31'"), ("d", "9e999"), ("d", "'NaN'"),
    ("b", "'abc'"), ("b", "'true,\"x\":1'"), ("b", "1.5"), ("b", "x'31'"),
    ("t", "'abc'"), ("t", "'\"'"), ("t", "2458850.5"), ("t", "9223372036854775807"), ("t", "x'31'"),
    ("e", "x'726564'"),
    ("s", "x'31'"), ("s", "CAST(x'ff41fe' AS TEXT)"), ("s", "'é' || CAST(x'e282' AS TEXT)"),
    ("e", "CAST(x'ff' AS TEXT)"), ("j", "CAST(x'22ff22' AS TEXT)"), ("t", "CAST(x'ff' AS TEXT)"),
    ("y", "'abc'"), ("y", "7"), ("y", "-1"), ("j", "x'31'"), ("j", "9e999"), ("j", "'{bad'"),
    ("j", "''"), ("j", "'[1,]'"), ("j", "'1 2'"), ("j", "'{\"a\" 1}'"), ("j", "'\"\\x\"'"),
  ]

  @Test("A cell that does not fit its field fails the request", arguments: misfits)
  func misfit(field: String, stored: String) throws {
    let answer = try answer(field, stored)
    let text = String(decoding: answer, as: UTF8.self)
    #expect(throws: Never.self) { try JSONReader.read(answer) }
    #expect(text.hasPrefix("{\"errors\":["))
    #expect(text.contains("\"error_code\":\"P2023\""))
    #expect(text.contains("\"meta\":{\"message\":\"the field `\(field)` of `Thing` holds "))
  }

  @Test(
    "A value that its enum does not have fails the request in words that clients know",
    arguments: [("'blue'", "blue"), ("'green'", "green"), ("1", "1")])
  func unknownEnumValue(stored: String, value: String) throws {
    let text = String(decoding: try answer("e", stored), as: UTF8.self)
    #expect(
      text.hasPrefix("{\"errors\":[{\"error\":\"Value '\(value)' not found in enum 'Color'\","))
    #expect(!text.contains("error_code"))
  }

  private static let fits = [
    ("i", "'12'", "12"), ("i", "2.0", "2"), ("l", "'12'", #"{"$type":"BigInt","value":"12"}"#),
    ("f", "'1.5'", "1.5"), ("d", "'1.50'", #"{"$type":"Decimal","value":"1.5"}"#),
    ("b", "'1'", "true"), ("b", "2", "true"), ("b", "0", "false"), ("s", "12", "\"12\""),
    ("t", "'1970-01-01'", #"{"$type":"DateTime","value":"1970-01-01T00:00:00.000Z"}"#),
    ("t", "1.5", #"{"$type":"DateTime","value":"1970-01-01T00:00:01.500Z"}"#),
    ("e", "'GREEN'", "\"green\""), ("e", "'red'", "\"red\""),
    ("j", "12", #"{"$type":"Json","value":"12"}"#), ("f", "9e999", "null"),
    ("f", "-9e999", "null"), ("f", "-0.0", "-0.0"),
  ]

  @Test("A cell stored in another form than usual is read where it fits", arguments: fits)
  func fit(field: String, stored: String, written: String) throws {
    #expect(
      String(decoding: try answer(field, stored), as: UTF8.self)
        == "{\"data\":{\"findManyThing\":[{\"\(field)\":\(written)}]}}")
  }

  /// An action with its query, and the field of the error; `nil` where there is none.
  private static let requiredCells: [(String, String, String?)] = [
    ("Key.findMany", #"{"selection":{"id":true}}"#, "id"),
    ("Key.findMany", #"{"selection":{"count":true}}"#, "count"),
    ("Key.findFirst", #"{"arguments":{"where":{"name":"b"}},"selection":{"id":true}}"#, "id"),
    ("Key.findMany", #"{"arguments":{"where":{"name":"a"}},"selection":{"id":true}}"#, nil),
    ("Key.findMany", #"{"selection":{"name":true}}"#, nil),
    (
      "Link.findMany", #"{"selection":{"to":{"selection":{"id":true,"count":true}}}}"#, "count"
    ),
    ("Link.findMany", #"{"selection":{"to":{"selection":{"id":true}}}}"#, nil),
    ("Key.groupBy", #"{"arguments":{"by":["id"]},"selection":{"id":true}}"#, "id"),
    ("Key.aggregate", #"{"selection":{"_min":{"selection":{"count":true}}}}"#, nil),
    (
      "Key.updateOne",
      #"{"arguments":{"where":{"id":"c"},"data":{"name":"d"}},"selection":{"count":true}}"#, "count"
    ),
  ]

  @Test("A required field without a value fails the request", arguments: requiredCells)
  func missing(action: String, query: String, field: String?) throws {
    let answer = try withDatabase(
      """
      CREATE TABLE Key(id TEXT PRIMARY KEY, name TEXT, count INTEGER);
      CREATE TABLE Link(id INTEGER PRIMARY KEY, key TEXT);
      INSERT INTO Key VALUES ('a', 'a', 1), (NULL, 'b', 2), ('c', 'c', NULL);
      INSERT INTO Link VALUES (1, 'a'), (2, NULL), (3, 'c');
      """
    ) { engine, session in
      let names = action.split(separator: ".")
      let body = #"{"modelName":"\#(names[0])","action":"\#(names[1])","query":\#(query)}"#
      return engine.respond(toBody: Array(body.utf8), on: session)
    }
    let text = String(decoding: answer, as: UTF8.self)
    guard let field else { return #expect(text.hasPrefix("{\"data\":"), "\(text)") }
    #expect(text.contains("\"error_code\":\"P2032\""), "\(text)")
    #expect(text.contains("\"meta\":{\"field\":\"\(field)\",\"expected_type\":"), "\(text)")
    #expect(text.contains("\"found\":\"null\""))
  }

  private static let unreadableWrites = [
    ("createOne", #"{"data":{"id":"n"}}"#), ("createManyAndReturn", #"{"data":[{"id":"n"}]}"#),
    ("updateOne", #"{"where":{"id":"a"},"data":{"name":"n"}}"#),
    ("updateManyAndReturn", #"{"where":{"id":"a"},"data":{"name":"n"}}"#),
    ("deleteOne", #"{"where":{"id":"a"}}"#),
    ("upsertOne", #"{"where":{"id":"a"},"create":{"id":"a"},"update":{"name":"n"}}"#),
    ("upsertOne", #"{"where":{"id":"n"},"create":{"id":"n"},"update":{"name":"n"}}"#),
  ]

  @Test("A write whose record cannot be read is undone", arguments: unreadableWrites)
  func unreadableWrite(action: String, arguments: String) throws {
    try withDatabase(
      """
      CREATE TABLE Counter(id TEXT PRIMARY KEY, name TEXT, count INTEGER DEFAULT 'x');
      INSERT INTO Counter VALUES ('a', 'a', 'x');
      """
    ) { engine, session in
      let body = """
        {"modelName":"Counter","action":"\(action)","query":{"arguments":\(arguments),\
        "selection":{"$scalars":true}}}
        """
      let answer = engine.respond(toBody: Array(body.utf8), on: session)
      let text = String(decoding: answer, as: UTF8.self)
      #expect(text.contains("\"error_code\":\"P2023\""), "\(text)")
      let request = try EngineRequestParser(datamodel: engine.datamodel).parse(Array(body.utf8))
      if case .single(let query, _) = request {
        #expect(throws: QueryError.self) { try engine.execute(query, on: session) }
      }
      let rows = try session.fetch(Statement("SELECT id, name FROM Counter"))
      #expect(rows.rowCount == 1)
      #expect(rows.string(0, 1) == "a")
      #expect(!session.isInTransaction)
    }
  }

  private static let rawCells = [
    ("INTEGER", "'1,true'", "\"1,true\""), ("INTEGER", "1.5", "1.5"), ("REAL", "'x'", "\"x\""),
    ("REAL", "9e999", "null"), ("BOOLEAN", "'x'", "\"x\""), ("JSON", "'1,2'", "\"1,2\""),
    ("JSON", "'{\"a\": ' || char(10) || '1}'", "{\"a\":1}"), ("DATETIME", "'\"'", "\"\\\"\""),
  ]

  @Test("A raw query shows what the cell holds, as a string", arguments: rawCells)
  func raw(type: String, stored: String, written: String) throws {
    let answer = String(decoding: try rawAnswer(type, stored), as: UTF8.self)
    #expect(answer.hasSuffix("\"rows\":[[\(written)]]}}}"))
  }

  @Test(
    "A raw query fails where clients would convert what is not a value of the type",
    arguments: [("BIGINT", "'\",\"'"), ("DECIMAL", "'x'"), ("BLOB", "7")])
  func rawMisfit(type: String, stored: String) throws {
    let answer = String(decoding: try rawAnswer(type, stored), as: UTF8.self)
    #expect(answer.contains("\"error_code\":\"P2023\""))
    #expect(answer.contains("the column `c` holds "))
  }

  @Test("Text that is not UTF-8 is no answer")
  func malformedText() throws {
    let answer = String(
      decoding: try rawAnswer("TEXT", "CAST(x'ff41fe' AS TEXT)"), as: UTF8.self)
    let problem = "the column `c` holds text that is not UTF-8"
    #expect(answer.contains(#""error_code":"P2023""#))
    #expect(answer.contains(#""meta":{"message":"\#(problem)"}"#), "\(answer)")
  }

  @Test(
    "An update of a record with text that no client could read is undone",
    arguments: [
      ("s", "CAST(x'ff41fe' AS TEXT)", "text that is not UTF-8"),
      ("j", "'{bad'", "text that is not a valid Json"),
    ])
  func unreadableText(field: String, stored: String, content: String) throws {
    try withDatabase(
      """
      CREATE TABLE Thing(id INTEGER PRIMARY KEY, i, \(field));
      INSERT INTO Thing VALUES (1, 1, \(stored));
      """
    ) { engine, session in
      let body = """
        {"modelName":"Thing","action":"updateOne","query":{\
        "arguments":{"where":{"id":1},"data":{"i":7}},"selection":{"id":true,"\(field)":true}}}
        """
      let answer = String(
        decoding: engine.respond(toBody: Array(body.utf8), on: session), as: UTF8.self)
      #expect(answer.contains(#""error_code":"P2023""#))
      #expect(answer.contains("the field `\(field)` of `Thing` holds \(content)"), "\(answer)")
      let request = try EngineRequestParser(datamodel: engine.datamodel).parse(Array(body.utf8))
      if case .single(let query, _) = request {
        #expect(throws: QueryError.self) { try engine.execute(query, on: session) }
      }
      let rows = try session.fetch(Statement("SELECT i FROM Thing"))
      #expect(rows.integer(0, 0) == 1)
    }
  }

  private func answer(_ field: String, _ stored: String) throws -> [UInt8] {
    try withDatabase(
      """
      CREATE TABLE Thing(id INTEGER PRIMARY KEY, \(field));
      INSERT INTO Thing VALUES (1, \(stored));
      """
    ) { engine, session in
      let body = """
        {"modelName":"Thing","action":"findMany","query":{"selection":{"\(field)":true}}}
        """
      return engine.respond(toBody: Array(body.utf8), on: session)
    }
  }

  private func rawAnswer(_ type: String, _ stored: String) throws -> [UInt8] {
    // A column with an affinity would convert the cell; the type is added to the table later.
    try withDatabase(
      """
      CREATE TABLE Raw(c);
      INSERT INTO Raw VALUES (\(stored));
      PRAGMA writable_schema = ON;
      UPDATE sqlite_master SET sql = 'CREATE TABLE Raw(c \(type))' WHERE name = 'Raw';
      PRAGMA writable_schema = RESET;
      """
    ) { engine, session in
      let body = """
        {"action":"queryRaw","query":{"arguments":{"query":"SELECT c FROM Raw",\
        "parameters":"[]"},"selection":{}}}
        """
      return engine.respond(toBody: Array(body.utf8), on: session)
    }
  }

  private func withDatabase<Result>(
    _ script: String, _ body: (QueryEngine, any DatabaseSession) throws -> Result
  ) throws -> Result {
    try QueryEngineTests.withDatabase(schema: Self.schema, script, body)
  }
}
