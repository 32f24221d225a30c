package import BackendInterface
package import DatabaseAccess
import SQLBackend
package import SQLModel

extension SQLiteDialect {
  package static func objectChecks(of diff: SchemaDiff<Self>) -> [DataLossCheck] {
    diff.droppedTables.map(droppedTriggers) + SQLiteDependentChecks(diff).checks
  }

  /// Counts the triggers that go with their table.
  private static func droppedTriggers(_ table: Table<Self>) -> DataLossCheck {
    DataLossCheck(
      "table `\(table.name.display)` is dropped with its triggers", .dropped, .loss,
      of: .table(table.name),
      count: Statement(
        """
        SELECT COUNT(*), group_concat(name, char(10)) FROM (
          SELECT name FROM sqlite_schema
          WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE ORDER BY name)
        """, [.text(table.name.name)]), unit: "trigger", isCaution: !table.triggers.isEmpty)
  }

  /// Tries the scripts on a copy of the structure in memory.
  package static func obstacles(
    to scripts: [String], in session: any DatabaseSession
  ) throws(DatabaseError) -> [DataLossCheck] {
    let code = try session.fetch(
      Statement("SELECT 1 FROM sqlite_schema WHERE type IN ('view', 'trigger') LIMIT 1"))
    guard !code.isEmpty, !scripts.isEmpty else { return [] }
    let rehearsal = try SQLiteRehearsal(of: SQLiteDefinition.all(in: session))
    let trial = try rehearsal.trial()
    // What fails here fails there too, and is rolled back.
    do throws(DatabaseError) { for script in scripts { try rehearsal.run(script) } } catch {
      return []
    }
    return try rehearsal.trial().broken(since: trial).map { dependent, reason in
      let kind: SchemaObject.Kind = dependent.kind == .view ? .view : .trigger
      let object = SchemaObject(kind, dependent.name)
      return DataLossCheck(
        "\(object.text) works now and would not any more: \(reason.message)",
        dependent.kind == .view ? .views : .triggers, .unexecutable, of: object, count: nil)
    }
  }
}
