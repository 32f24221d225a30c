import DatabaseAccess
import QueryEngine
import Testing

/// Points in time in the forms that SQLite files hold.
struct StoredTimeTests {
  private static let schema = """
    datasource db {
      provider = "sqlite"
      url      = "file:test.db"
    }

    model Event {
      id Int      @id
      at DateTime @default("2099-12-31T00:00:00Z")
      @@index([id, at])
    }
    """

  private static let forms = [
    ("'2020-01-02 03:04:05'", "2020-01-02T03:04:05.000Z"),
    ("'2020-01-02T03:04:05'", "2020-01-02T03:04:05.000Z"),
    ("'2020-01-02T03:04:05Z'", "2020-01-02T03:04:05.000Z"),
    ("'2020-01-02 03:04:05 UTC'", "2020-01-02T03:04:05.000Z"),
    ("'2020-01-02 03:04:05 +00:00'", "2020-01-02T03:04:05.000Z"),
    ("'2020-01-02 03:04:05+01:00'", "2020-01-02T02:04:05.000Z"),
    ("'2020-01-02 03:04:05 -0130'", "2020-01-02T04:34:05.000Z"),
    ("'2020-01-02 03:04:05.6'", "2020-01-02T03:04:05.600Z"),
    ("'2020-01-02T03:04:05.678901+00:00'", "2020-01-02T03:04:05.678Z"),
    ("'2020-01-02 03:04'", "2020-01-02T03:04:00.000Z"),
    ("'2020-01-02'", "2020-01-02T00:00:00.000Z"),
    ("1577934245678", "2020-01-02T03:04:05.678Z"),
    ("1577934245678.0", "2020-01-02T03:04:05.678Z"),
    ("2458851", "1970-01-01T00:40:58.851Z"),
    ("1000.0", "1970-01-01T00:00:01.000Z"),
    ("-1", "1969-12-31T23:59:59.999Z"),
    ("1577934245.678", "2020-01-02T03:04:05.678Z"),
    ("1577934245677.9998", "2020-01-02T03:04:05.678Z"),
    ("'1577934245678'", "2020-01-02T03:04:05.678Z"),
  ]

