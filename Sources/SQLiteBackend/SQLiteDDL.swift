import BackendInterface
import SQLBackend
import SQLModel

/// Steps as SQL text.
enum SQLiteDDL {
  static func script(for steps: [SQLiteStep]) -> MigrationScript {
    MigrationScript(steps.map(group))
  }

  private static func group(_ step: SQLiteStep) -> MigrationScript.Group {
    switch step {
    case .renameTable(let names):
      group(
        "AlterTable", [.table(QualifiedName(names.previous))],
        "ALTER TABLE \(q(names.previous)) RENAME TO \(q(names.next));")
    case .renameColumn(let table, let names):
      group(
        "AlterTable", [.column(names.previous, of: QualifiedName(table))],
        "ALTER TABLE \(q(table)) RENAME COLUMN \(q(names.previous)) TO \(q(names.next));")
    case .renameEnumValue(let rename): group("AlterEnum", text(of: rename))
    case .dropIndex(let table, let name):
      group(
        "DropIndex", [.index(named: name, of: QualifiedName(table))], "DROP INDEX \(q(name));")
    case .addColumns(let table, let columns):
      group(
        "AlterTable",
        columns.map {
          MigrationScript.Statement(
            "ALTER TABLE \(q(table)) ADD COLUMN \(text(of: $0));",
            objects: [.column($0.name, of: QualifiedName(table))])
        })
    case .dropTable(let name):
      group(
        "DropTable",
        [
          .init("PRAGMA foreign_keys=off;"),
          .init("DROP TABLE \(q(name));", tables: [name]),
          .init("PRAGMA foreign_keys=on;"),
        ])
    case .createTable(let table):
      group(
        "CreateTable",
        [.init(createTable(table, named: table.name.name), tables: [table.name.display])])
    case .rebuildTables(let rebuilds):
      group("RedefineTables", rebuildTables(rebuilds))
    case .createIndex(let table, let index):
      group(
        "CreateIndex", [.index(index, of: QualifiedName(table))], createIndex(index, on: table))
    }
  }

  private static func group(
    _ label: String, _ objects: [SchemaObject], _ sql: String
  ) -> MigrationScript.Group {
    group(label, [MigrationScript.Statement(sql, objects: objects)])
  }

  private static func group(
    _ label: String, _ statements: [MigrationScript.Statement]
  ) -> MigrationScript.Group {
    MigrationScript.Group(label: label, statements)
  }

  /// Rows have the values themselves; foreign keys are off, because the two sides of one over
  /// such columns change one after the other.
  private static func text(
    of rename: SQLiteStep.EnumValueRename
  ) -> [MigrationScript.Statement] {
    let object = SchemaObject.enumValue(rename.names.previous, of: rename.enumeration)
    let values = rename.names.map { defaultText(.literal(.enumValue($0))) }
    let updates = rename.columns.map { column in
      MigrationScript.Statement(
        "UPDATE \(q(column.table)) SET \(q(column.name)) = \(values.next) "
          + "WHERE \(q(column.name)) = \(values.previous);", objects: [object])
    }
    return [.init("PRAGMA foreign_keys=off;")] + updates + [.init("PRAGMA foreign_keys=on;")]
  }

  private static func rebuildTables(
    _ rebuilds: [SQLiteStep.Rebuild]
  ) -> [MigrationScript.Statement] {
    var lines = ["PRAGMA defer_foreign_keys=ON;", "PRAGMA foreign_keys=OFF;"]
    // Else SQLite refuses to rename while a view or a trigger speaks of the table that is away;
    // https://sqlite.org/pragma.html#pragma_legacy_alter_table.
    let isReferenced = rebuilds.contains(where: \.isReferencedByCode)
    if isReferenced { lines.append("PRAGMA legacy_alter_table=ON;") }
    var statements = lines.map { MigrationScript.Statement($0) }
    for rebuild in rebuilds {
      statements += rebuildTable(rebuild).map { sql in
        MigrationScript.Statement(sql, tables: [rebuild.table.name.display])
      }
    }
    lines = isReferenced ? ["PRAGMA legacy_alter_table=OFF;"] : []
    lines += ["PRAGMA foreign_keys=ON;", "PRAGMA defer_foreign_keys=OFF;"]
    return statements + lines.map { MigrationScript.Statement($0) }
  }

  private static func rebuildTable(_ rebuild: SQLiteStep.Rebuild) -> [String] {
    let name = rebuild.table.name.name
    let temporary = rebuild.temporaryName
    var lines = [createTable(rebuild.table, named: temporary)]
    if !rebuild.columns.isEmpty {
      let rowNumber = rebuild.rowNumber.map { [$0] } ?? []
      let targets = rowNumber + rebuild.columns.map { q($0.name) }
      let sources =
        rowNumber
        + rebuild.columns.map { column in
          guard let replacement = column.replacement else { return q(column.name) }
          return "coalesce(\(q(column.name)), \(defaultText(replacement))) AS \(q(column.name))"
        }
      lines.append(
        "INSERT INTO \(q(temporary)) (\(targets.joined(separator: ", ")))"
          + " SELECT \(sources.joined(separator: ", ")) FROM \(q(name));")
    }
    if rebuild.keepsNumbering { lines.append(copyOfNumberMark(from: name, to: temporary)) }
    lines.append("DROP TABLE \(q(name));")
    lines.append("ALTER TABLE \(q(temporary)) RENAME TO \(q(name));")
    lines += rebuild.table.indexes.filter { !$0.isConstraint }.map { createIndex($0, on: name) }
    lines += rebuild.table.triggers.map { $0.definition.terminated }
    return lines
  }

  /// The highest number that was ever given out, also to rows that are gone; without a mark there
  /// is nothing to do: <https://sqlite.org/autoinc.html>.
  private static func copyOfNumberMark(from name: String, to temporary: String) -> String {
    let names = SchemaPair(name, temporary).map { defaultText(.literal(.string($0))) }
    return "UPDATE \"sqlite_sequence\" SET \"seq\" = (SELECT max(\"seq\") FROM \"sqlite_sequence\""
      + " WHERE \"name\" IN (\(names.previous), \(names.next))) WHERE \"name\" = \(names.next);"
  }

  private static func createIndex(_ index: Index<SQLiteDialect>, on table: String) -> String {
    let create =
      index.options.definition?.terminated
      ?? "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(q(index.name)) ON \(q(table))"
      + "(\(text(of: index.parts)));"
    // Names with this prefix are SQLite's own; https://sqlite.org/fileformat2.html#intschema.
    guard index.name.lowercased().hasPrefix("sqlite_") else { return create }
    return "PRAGMA writable_schema=1;\n\(create)\nPRAGMA writable_schema=0;"
  }

  static func q(_ name: String) -> String { SQLiteDialect.quote(name) }
  static func q(_ names: [String]) -> String { SQLiteDialect.quote(names) }
}

extension String {
  /// A statement with its semicolon, which a comment at its end must not swallow.
  fileprivate var terminated: String {
    let last = Array(SQLiteTokens(self)).last
    guard let last, !last.isSymbol(";") else { return self }
    return String(decoding: Array(utf8)[..<last.range.upperBound], as: UTF8.self) + ";"
  }
}
