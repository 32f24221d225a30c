import DatabaseAccess

/// What `ANALYZE` has found out about a table, which SQLite forgets when the table is dropped.
///
/// <https://sqlite.org/fileformat2.html#stat1tab>
struct SQLiteStatistics {
  private let session: any DatabaseSession

  init(_ session: any DatabaseSession) { self.session = session }

  /// Gives the statistics of a table to another one.
  func move(from table: String, to other: String) throws(DatabaseError) {
    let stores = try session.fetch(
      Statement(
        "SELECT name FROM sqlite_schema WHERE type = 'table' "
          + "AND name IN ('sqlite_stat1', 'sqlite_stat4')"))
    for row in 0..<stores.rowCount {
      guard let store = stores.string(row, 0) else { continue }
      _ = try session.execute(
        Statement(
          "UPDATE \(store) SET tbl = ? WHERE tbl = ?", [.text(other), .text(table)]))
    }
  }
}
