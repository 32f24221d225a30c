import DatabaseAccess

/// What a SQLite database has beside tables and views.
package struct SQLiteObjects: Sendable, Hashable {
  /// The names of the virtual tables, which modules such as `fts5` bring with tables of their own.
  package var virtualTables: [String]
  /// All that the database is made of, where views or triggers are part of it.
  package var definitions: [SQLiteDefinition]

  /// The triggers that stand for writing to a view.
  package var viewTriggers: [ViewTrigger]

  /// The name of a trigger and that of its view.
  package struct ViewTrigger: Sendable, Hashable {
    package var name: String
    package var view: String
  }

  package init(
    virtualTables: [String] = [], viewTriggers: [ViewTrigger] = [],
    definitions: [SQLiteDefinition] = []
  ) {
    self.virtualTables = virtualTables
    self.viewTriggers = viewTriggers
    self.definitions = definitions
  }
}

/// A table, an index, a view or a trigger, as the statement that makes it.
package struct SQLiteDefinition: Sendable, Hashable {
  /// The raw values are those of the column `type` of `sqlite_schema`:
  /// <https://sqlite.org/schematab.html>.
  package enum Kind: String, Sendable, CaseIterable {
    case table, index, view, trigger
  }

  package var kind: Kind
  package var name: String
  package var sql: String
}

extension SQLiteDefinition {
  /// Reads all of a database in an order in which they can be made.
  static func all(in session: any DatabaseSession) throws(DatabaseError) -> [SQLiteDefinition] {
    let rows = try session.fetch(
      Statement("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"))
    let definitions = (0..<rows.rowCount).compactMap { row -> SQLiteDefinition? in
      guard let kind = rows.string(row, 0).flatMap(Kind.init), let name = rows.string(row, 1),
        let sql = rows.string(row, 2)
      else { return nil }
      return SQLiteDefinition(kind: kind, name: name, sql: sql)
    }
    return definitions.inOrderOfCreation
  }
}

extension [SQLiteDefinition] {
  var inOrderOfCreation: Self {
    SQLiteDefinition.Kind.allCases.flatMap { kind in filter { $0.kind == kind } }
  }
}
