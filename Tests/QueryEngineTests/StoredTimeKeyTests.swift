import DatabaseAccess
import QueryEngine
import Testing

/// Keys that are points in time, in the forms that SQLite files hold.
struct StoredTimeKeyTests {
  private static let schema = """
    datasource db {
      provider = "sqlite"
      url      = "file:test.db"
    }

    model Day {
      at    DateTime @id
      n     Int
      notes Note[]
      tags  Tag[]
    }

    model Note {
      id    Int       @id
      dayAt DateTime?
      day   Day?      @relation(fields: [dayAt], references: [at])
    }

    model Tag {
      id   Int   @id
      days Day[]
    }
    """

  private static let tables = """
    CREATE TABLE Day(at DATETIME PRIMARY KEY, n INTEGER NOT NULL);
    CREATE TABLE Note(id INTEGER PRIMARY KEY, dayAt DATETIME REFERENCES Day(at));
    CREATE TABLE Tag(id INTEGER PRIMARY KEY);
    CREATE TABLE _DayToTag(
      A DATETIME NOT NULL REFERENCES Day(at), B INTEGER NOT NULL REFERENCES Tag(id),
      UNIQUE (A, B));
    """

  private static let key = #"{"at":{"$type":"DateTime","value":"2024-01-01T00:00:00.000Z"}}"#

  private static let forms = [
    "'2024-01-01T00:00:00.000Z'", "'2024-01-01'", "1704067200000", "1704067200000.25",
  ]

  @Test("An upsert finds the record of the same moment, whatever its form", arguments: forms)
  func upsert(stored: String) throws {
    try withDay(stored) { ask, session in
      let moment = #"{"$type":"DateTime","value":"2024-01-01T00:00:00.000Z"}"#
      let answer = ask(
        "Day", "upsertOne",
        """
        {"arguments":{"where":\(Self.key),"create":{"at":\(moment),"n":5},"update":{"n":6}},\
        "selection":{"n":true}}
        """)
      #expect(answer == #"{"data":{"upsertOneDay":{"n":6}}}"#)
      let days = try session.fetch(Statement("SELECT 1 FROM Day"))
      #expect(days.rowCount == 1)
    }
  }

  private static let writes = [
    ("Note", "createOne", #"{"data":{"id":1,"day":{"connect":KEY}}}"#),
    (
      "Note", "createOne",
      #"{"data":{"id":1,"day":{"connectOrCreate":{"where":KEY,"create":{"at":"2030-01-01T00:00:00Z","n":9}}}}}"#
    ),
    ("Day", "updateOne", #"{"where":KEY,"data":{"notes":{"create":{"id":1}}}}"#),
    ("Day", "updateOne", #"{"where":KEY,"data":{"n":2,"notes":{"connect":{"id":7}}}}"#),
    ("Tag", "createOne", #"{"data":{"id":1,"days":{"connect":KEY}}}"#),
    ("Day", "updateOne", #"{"where":KEY,"data":{"tags":{"create":{"id":1}}}}"#),
  ]

  @Test(
    "A record is connected by the key that is stored, whatever its form", arguments: forms, writes)
  func connecting(stored: String, write: (model: String, action: String, arguments: String)) throws
  {
    try withDay(stored) { ask, session in
      let arguments = write.arguments.replacing("KEY", with: Self.key)
      let answer = ask(
        write.model, write.action, #"{"arguments":\#(arguments),"selection":{"$scalars":true}}"#)
      #expect(answer.hasPrefix(#"{"data":"#), "\(answer)")
      let found = ask(
        "Day", "findMany",
        """
        {"arguments":{"where":{"OR":[{"notes":{"some":{}}},{"tags":{"some":{}}}]}},\
        "selection":{"notes":{"selection":{"id":true}},"tags":{"selection":{"id":true}}}}
        """)
      #expect(found.contains(#""id":"#), "\(found)")
    }
  }

  private func withDay(
    _ stored: String,
    _ body: ((_ model: String, _ action: String, _ query: String) -> String, any DatabaseSession)
      throws -> Void
  ) throws {
    try withDatabase(
      schema: Self.schema,
      """
      \(Self.tables)
      INSERT INTO Day VALUES (\(stored), 1);
      INSERT INTO Note VALUES (7, NULL);
      """
    ) { engine, session in
      try body(
        { model, action, query in
          let body = #"{"modelName":"\#(model)","action":"\#(action)","query":\#(query)}"#
          return String(
            decoding: engine.respond(toBody: Array(body.utf8), on: session), as: UTF8.self)
        }, session)
    }
  }
}
