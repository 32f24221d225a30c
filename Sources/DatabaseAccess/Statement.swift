/// SQL text with its bound parameters, in the placeholder style of the database it is for.
public struct Statement: Sendable, Hashable {
  /// The text; one statement.
  public var sql: String
  /// The values of the placeholders, in order.
  public var parameters: [Value]
  /// Whether a client wrote the text, so that it may do what no statement of the engine does.
  package var isRaw = false
  /// Where the text compares columns that hold points in time, in the order of the text.
  ///
  /// A session whose database may hold them in several forms puts an expression there that
  /// compares them by time.
  package var comparedTimes: [ComparedTime] = []
  /// The columns of the result that hold points in time, counted from 0.
  package var timeColumns: [Int] = []
  /// Whether the rows also keep the forms that points in time are stored in, for foreign keys.
  package var keepsStoredTimes = false

  /// Creates a statement.
  public init(_ sql: String, _ parameters: [Value] = []) {
    self.sql = sql
    self.parameters = parameters
  }

  /// A column that holds points in time, in a place where it is compared, ordered or grouped.
  package struct ComparedTime: Sendable, Hashable {
    /// The name of the table in the database.
    package var table: String
    /// The name of the column.
    package var column: String
    /// The bytes of the text that name the column.
    package var range: Range<Int>
    /// Whether it is ordered or grouped there, so that what is no point in time has a place too;
    /// else it is unknown, as NULL is.
    package var isOrdered: Bool

    /// Creates a place.
    package init(table: String, column: String, range: Range<Int>, isOrdered: Bool = false) {
      self.table = table
      self.column = column
      self.range = range
      self.isOrdered = isOrdered
    }
  }
}

/// How much concurrent transactions see of each other.
public enum IsolationLevel: String, Sendable, CaseIterable {
  case readUncommitted = "ReadUncommitted"
  case readCommitted = "ReadCommitted"
  case repeatableRead = "RepeatableRead"
  case serializable = "Serializable"
  case snapshot = "Snapshot"
}
