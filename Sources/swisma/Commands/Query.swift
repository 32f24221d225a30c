import ArgumentParser
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import Glibc
import Project
import QueryEngine

/// `swisma query`.
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Run queries of the client on a database.",
    discussion: """
      Understands the client's own syntax: model methods, await, const, $transaction([…]), \
      $queryRaw`…` and what belongs to them. Statements run in order; each result is written as \
      JSON, on a terminal with indentation. The first statement that fails ends the script.

        $ swisma query 'prisma.user.findMany({ include: { posts: true } })'
        $ swisma query --format table 'prisma.post.findMany({ take: 10 })'
        $ swisma query --file seed.js
        $ swisma query --read-only - < report.js

      Programs send one request a line and get one response a line, in order:
        $ swisma query --stdin --protocol engine

      Exit status 0 when every statement succeeded, 1 when one failed.
      """)

  @Argument(help: ArgumentHelp("The queries; - reads them from standard input.", valueName: "code"))
  var code: String?
  @Option(
    name: [.short, .long], help: ArgumentHelp("A file with the queries.", valueName: "path"),
    completion: .file())
  var file: String?
  @Option(help: "How results are written: json (unless said), table, csv or ndjson.")
  var format: QueryFormat?
  @Flag(help: "Read requests from standard input, one a line; needs --protocol.")
  var stdin = false
  @Option(help: "The protocol of --stdin: engine.")
  var `protocol`: QueryProtocol?
  @Flag(help: "Refuse everything that would change data, raw SQL too.")
  var readOnly = false
  @Option(help: "Write every SQL statement with its duration to standard error: query.")
  var log: QueryLog?
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let sources = [code != nil, file != nil, stdin].count { $0 }
    guard sources == 1 else {
      throw ValidationError("give the queries once: as an argument, with --file, or with --stdin")
    }
    guard !output.isJSON || format ?? .json == .json else {
      throw ValidationError("--json and another --format exclude each other")
    }
    guard stdin == (self.protocol != nil) else {
      throw ValidationError("--stdin and --protocol engine go together")
    }
  }

  func run() throws {
    let terminal = output.terminal
    let source = try script()
    let statements = try source.map { source throws(RequestError) in
      try ScriptParser.parse(source)
    }
    if let statements, statements.isEmpty {
      throw UsageError("there is no query in it", help: "such as: prisma.user.findMany()")
    }
    let loaded = try schema.load(terminal)
    let target = try connection.database(of: loaded, for: .queries, terminal)
    let session = try open(target, terminal)
    defer { session.close() }
    let engine = QueryEngine(datamodel: loaded.datamodel, backend: target.backend)
    if let source, let statements {
      try run(statements, of: source, on: session, engine, target.backend, terminal)
    } else {
      try serve(engine, on: session, terminal)
    }
  }

  private func open(
    _ target: DatabaseTarget, _ terminal: Terminal
  ) throws(DatabaseError) -> any DatabaseSession {
    let session = try target.open(readOnly: readOnly)
    return log == nil ? session : LoggingSession(session, to: terminal.errors)
  }

  /// The text of the queries; `nil` when requests come by a protocol.
  private func script() throws -> [UInt8]? {
    if let file { return try FileSystem.read(file) }
    guard let code else { return nil }
    return code == "-" ? try StandardInput.read() : Array(code.utf8)
  }

  private func run(
    _ statements: [ScriptStatement], of source: [UInt8], on session: any DatabaseSession,
    _ engine: QueryEngine, _ backend: any Backend, _ terminal: Terminal
  ) throws {
    let writer = ResultWriter(terminal, format: format ?? .json)
    let isReadOnly = readOnly
    var columns: [String] = []
    var interpreter = ScriptInterpreter(
      datamodel: engine.datamodel, source: source, placeholder: backend.query.placeholder,
      clock: ScriptClock(now: Self.now, offset: Self.localOffset)
    ) { request throws(ScriptError) in
      do throws(WriteRefused) {
        if isReadOnly { try ReadOnly.check(request) }
      } catch { throw .query(error, place: nil) }
      do throws(QueryError) {
        let answers = try engine.answers(to: request, on: session)
        columns = AnswerColumns.names(of: request, answers, in: engine.datamodel)
        return answers
      } catch { throw .query(error, place: nil) }
    }
    for statement in statements {
      columns = []
      defer { Self.showNotices(of: session, on: terminal.errors) }
      for value in try interpreter.run(statement) { writer.write(value, columns: columns) }
    }
  }

  /// Answers requests until the input ends; a bad line gets an answer and the next one its turn.
  private func serve(
    _ engine: QueryEngine, on session: any DatabaseSession, _ terminal: Terminal
  ) throws {
    var lines = LineReader()
    let parser = EngineRequestParser(datamodel: engine.datamodel)
    while let line = try lines.next() {
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      var response: [UInt8]
      do {
        let request = try parser.parse(line)
        if readOnly { try ReadOnly.check(request) }
        response = engine.respond(to: request, on: session)
      } catch let error as RequestError {
        response = QueryEngine.response(to: error)
      } catch let error as WriteRefused {
        response = QueryEngine.response(to: RequestError(error.message))
      }
      response.append(UInt8(ascii: "\n"))
      terminal.output.write(response)
      Self.showNotices(of: session, on: terminal.errors)
      if Interruption.pendingSignal != nil { throw ExitCode(ExitStatus.failed) }
    }
  }

  private static func showNotices(of session: any DatabaseSession, on stream: TextStream) {
    for notice in session.takeNotices() {
      stream.writeLine("\(stream.style.yellow("warning")): \(notice)")
    }
  }

  /// The milliseconds since 1970.
  private static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// The milliseconds that local time is ahead of UTC, by the time zone of the process.
  private static func localOffset(at milliseconds: Int64) -> Int64 {
    var seconds = time_t(milliseconds / 1000)
    var parts = unsafe tm()
    guard unsafe localtime_r(&seconds, &parts) != nil else { return 0 }
    return unsafe Int64(parts.tm_gmtoff) * 1000
  }
}

/// How programs talk to `swisma query --stdin`.
enum QueryProtocol: String, CaseIterable, ExpressibleByArgument {
  case engine
}

/// What `--log` can write.
enum QueryLog: String, CaseIterable, ExpressibleByArgument {
  case query
}
