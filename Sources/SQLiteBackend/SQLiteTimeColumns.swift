import DatabaseAccess
import SQLBackend

/// What a session knows of the values in columns that hold points in time.
///
/// SQLite compares texts and numbers by their type first, so a column that holds both has to be
/// compared through `SQLiteTimeFunction`, and then no index on it is of use. Of a table with
/// 1,000,000 rows the function costs 10 ms beside the 44 ms of a scan (200 ms where all are texts),
/// so a column without an index always goes through it; but an index answers in microseconds. For a
/// column that is part of an index the session looks whether all values are integers:
///
/// - Where the column leads an index, texts are found by a look-up in it (6 µs), because SQLite
///   sorts them behind all numbers; three more find numbers that are no milliseconds. They are
///   done again after every change of the database, be it by a trigger or by another program.
/// - Where it stands further back, the look reads the whole index (44 ms). It is done once, and
///   again after SQL that the client wrote, because the statements of the engine write integers.
final class SQLiteTimeColumns {
  private struct Column: Hashable {
    let table: String
    let name: String

    var quotedTable: String { SQLiteDialect.quote(table) }
    var quotedName: String { SQLiteDialect.quote(name) }
    /// The conditions for values that compare in another way than integers of milliseconds, each
    /// of them answered by a look-up in an index: texts and bytes, which sort behind all numbers,
    /// numbers at its ends that are no point in time, and seconds and Julian days around 0.
    var mixedConditions: [String] {
      [
        "\(quotedName) >= ''",
        "\(quotedName) > \(SQLiteTime.milliseconds.upperBound)",
        "\(quotedName) < \(SQLiteTime.milliseconds.lowerBound)",
        "\(quotedName) > -1e11 AND \(quotedName) < 1e11 AND typeof(\(quotedName)) = 'real'",
      ]
    }
  }

  /// What is known of a column.
  private enum Content {
    /// Nothing, and nothing has to be: no index could help.
    case withoutIndex
    /// Integers only, as of a state of the database where the column leads an index.
    case integers(DatabaseState?)
    /// Also values of other types.
    case mixed
  }

  /// Changes whenever the database may have changed.
  private struct DatabaseState: Equatable {
    var ownChanges: Int64
    var version: Int64
  }

  private var contents: [Column: Content] = [:]
  /// The columns that `SQLiteTimeFunction` was asked for; it knows them by their place here.
  private var compared: [Column] = []
  private var numbers: [Column: Int] = [:]
  /// The numbers of those that it has been said of that they hold text.
  private var columnsNoted: Set<Int> = []

  /// The text of a statement that compares points in time of all forms.
  func text(
    of statement: Statement, on session: SQLiteSession
  ) throws(DatabaseError) -> String {
    let columns = statement.comparedTimes.map { Column(table: $0.table, name: $0.column) }
    var state: DatabaseState?
    var mixed: Set<Column> = []
    for column in Set(columns) where try isMixed(column, in: &state, on: session) {
      mixed.insert(column)
    }
    guard !mixed.isEmpty else { return statement.sql }
    let sql = Array(statement.sql.utf8)
    var bytes: [UInt8] = []
    var end = 0
    for (place, column) in zip(statement.comparedTimes, columns) where mixed.contains(column) {
      bytes += sql[end..<place.range.lowerBound]
      if place.isOrdered { bytes += "coalesce(".utf8 }
      bytes += SQLiteTimeFunction.name.description.utf8
      bytes.append(UInt8(ascii: "("))
      bytes += sql[place.range]
      bytes += ", \(number(of: column)))".utf8
      if place.isOrdered { bytes += ", ".utf8 + sql[place.range] + ")".utf8 }
      end = place.range.upperBound
    }
    return String(decoding: bytes + sql[end...], as: UTF8.self)
  }

  private func number(of column: Column) -> Int {
    if let number = numbers[column] { return number }
    numbers[column] = compared.count
    compared.append(column)
    return compared.count - 1
  }

