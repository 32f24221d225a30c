import DatabaseAccess

/// What a SQLite database holds, as text.
enum SQLiteContents {
  /// All rows of all tables, and what else there is that rows depend on.
  static func text(_ session: any DatabaseSession) throws -> String {
    let objects = try session.fetch(
      Statement(
        """
        SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY type, name
        """))
    var text = ""
    for row in 0..<objects.rowCount {
      let name = objects.string(row, 1) ?? ""
      text += "\(objects.string(row, 0) ?? "") \(name)\n"
      guard ["table", "view"].contains(objects.string(row, 0)) else { continue }
      let quoted = name.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      guard let rows = try? session.fetch(Statement("SELECT * FROM \"\(quoted)\"")) else {
        text += "  does not work\n"
        continue
      }
      for row in 0..<rows.rowCount {
        let cells = (0..<rows.columnCount).map { rows.string(row, $0) ?? "NULL" }
        text += "  " + cells.joined(separator: "|") + "\n"
      }
    }
    return text
  }
}
