import CSQLite
import DatabaseAccess
import SQLBackend

/// The number of rows that break a foreign key, by table and referenced table.
struct SQLiteForeignKeyViolations {
  struct Pair: Hashable {
    let table: String
    let referenced: String
  }

  private var counts: [Pair: Int64] = [:]

  init(_ session: any DatabaseSession) throws(DatabaseError) {
    do throws(DatabaseError) {
      try countAll(session)
    } catch  where error.isForeignKeyMismatch {
      // One key that leads to columns that are not unique keeps SQLite from checking any.
      counts = [:]
      for table in try Self.tables(session) { try count(in: table, session) }
    }
  }

  /// A pair of tables with more violations than before.
  func firstBeyond(_ previous: Self) -> Pair? {
    counts.filter { $0.value > previous.counts[$0.key, default: 0] }.map(\.key)
      .min { ($0.table, $0.referenced) < ($1.table, $1.referenced) }
  }

  private mutating func countAll(_ session: any DatabaseSession) throws(DatabaseError) {
    let rows = try session.fetch(
      Statement("SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2"))
    add(rows)
  }

  private mutating func count(
    in table: String, _ session: any DatabaseSession
  ) throws(DatabaseError) {
    do throws(DatabaseError) {
      let rows = try session.fetch(
        Statement(
          "SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check(?) GROUP BY 1, 2",
          [.text(table)]))
      add(rows)
    } catch  where error.isForeignKeyMismatch {
      for key in try Self.keys(of: table, session) {
        let pair = Pair(table: table, referenced: key.referenced)
        counts[pair, default: 0] += try key.violations(session)
      }
    }
  }

  private mutating func add(_ rows: RowBuffer) {
    for row in 0..<rows.rowCount {
      let pair = Pair(table: rows.string(row, 0) ?? "", referenced: rows.string(row, 1) ?? "")
      counts[pair] = rows.integer(row, 2)
    }
  }

  private static func tables(_ session: any DatabaseSession) throws(DatabaseError) -> [String] {
    let rows = try session.fetch(
      Statement("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"))
    return (0..<rows.rowCount).compactMap { rows.string($0, 0) }
  }

  private static func keys(
    of table: String, _ session: any DatabaseSession
  ) throws(DatabaseError) -> [Key] {
    // A key that names only a table leads to the primary key of that.
    let rows = try session.fetch(
      Statement(
        """
        SELECT k.id, k."table", k."from", coalesce(k."to", p.name)
        FROM pragma_foreign_key_list(?) AS k
          LEFT JOIN pragma_table_info(k."table") AS p ON p.pk = k.seq + 1
        ORDER BY k.id, k.seq
        """, [.text(table)]))
    var keys: [Key] = []
    for row in 0..<rows.rowCount {
      if row == 0 || rows.integer(row, 0) != rows.integer(row - 1, 0) {
        keys.append(Key(table: table, referenced: rows.string(row, 1) ?? ""))
      }
      keys[keys.count - 1].columns.append(rows.string(row, 2) ?? "")
      if let column = rows.string(row, 3) { keys[keys.count - 1].referencedColumns.append(column) }
    }
    return keys
  }
}

/// A foreign key, counted by its columns: whether they are unique does not matter.
private struct Key {
  var table: String
  var referenced: String
  var columns: [String] = []
  var referencedColumns: [String] = []

  init(table: String, referenced: String) {
    self.table = table
    self.referenced = referenced
  }

  /// The number of rows that refer to none; of a key that leads nowhere SQLite demands nothing.
  func violations(_ session: any DatabaseSession) throws(DatabaseError) -> Int64 {
    guard columns.count == referencedColumns.count else { return 0 }
    let sources = columns.map { "t." + SQLiteDialect.quote($0) }
    let targets = referencedColumns.map { "r." + SQLiteDialect.quote($0) }
    let known = { (names: [String]) in names.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    }
    let sql = """
      SELECT COUNT(*) FROM \(SQLiteDialect.quote(table)) AS t
      WHERE \(known(sources)) AND (\(sources.joined(separator: ", "))) NOT IN (
        SELECT \(targets.joined(separator: ", ")) FROM \(SQLiteDialect.quote(referenced)) AS r
        WHERE \(known(targets)))
      """
    do throws(DatabaseError) {
      return try session.fetch(Statement(sql)).integer(0, 0)
    } catch  where error.leadsNowhere {
      return 0
    }
  }
}

extension DatabaseError {
  /// Whether a key leads to columns that are not unique or not there;
  /// https://sqlite.org/foreignkeys.html#fk_indexes.
  fileprivate var isForeignKeyMismatch: Bool {
    vendorCode == String(SQLITE_ERROR) && detail.hasPrefix("foreign key mismatch")
  }

  /// Whether a table or a column is not there.
  fileprivate var leadsNowhere: Bool {
    switch kind {
    case .tableNotFound, .columnNotFound: true
    default: false
    }
  }
}