  /// Says of columns that they hold text, once of each.
  func notices(ofText columns: Set<Int>) -> [String] {
    let new = columns.subtracting(columnsNoted)
    columnsNoted.formUnion(new)
    return new.sorted().map { number in
      let column = compared[number]
      let cost =
        if case .mixed? = contents[column] { ", for which its index is of no use" } else { "" }
      return "the column `\(column.name)` of `\(column.table)` holds points in time as text; "
        + "they are compared by a slower expression\(cost)"
    }
  }

  /// Forgets which columns hold integers only, before or after a change that the engine cannot
  /// follow.
  func forget() {
    contents = contents.filter { _, content in
      if case .mixed = content { true } else { false }
    }
  }

  private func isMixed(
    _ column: Column, in state: inout DatabaseState?, on session: SQLiteSession
  ) throws(DatabaseError) -> Bool {
    let content =
      if let known = contents[column] {
        try updated(known, of: column, in: &state, on: session)
      } else {
        try look(at: column, in: &state, on: session)
      }
    contents[column] = content
    if case .integers = content { return false }
    return true
  }

  private func updated(
    _ content: Content, of column: Column, in state: inout DatabaseState?,
    on session: SQLiteSession
  ) throws(DatabaseError) -> Content {
    guard case .integers(let known?) = content else { return content }
    let current = try read(&state, of: session)
    guard current != known else { return content }
    return try holdsOthers(column, on: session) ? .mixed : .integers(current)
  }

  private func look(
    at column: Column, in state: inout DatabaseState?, on session: SQLiteSession
  ) throws(DatabaseError) -> Content {
    switch try positionInIndex(column, on: session) {
    case nil: return .withoutIndex
    case 0:
      let current = try read(&state, of: session)
      if try hasFractionAtEnd(column, on: session) { return .mixed }
      return try holdsOthers(column, on: session) ? .mixed : .integers(current)
    default:
      let name = column.quotedName
      let condition =
        "typeof(\(name)) <> 'integer' OR \(name) NOT BETWEEN \(SQLiteTime.milliseconds.lowerBound) "
        + "AND \(SQLiteTime.milliseconds.upperBound)"
      return try has("\(name) IS NOT NULL AND (\(condition))", column, on: session)
        ? .mixed : .integers(nil)
    }
  }

  /// The number of columns before it in the index where it is nearest to the front.
  private func positionInIndex(
    _ column: Column, on session: SQLiteSession
  ) throws(DatabaseError) -> Int64? {
    let rows = try session.fetch(
      Statement(
        """
        SELECT min(c.seqno) FROM pragma_index_list(?) AS i, pragma_index_info(i.name) AS c \
        WHERE i.partial = 0 AND c.name = ? COLLATE NOCASE
        """, [.text(column.table), .text(column.name)]))
    return rows.isEmpty || rows.isNull(0, 0) ? nil : rows.integer(0, 0)
  }

  /// Whether there are values that compare in another way than integers of milliseconds.
  private func holdsOthers(
    _ column: Column, on session: SQLiteSession
  ) throws(DatabaseError) -> Bool {
    for condition in column.mixedConditions where try has(condition, column, on: session) {
      return true
    }
    return false
  }

  /// Whether there are numbers with a fraction at the ends of the index, where a program that
  /// writes milliseconds so has left one.
  private func hasFractionAtEnd(
    _ column: Column, on session: SQLiteSession
  ) throws(DatabaseError) -> Bool {
    let name = column.quotedName
    for end in ["min", "max"]
    where try has(
      "\(name) = (SELECT \(end)(\(name)) FROM \(column.quotedTable)) AND typeof(\(name)) = 'real'",
      column, on: session)
    {
      return true
    }
    return false
  }

  private func has(
    _ condition: String, _ column: Column, on session: SQLiteSession
  ) throws(DatabaseError) -> Bool {
    let sql = "SELECT 1 FROM \(column.quotedTable) WHERE \(condition) LIMIT 1"
    return !(try session.fetch(Statement(sql)).isEmpty)
  }

  /// The state of the database, which is asked for once a statement.
  private func read(
    _ state: inout DatabaseState?, of session: SQLiteSession
  ) throws(DatabaseError) -> DatabaseState {
    if let state { return state }
    let rows = try session.fetch(Statement("PRAGMA data_version"))
    let current = DatabaseState(ownChanges: session.totalChanges, version: rows.integer(0, 0))
    state = current
    return current
  }
}
