/// SQL text with its bound parameters, in the placeholder style of the database it is for.
public struct Statement: Sendable, Hashable {
  /// The text; one statement.
  public var sql: String
  /// The values of the placeholders, in order.
  public var parameters: [Value]

  /// Creates a statement.
  public init(_ sql: String, _ parameters: [Value] = []) {
    self.sql = sql
    self.parameters = parameters
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