  @Test("Every form that SQLite's own functions and other clients write is read", arguments: forms)
  func reading(stored: String, time: String) throws {
    // No affinity, so that the cell is as it was written.
    try withDatabase("CREATE TABLE Event(id INTEGER PRIMARY KEY, at)", [stored]) { ask, _ in
      #expect(
        ask("findMany", #"{"selection":{"at":true}}"#)
          == #"{"data":{"findManyEvent":[{"at":{"$type":"DateTime","value":"\#(time)"}}]}}"#)
      let found = ask(
        "findMany",
        """
        {"arguments":{"where":{"at":{"$type":"DateTime","value":"\(time)"}}},\
        "selection":{"id":true}}
        """)
      #expect(found == #"{"data":{"findManyEvent":[{"id":1}]}}"#)
    }
  }

  @Test(
    "Raw queries read every form where a column is declared to hold points in time",
    arguments: forms)
  func rawReading(stored: String, time: String) throws {
    let table = "CREATE TABLE Event(id INTEGER PRIMARY KEY, at); CREATE TABLE Typed(at DATETIME)"
    try withDatabase(table, []) { ask, session in
      try session.runScript("INSERT INTO Typed VALUES (\(stored))")
      let answer = ask(
        "queryRaw",
        #"{"arguments":{"query":"SELECT at FROM Typed","parameters":"[]"},"selection":{}}"#)
      // Raw answers show all digits, and only those that are not 0.
      let digits = time.replacing(".000Z", with: "").replacing("Z", with: "")
      #expect(answer.contains("\"\(digits)"), "\(answer)")
    }
  }

  @Test(
    "Julian days and what is no time are refused",
    arguments: unreadable)
  func refusing(stored: String) throws {
    try withDatabase("CREATE TABLE Event(id INTEGER PRIMARY KEY, at)", [stored]) { ask, _ in
      #expect(ask("findMany", #"{"selection":{"at":true}}"#).contains("P2023"))
    }
  }

  private static let unreadable = [
    "2458850.627841", "2458851.0", "'yesterday'", "''", "'2024-13-45'", "'12:00'", "x'00'", "9e999",
    "-9e999", "9223372036854775807", "-9223372036854775808",
  ]

  @Test(
    "What is no time is neither before nor after one, nor NULL", arguments: tables, unreadable)
  func unknown(table: String, stored: String) throws {
    // Numeric affinity makes a plain number of it, which is one of milliseconds.
    guard !(stored.hasSuffix(".0") && table.contains("DATETIME")) else { return }
    try withDatabase(table, [stored, "1000"]) { ask, session in
      let early = #"{"$type":"DateTime","value":"0001-01-01T00:00:00.000Z"}"#
      let late = #"{"$type":"DateTime","value":"9999-01-01T00:00:00.000Z"}"#
      for (condition, ids) in [
        (#"{"at":{"gte":\#(early)}}"#, [2]), (#"{"at":{"lt":\#(late)}}"#, [2]),
        (#"{"NOT":{"at":{"lt":\#(early)}}}"#, [2]), (#"{"NOT":{"at":{"gt":\#(late)}}}"#, [2]),
        (#"{"at":{"not":\#(late)}}"#, [2]), (#"{"at":{"notIn":[\#(early),\#(late)]}}"#, [2]),
        (#"{"at":{"gt":\#(late)}}"#, []), (#"{"at":{"lt":\#(early)}}"#, []),
      ] {
        let found = ask(
          "findMany", #"{"arguments":{"where":\#(condition)},"selection":{"id":true}}"#)
        let records = ids.map { #"{"id":\#($0)}"# }.joined(separator: ",")
        #expect(found == #"{"data":{"findManyEvent":[\#(records)]}}"#, "\(condition)")
      }
      let deleted = ask(
        "deleteMany",
        #"{"arguments":{"where":{"at":{"gte":\#(early)}}},"selection":{"count":true}}"#)
      #expect(deleted == #"{"data":{"deleteManyEvent":{"count":1}}}"#)
      let rest = try session.fetch(Statement("SELECT id FROM Event"))
      #expect((0..<rest.rowCount).map { rest.integer($0, 0) } == [1])
    }
  }

  @Test("What is no time has a place in orders and groups", arguments: tables)
  func places(table: String) throws {
    let values = ["'yesterday'", "1000", "'1970-01-01T00:00:01.5Z'", "x'00'", "''", "2000"]
    try withDatabase(table, values) { ask, _ in
      func ids(_ arguments: String) -> String {
        ask("findMany", #"{"arguments":{\#(arguments)},"selection":{"id":true}}"#)
      }
      let order = #""orderBy":[{"at":"asc"},{"id":"asc"}]"#
      let all = #"{"id":2},{"id":3},{"id":6},{"id":5},{"id":1},{"id":4}"#
      #expect(ids(order) == #"{"data":{"findManyEvent":[\#(all)]}}"#)
      // Those behind the record of the cursor are the same.
      for (cursor, rest) in [
        (6, #"{"id":6},{"id":5},{"id":1},{"id":4}"#), (5, #"{"id":5},{"id":1},{"id":4}"#),
      ] {
        #expect(
          ids(#""cursor":{"id":\#(cursor)},\#(order)"#)
            == #"{"data":{"findManyEvent":[\#(rest)]}}"#)
      }
      let groups = ask(
        "groupBy",
        """
        {"arguments":{"by":["at"],"orderBy":[{"at":"asc"}]},\
        "selection":{"_count":{"selection":{"_all":true}}}}
        """)
      #expect(groups.ranges(of: #"{"_all":1}"#).count == 6, "\(groups)")
      let latest = ask("aggregate", #"{"selection":{"_max":{"selection":{"at":true}}}}"#)
      #expect(latest.contains("P2023"))
    }
  }

  private static let tables = [
    "CREATE TABLE Event(id INTEGER PRIMARY KEY, at DATETIME)",
    "CREATE TABLE Event(id INTEGER PRIMARY KEY, at DATETIME UNIQUE)",
    "CREATE TABLE Event(id INTEGER PRIMARY KEY, at DATETIME); CREATE INDEX i ON Event(id, at)",
    "CREATE TABLE Event(id INTEGER PRIMARY KEY, at TEXT UNIQUE)",
  ]

  private static let old = """
    {"arguments":{"where":{"at":{"lt":{"$type":"DateTime","value":"2020-01-01T00:00:00Z"}}}},\
    "selection":{"id":true}}
    """

  @Test("Texts that come later are compared by time too", arguments: tables)
  func later(table: String) throws {
    try withDatabase(table, ["1000", "1600000000000"]) { ask, session in
      #expect(ask("findMany", Self.old) == #"{"data":{"findManyEvent":[{"id":1}]}}"#)
      _ = ask(
        "executeRaw",
        """
        {"arguments":{"query":"INSERT INTO Event VALUES (3, '1990-01-01')","parameters":"[]"},\
        "selection":{}}
        """)
      #expect(ask("findMany", Self.old) == #"{"data":{"findManyEvent":[{"id":1},{"id":3}]}}"#)
    }
  }

  @Test("Texts of a transaction that was rolled back, or that only it does not see, count")
  func transactions() throws {
    try withDatabase(Self.tables[2], ["'1990-01-01'"]) { ask, session in
      try session.begin(forWriting: true, isolation: nil)
      try session.runScript("UPDATE Event SET at = 1600000000000")
      #expect(ask("findMany", Self.old) == #"{"data":{"findManyEvent":[]}}"#)
      try session.rollback()
      #expect(ask("findMany", Self.old) == #"{"data":{"findManyEvent":[{"id":1}]}}"#)
    }
  }

  @Test("An index is used as long as all values are integers, else it is said once")
  func notices() throws {
    let all =
      #"{"arguments":{"orderBy":[{"at":"asc"}]},"selection":{"id":true}}"#
    try withDatabase(Self.tables[1], ["1000"]) { ask, session in
      _ = ask("findMany", all)
      #expect(session.takeNotices() == [])
      try session.runScript("UPDATE Event SET at = '1990-01-01'")
      _ = ask("findMany", all)
      _ = ask("findMany", all)
      #expect(
        session.takeNotices() == [
          "the column `at` of `Event` holds points in time as text; they are compared by a slower "
            + "expression, for which its index is of no use"
        ])
      #expect(session.takeNotices() == [])
    }
  }

  @Test("Where points in time are only counted, their forms do not matter")
  func counting() throws {
    try withDatabase(Self.tables[0], ["'1990-01-01'", "1000"]) { ask, session in
      let groups = ask(
        "groupBy",
        """
        {"arguments":{"by":["id"],"having":{"at":{"_count":{"equals":1}}}},\
        "selection":{"_count":{"selection":{"at":true}}}}
        """)
      #expect(
        groups == #"{"data":{"groupByEvent":[{"_count":{"at":1}},{"_count":{"at":1}}]}}"#)
      #expect(session.takeNotices() == [])
    }
  }

  @Test("A default is written as the engine writes values")
  func literalDefault() throws {
    try withDatabase(
      "CREATE TABLE Event(id INTEGER PRIMARY KEY, at DATETIME DEFAULT '2099-12-31 00:00:00 +00:00')",
      []
    ) { ask, session in
      _ = ask("createOne", #"{"arguments":{"data":{"id":1}},"selection":{"id":true}}"#)
      _ = ask(
        "createMany", #"{"arguments":{"data":[{"id":2},{"id":3}]},"selection":{"count":true}}"#)
      try session.runScript("INSERT INTO Event(id) VALUES (4)")
      let types = try session.fetch(Statement("SELECT typeof(at) FROM Event ORDER BY id"))
      #expect(
        (0..<4).map { types.string($0, 0) } == ["integer", "integer", "integer", "text"])
      let groups = ask(
        "groupBy",
        #"{"arguments":{"by":["at"]},"selection":{"_count":{"selection":{"_all":true}}}}"#)
      #expect(groups == #"{"data":{"groupByEvent":[{"_count":{"_all":4}}]}}"#)
    }
  }

  private func withDatabase(
    _ table: String, _ stored: [String],
    _ body: ((_ action: String, _ query: String) -> String, any DatabaseSession) throws -> Void
  ) throws {
    let rows = stored.enumerated().map { "INSERT INTO Event VALUES (\($0 + 1), \($1));" }
    try QueryEngineTests.withDatabase(
      schema: Self.schema, "\(table); \(rows.joined())"
    ) { engine, session in
      try body(
        { action, query in
          let model = action.hasSuffix("Raw") ? "" : #""modelName":"Event","#
          let body = #"{\#(model)"action":"\#(action)","query":\#(query)}"#
          return String(
            decoding: engine.respond(toBody: Array(body.utf8), on: session), as: UTF8.self)
        }, session)
    }
  }
}
