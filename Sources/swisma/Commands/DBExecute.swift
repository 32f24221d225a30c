import ArgumentParser
import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import QueryEngine

/// `swisma db execute`.
struct DBExecute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "execute",
    abstract: "Run SQL on a database.",
    discussion: """
      The rows of every statement that returns rows are written as a table. With --json they are \
      an array of objects; of several such statements an array of such arrays.

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
    let sql = try file.map { try FileSystem.read($0) } ?? StandardInput.read()
    let session = try target(terminal).open()
    defer { session.close() }
    do throws(DatabaseError) { try run(sql, on: session, terminal) } catch {
      throw SQLFailure(error: error)
    }
  }

  private func run(
    _ sql: [UInt8], on session: any DatabaseSession, _ terminal: Terminal
  ) throws(DatabaseError) {
    let results = try session.fetchScript(String(decoding: sql, as: UTF8.self))
    if output.isJSON {
      let values = results.map(RowValues.objects)
      ResultWriter(terminal, format: .json)
        .write(values.count == 1 ? values[0] : .list(values))
    } else if results.isEmpty {
      terminal.errors.writeLine("The SQL was run.")
    } else {
      let writer = ResultWriter(terminal, format: .table)
      for rows in results {
        writer.write(RowValues.objects(from: rows), columns: rows.columnNames)
      }
    }
  }

  /// The database: with `--url` no schema is needed.
  private func target(_ terminal: Terminal) throws -> DatabaseTarget {
    guard let text = connection.url, schema.schemaPath == nil else {
      return try connection.database(of: try schema.load(terminal))
    }
    let url = try DatabaseURL(text)
    guard let backend = allBackends.backend(forURL: url) else {
      throw UnsupportedDatabase(name: url.scheme)
    }
    return DatabaseTarget(backend: backend, url: url)
  }
}

/// SQL that a database refused, with the place that it points at.
struct SQLFailure: UserFacingError {
  let error: DatabaseError

  var code: String { error.code }
  var message: String { error.message }
  var help: String? { error.help }

  var excerpt: String? {
    guard let sql = error.sql, let position = error.position else { return nil }
    return TextPlace(position, in: Array(sql.utf8)).excerpt
  }
}
