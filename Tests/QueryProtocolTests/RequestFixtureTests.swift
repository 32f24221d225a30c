import Diagnostics
import JSON
import QueryEngine
import TestSupport
import Testing

@Test(
  "A request of the engine protocol means this",
  arguments: Fixture.all("query-requests/json", suffix: ".json")
    + Fixture.all("query-requests/graphql", suffix: ".graphql"))
func engineRequest(fixture: Fixture) throws {
  let isGraphQL = fixture.name.hasSuffix(".graphql")
  let end = isGraphQL ? ".graphql" : ".json"
  var body = try fixture.bytes
  if isGraphQL {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("query")
    writer.string(try fixture.text)
    writer.endObject()
    body = writer.bytes
  }
  let text: String
  do {
    let request = try EngineRequestParser(datamodel: ExampleDatamodel.value()).parse(body)
    text = RequestDump.text(request)
  } catch {
    text = "error: \(error.summary)\n" + (error.excerpt.map { $0 + "\n" } ?? "")
  }
  try expectText(text, equalsFile: fixture.sibling(".request", insteadOf: end))
}

/// Scripts run against canned answers: the lines of the file `answers`, in order.
@Test(
  "A script of the client's own syntax asks for this and shows that",
  arguments: Fixture.all("query-requests/client", suffix: ".txtar"))
func clientScript(fixture: Fixture) throws {
  var archive = TextArchive(try fixture.text)
  let script = try #require(archive["script.js"])
  var answers = (archive["answers"] ?? "").split(separator: "\n").map(String.init)[...]
  var log = ""
  func run(_ request: EngineRequest) throws(ScriptError) -> [ArgumentValue] {
    log += RequestDump.text(request)
    let response = answers.popFirst() ?? #"{"data":{"x":null}}"#
    do throws(QueryError) {
      return try canned(response)
    } catch {
      throw .query(error, place: nil)
    }
  }
  do {
    let statements = try ScriptParser.parse(Array(script.utf8))
    let features = (archive["preview-features"] ?? "").split(separator: "\n").map(String.init)
    var interpreter = ScriptInterpreter(
      datamodel: ExampleDatamodel.value(previewFeatures: features), source: Array(script.utf8),
      placeholder: { "$\($0)" }, clock: clock, execute: run)
    for statement in statements {
      for value in try interpreter.run(statement) {
        var writer = JSONWriter()
        writer.plain(value)
        log += "=> \(writer.text)\n"
      }
    }
  } catch {
    let failure = try #require(error as? any UserFacingError)
    log += "error[\(failure.code)]: \(failure.message)\n"
    if let excerpt = failure.excerpt { log += excerpt + "\n" }
    if let help = failure.help { log += "help: \(help)\n" }
  }
  archive.entries.removeAll { $0.name == "log" }
  archive.entries.append(.init(name: "log", text: log))
  try expectText(archive.text, equalsFile: fixture.path)
}

/// A place that is an hour ahead of UTC, and two between the last Sundays of March and October 2024.
private let clock = ScriptClock(
  now: { 1_700_000_000_123 },
  offset: { (1_711_846_800_000..<1_729_990_800_000).contains($0) ? 7_200_000 : 3_600_000 })

@Test("No bytes crash the parsers")
func arbitraryBytes() {
  let seeds = [
    #"query{findManyUser(where:{id:-1.5e3,a:[,"x\n\u0041",null]}){id p:posts(take:1){id}}}"#,
    "const x = await prisma.user.findMany({a:[1,-2n,`b${'c'}d`],\"e\":new Date('2020')}); x[0]?.id",
  ]
  for seed in seeds.map({ Array($0.utf8) }) {
    for offset in seed.indices {
      for byte in stride(from: UInt8(0), through: 250, by: 5) {
        var bytes = seed
        bytes[offset] = byte
        parseEverything(bytes)
      }
      parseEverything(Array(seed[..<offset]))
    }
  }
}

@Test(
  "Deep nesting is refused instead of exhausting the stack",
  arguments: ["(", "[", "{a:", "-", "await ", "`${", "a.", "f(", "1+", "new "])
func depth(piece: String) {
  parseEverything(Array(String(repeating: piece, count: 200_000).utf8))
  parseEverything(Array(("a" + String(repeating: ".a", count: 200_000)).utf8))
  parseEverything(Array(("query{a(b:" + String(repeating: piece, count: 200_000)).utf8))
  parseEverything(Array(("query{" + String(repeating: "a{", count: 200_000)).utf8))
}

private func parseEverything(_ bytes: [UInt8]) {
  _ = try? ScriptParser.parse(bytes)
  let text = String(decoding: bytes, as: UTF8.self)
  _ = try? EngineRequestParser(datamodel: ExampleDatamodel.value()).parse(
    .object([.init("query", .string(text))]))
  _ = try? EngineRequestParser(datamodel: ExampleDatamodel.value()).parse(bytes)
}

/// Reads a canned answer: of one query, of several, or of one that failed.
private func canned(_ response: String) throws(QueryError) -> [ArgumentValue] {
  guard let tree = try? JSONReader.read(response) else {
    throw QueryError(nil, "the canned answer is not JSON")
  }
  if let error = tree["errors"]?.arrayValue?.first?["user_facing_error"] {
    throw QueryError(
      error["error_code"]?.stringValue, error["message"]?.stringValue ?? "the query failed")
  }
  return try (tree["batchResult"]?.arrayValue ?? [tree]).map { element throws(QueryError) in
    var writer = JSONWriter()
    writer.value(element)
    return try EngineAnswer.read(writer.bytes)
  }
}
