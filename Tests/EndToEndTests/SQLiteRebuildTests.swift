import DatabaseAccess
import SQLiteBackend
import TestSupport
import Testing

/// The cases of `fixtures/rebuild`: databases all of whose tables are built anew.
///
/// Each database is made twice. One is pulled, every model gets a field that `ADD COLUMN` cannot
/// add, and that is pushed; afterwards both have the same structure and rows, and answer the
/// statements of `probe.sql` in the same way.
struct SQLiteRebuildTests {
  @Test(
    "Tables that are built anew are as they were",
    arguments: Fixture.all("rebuild", suffix: ".txtar"))
  func rebuild(_ fixture: Fixture) throws {
    let archive = TextArchive(try fixture.text)
    let folder = try TemporaryDirectory()
    let original = try database(archive, named: "original.db", in: folder)
    let rebuilt = try database(archive, named: "rebuilt.db", in: folder)
    rebuilt.close()
    try rebuild("file:\(folder.path)/rebuilt.db", in: folder)

    let session = try SQLiteSession(DatabaseURL("file:\(folder.path)/rebuilt.db"))
    try expectText(Self.description(session), equals: Self.description(original))
    for statement in (archive["probe.sql"] ?? "").split(separator: "\n") {
      let outcomes = [original, session].map { Self.outcome(of: String(statement), on: $0) }
      #expect(outcomes[0] == outcomes[1], "\(statement)")
    }
    try expectText(Self.description(session), equals: Self.description(original))
    let unsound = "SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite@_%' ESCAPE '@' "
    let reserved = try session.fetch(Statement(unsound + "AND type = 'index' AND sql IS NOT NULL"))
    #expect(reserved.isEmpty, "a dump could not be read again")
  }

  private func database(
    _ archive: TextArchive, named name: String, in folder: TemporaryDirectory
  ) throws -> SQLiteSession {
    let session = try SQLiteSession(DatabaseURL("file:\(try folder.write("", to: name))"))
    try session.runScript(archive["database.sql"] ?? "")
    return session
  }

  /// Pulls, adds a field to each model, and pushes.
  private func rebuild(_ url: String, in folder: TemporaryDirectory) throws {
    try folder.write("datasource db {\n  provider = \"sqlite\"\n}\n", to: "schema.prisma")
    try Executable.succeed(["db", "pull", "--url", url], in: folder.path)
    let schema = try folder.text("schema.prisma").split(
      separator: "\n", omittingEmptySubsequences: false)
    let lines = schema.map { line in
      line.hasPrefix("model ")
        ? line + "\n  added Int @default(dbgenerated(\"(1 + 1)\"))\n" : line + "\n"
    }
    try folder.write(lines.joined(), to: "schema.prisma")
    try Executable.succeed(["db", "push", "--url", url, "--skip-generate"], in: folder.path)
    try Executable.succeed(
      ["migrate", "diff", "--from-url", url, "--to-schema", "schema.prisma", "--exit-code"],
      in: folder.path)
  }

  private static func outcome(of statement: String, on session: SQLiteSession) -> String {
    do {
      return "\(try session.execute(Statement(statement))) rows"
    } catch {
      return "\(error)"
    }
  }

  /// Structure and rows, without the columns called `added`.
  private static func description(_ session: SQLiteSession) throws -> String {
    var lines: [String] = []
    for question in structure {
      let rows = try session.fetch(Statement(question))
      lines += (0..<rows.rowCount).map { row in
        (0..<rows.columnCount).map { rows.string(row, $0) ?? "-" }.joined(separator: " ")
      }
    }
    let tables = try session.fetch(
      Statement(
        """
        SELECT t.name, group_concat('quote("' || replace(c.name, '"', '""') || '")', ' || ''|'' || ')
        FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
        WHERE t.schema = 'main' AND t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@'
          AND c.name <> 'added'
        GROUP BY t.name ORDER BY t.name
        """))
    for table in 0..<tables.rowCount {
      let name = tables.string(table, 0) ?? ""
      let quoted = name.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      let rows = try session.fetch(
        Statement("SELECT \(tables.string(table, 1) ?? "") FROM \"\(quoted)\" ORDER BY 1"))
      lines.append("rows of \(name)")
      lines += (0..<rows.rowCount).map { "  " + (rows.string($0, 0) ?? "-") }
    }
    return lines.joined(separator: "\n")
  }

  private static let structure = [
    """
    SELECT name, wr, type FROM pragma_table_list
    WHERE schema = 'main' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name
    """,
    """
    SELECT t.name, c.name, c.type, CASE WHEN c.pk THEN '' ELSE c."notnull" END, c.pk, c.hidden
    FROM sqlite_schema AS t JOIN pragma_table_xinfo(t.name) AS c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@' AND c.name <> 'added'
    ORDER BY t.name, c.name
    """,
    """
    SELECT t.name, i.name, i."unique", i.origin, i.partial, c.seqno, c.name, c."desc", c.coll
    FROM sqlite_schema AS t JOIN pragma_index_list(t.name) AS i
      JOIN pragma_index_xinfo(i.name) AS c
    WHERE t.type = 'table' AND c.key = 1 ORDER BY t.name, i.name, c.seqno
    """,
    """
    SELECT t.name, k."from", k."table", coalesce(k."to", p.name), k.on_update, k.on_delete
    FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS k
      LEFT JOIN pragma_table_info(k."table") AS p ON p.pk = k.seq + 1 AND k."to" IS NULL
    WHERE t.type = 'table' ORDER BY 1, 2, 3, 4, 5, 6
    """,
    "SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name",
    """
    SELECT name, sql FROM sqlite_schema AS i
    WHERE type = 'index' AND (sql LIKE '%where%'
      OR EXISTS (SELECT 1 FROM pragma_index_info(i.name) AS c WHERE c.name IS NULL))
    ORDER BY name
    """,
  ]
}
