import ArgumentParser
import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import JSON
import QueryEngine

/// `swisma db execute`.
struct DBExecute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "execute",
    abstract: "Run SQL on a database.",
    discussion: """
      The rows of every statement that returns rows are written as a table. With --json they are \
      an array of objects; of several such statements an array of such arrays. Dates and times \
      are written as the database writes them; of columns with one name the second is name_2 in \
      JSON.

      When a statement fails, PostgreSQL takes back what those before it did; SQLite does so only \
      between BEGIN and COMMIT.

        $ echo 'SELECT count(*) FROM "User"' | swisma db execute --stdin
        $ echo 'SELECT 1 AS a; SELECT 2 AS b' | swisma db execute --stdin --json
        $ swisma db execute --file fix.sql --url postgresql://localhost/app

      Exit status 0 when all statements succeeded, 1 when one failed.
      """)

  @Flag(help: "Read the SQL from standard input.")
  var stdin = false
  @Option(help: ArgumentHelp("The file with the SQL.", valueName: "path"), completion: .file())
  var file: String?
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard stdin != (file != nil) else {
      throw ValidationError("give the SQL once: with --file or with --stdin")
    }
  }

  func run() throws {
    let terminal = output.terminal
    let sql = try script()
    let session = try target(terminal).open()
    defer { session.close() }
    do throws(DatabaseError) { try run(sql, on: session, terminal) } catch {
      throw SQLFailure(error: error)
    }
  }

  /// The SQL without a byte order mark.
  ///
  /// - Throws: `InvalidText` where it is not UTF-8: what the database got would be other text.
  private func script() throws -> String {
    let bytes = try file.map { try FileSystem.read($0) } ?? StandardInput.read()
    try InvalidText.refuse([SourceFile(path: file ?? "-", bytes: bytes)])
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(
      decoding: bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...], as: UTF8.self)
  }

  private func run(
    _ sql: String, on session: any DatabaseSession, _ terminal: Terminal
  ) throws(DatabaseError) {
    let results = try session.fetchScript(sql).map(ScriptRows.init)
    guard !session.isInTransaction else {
      try session.rollback()
      throw DatabaseError(
        .other, "the SQL ends within a transaction, so what it did there was rolled back",
        help: "end it with COMMIT"
      )
    }
    if output.isJSON {
      var json = JSONWriter(pretty: terminal.output.isTerminal)
      if results.count != 1 { json.beginArray() }
      for rows in results { rows.write(to: &json) }
      if results.count != 1 { json.endArray() }
      terminal.output.write(json.bytes + [UInt8(ascii: "\n")])
    } else if results.isEmpty {
      terminal.errors.writeLine("The SQL was run.")
    } else {
      for rows in results { rows.write(to: terminal.output) }
    }
  }

  /// The database: with `--url` no schema is needed.
  private func target(_ terminal: Terminal) throws -> DatabaseTarget {
    guard let text = connection.url, schema.schemaPath == nil else {
      return try connection.database(of: try schema.load(terminal), terminal)
    }
    let url = try DatabaseURL(text)
    guard let backend = allBackends.backend(forURL: url) else {
      throw UnsupportedDatabase(name: url.scheme)
    }
    let target = DatabaseTarget(backend: backend, url: url)
    target.reportIgnoredParameters(to: terminal.errors)
    return target
  }
}

/// SQL that a database refused, with the place that it points at.
struct SQLFailure: UserFacingError {
  let error: DatabaseError

  var code: String { error.code }
  var message: String { error.fullMessage }
  var help: String? { error.help }
  var excerpt: String? { place?.excerpt }

  var place: TextPlace? {
    guard let sql = error.sql, let position = error.position else { return nil }
    return TextPlace(position, in: Array(sql.utf8))
  }
}
