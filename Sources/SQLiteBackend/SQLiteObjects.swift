/// What a SQLite database has beside tables and views.
package struct SQLiteObjects: Sendable, Hashable {
  /// The names of the virtual tables, which modules such as `fts5` bring with tables of their own.
  package var virtualTables: [String]

  package init(virtualTables: [String] = []) {
    self.virtualTables = virtualTables
  }
}
