import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel

/// Finds the views and triggers that a change breaks, or that keep SQLite from it.
struct SQLiteDependentChecks {
  private(set) var checks: [DataLossCheck] = []
  private let diff: SchemaDiff<SQLiteDialect>
  private let script: MigrationScript
  /// What is found, in the order of the changes that it is found for.
  private var findings: [Finding] = []

  private struct Finding {
    var change: Change
    var obstacle: String
    var dependents: [SQLiteDependent]
  }

  /// What a check is about.
  private struct Change: Hashable {
    var text: String
    var object: SchemaObject
  }

  init(_ diff: SchemaDiff<SQLiteDialect>) {
    self.diff = diff
    let definitions = diff.schemas.previous.objects.definitions
    script =
      definitions.isEmpty
      ? MigrationScript([])
      : SQLiteDialect.script(
        for: SQLiteDialect.steps(for: diff))
    guard !script.groups.isEmpty else { return }
    // What cannot be tried is not known.
    try? rehearse(definitions)
    checks = findings.map(check)
  }

  private mutating func rehearse(_ definitions: [SQLiteDefinition]) throws(DatabaseError) {
    var definitions = definitions
    while true {
      let rehearsal = try SQLiteRehearsal(of: definitions)
      let trial = try rehearsal.trial()
      do throws(DatabaseError) { try rehearsal.run(script.text) } catch {
        // What is in the way is noted, and the rest tried without it.
        guard let dependent = error.dependent(in: definitions),
          let change = change(at: error.position ?? 0)
        else { throw error }
        let reason =
          trial.works(dependent)
          ? "would break" : "do not work, beside which SQLite renames nothing"
        add(dependent, to: change, "\(dependent.kind.rawValue)s that \(reason)")
        definitions.removeAll {
          $0.kind.rawValue == dependent.kind.rawValue && $0.name == dependent.name
        }
        continue
      }
      for (dependent, reason) in try rehearsal.trial().broken(since: trial) {
        let definition = definitions.first {
          $0.kind.rawValue == dependent.kind.rawValue && $0.name == dependent.name
        }
        guard let change = change(behind: reason, in: definition?.sql ?? "") else { continue }
        add(
          dependent, to: change,
          dependent.kind == .view ? "views that read it" : "triggers that use it")
      }
      return
    }
  }

  private mutating func add(_ dependent: SQLiteDependent, to change: Change, _ obstacle: String) {
    if let index = findings.firstIndex(where: { $0.change == change && $0.obstacle == obstacle }) {
      findings[index].dependents.append(dependent)
    } else {
      findings.append(Finding(change: change, obstacle: obstacle, dependents: [dependent]))
    }
  }

  private func check(_ finding: Finding) -> DataLossCheck {
    let kind = finding.dependents[0].kind
    let places = finding.dependents.map { _ in "?" }.joined(separator: ", ")
    return DataLossCheck(
      finding.change.text, kind == .view ? .views : .triggers, obstacle: finding.obstacle,
      .unexecutable, of: finding.change.object,
      count: Statement(
        """
        SELECT COUNT(*), group_concat(name, char(10)) FROM (
          SELECT name FROM sqlite_schema WHERE type = '\(kind.rawValue)' AND name IN (\(places))
          ORDER BY name)
        """, finding.dependents.map { .text($0.name) }), unit: kind.rawValue)
  }
}

// Which change it is.
extension SQLiteDependentChecks {
  /// The rename at a place of the script.
  private func change(at offset: Int) -> Change? {
    let rest = String(decoding: script.text.utf8.dropFirst(offset), as: UTF8.self)
    let statements = script.groups.flatMap(\.statements)
    guard let object = statements.first(where: { rest.hasPrefix($0.sql) })?.objects.first else {
      return nil
    }
    return Change(text: "\(object.text)\(owner(of: object)) is renamed", object: object)
  }

  private func owner(of object: SchemaObject) -> String {
    object.owner.map { " of table `\($0)`" } ?? ""
  }

  /// The change that a broken definition suffers from, by the names in what SQLite says about it.
  private func change(behind error: DatabaseError, in definition: String) -> Change? {
    let reason = error.message.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
    let dropped = droppedThings.filter { reason.mentions([$0.name]) }
    let likely = dropped.first { definition.mentions([$0.table]) } ?? dropped.first
    if let likely { return likely.change }
    // Such as rows of another width, where a column was added.
    let altered =
      diff.alteredTables.first { definition.mentions([$0.name.name]) }
      ?? diff.alteredTables.first
    return altered.map { table in
      let column = (table.addedColumns.first?.name ?? table.alteredColumns.first?.name).map {
        SchemaObject.column($0, of: table.name)
      }
      return Change(
        text: "table `\(table.name.display)` changes", object: column ?? .table(table.name))
    }
  }

  private var droppedThings: [(name: String, table: String, change: Change)] {
    diff.droppedTables.map { table in
      let object = SchemaObject.table(table.name)
      return (
        table.name.name, table.name.name, Change(text: "\(object.text) is dropped", object: object)
      )
    }
      + diff.alteredTables.flatMap { table in
        table.droppedColumns.map { column in
          let object = SchemaObject.column(column.name, of: table.name)
          return (
            column.name, table.name.name,
            Change(text: "\(object.text)\(owner(of: object)) is dropped", object: object)
          )
        }
      }
  }
}

extension DatabaseError {
  /// The view or the trigger that SQLite names when it is in the way of a rename, as in
  /// `error in view V: no such column: x` and `error in trigger T after rename: …`.
  fileprivate func dependent(in definitions: [SQLiteDefinition]) -> SQLiteDependent? {
    let named = definitions.filter { definition in
      let start = "error in \(definition.kind.rawValue) \(definition.name)"
      return message.hasPrefix(start + ":") || message.hasPrefix(start + " after ")
    }
    // One name may be the beginning of another.
    guard let longest = named.max(by: { $0.name.utf8.count < $1.name.utf8.count }) else {
      return nil
    }
    return SQLiteDependent.Kind(rawValue: longest.kind.rawValue).map {
      SQLiteDependent(kind: $0, name: longest.name)
    }
  }
}
