public import Diagnostics

/// Something that a database or the way to it refused.
public struct DatabaseError: UserFacingError, Sendable {
  /// What kind of refusal it is; what callers decide by.
  public enum Kind: Sendable, Hashable {
    /// The server did not answer (P1001).
    case unreachable
    /// User or password are wrong (P1000).
    case authentication
    /// The user may not do this (P1010).
    case accessDenied
    /// The database or its file does not exist (P1003).
    case databaseNotFound
    /// The database exists already (P1009).
    case databaseExists
    /// TLS could not be set up (P1011).
    case tls
    /// The URL cannot be understood (P1013).
    case invalidURL
    /// The server closed the connection (P1017).
    case connectionLost
    /// The server was reached, but did not answer, or not give a lock, in time (P1002).
    case serverTimeout
    /// Waiting for a lock or an answer took too long (P1008).
    case timeout
    /// No connection of the pool became free in time (P2024).
    case poolTimeout
    /// A driver library is missing on this machine.
    case driverMissing
    /// A unique constraint: the names of the columns, or of the constraint when no column is known.
    case uniqueViolation(columns: [String], constraint: String?)
    /// A foreign key: the name of the constraint when the database tells it.
    case foreignKeyViolation(constraint: String?)
    /// A required column got NULL.
    case nullViolation(column: String?)
    /// A check constraint.
    case checkViolation(constraint: String?)
    /// A value is too long for its column.
    case valueTooLong(column: String?)
    /// A number does not fit its column.
    case valueOutOfRange
    /// A table does not exist (P2021).
    case tableNotFound(String)
    /// A column does not exist (P2022).
    case columnNotFound(String)
    /// A concurrent transaction won (P2034).
    case writeConflict
    /// A statement is too deep, too long or has too many values for the database (P2029).
    case statementTooLarge
    /// The statement was interrupted.
    case cancelled
    /// Anything else; `vendorCode` and `detail` tell.
    case other
  }

  /// The kind.
  public var kind: Kind
  /// The database's own message, without secrets.
  public var detail: String
  /// The message as clients know it of SQL that they wrote, where that is not `detail`.
  package var clientDetail: String?
  /// What the database adds: the objects or the row that it is about.
  ///
  /// It may show values of rows, so it belongs to scripts and plans, whose owner may see them, and
  /// not to the queries of an application.
  public var remark: String?
  /// The database's own code: a SQLSTATE, or SQLite's extended result code in decimal.
  public var vendorCode: String?
  /// The statement that failed, when one did.
  ///
  /// Parameters are never included.
  public var sql: String?
  /// The byte offset in `sql` that the database points at.
  public var position: Int?
  /// What to do about it.
  public var help: String?

  /// Creates an error.
  public init(
    _ kind: Kind, _ detail: String, vendorCode: String? = nil, sql: String? = nil,
    position: Int? = nil, help: String? = nil
  ) {
    self.kind = kind
    self.detail = detail
    self.vendorCode = vendorCode
    self.sql = sql
    self.position = position
    self.help = help
  }

  /// The refusal of SQL of a client that begins or ends a transaction.
  package static func transactionInRawSQL(_ sql: String) -> DatabaseError {
    DatabaseError(
      .other, "raw SQL can neither begin nor end a transaction; `$transaction` does", sql: sql)
  }

  /// The database's own message.
  public var message: String { detail }

  /// The message with the database's remark.
  public var fullMessage: String { remark.map { "\(detail): \($0)" } ?? detail }

  /// The code of Prisma for this kind, or one of ours.
  public var code: String {
    switch kind {
    case .authentication: "P1000"
    case .unreachable: "P1001"
    case .serverTimeout: "P1002"
    case .databaseNotFound: "P1003"
    case .timeout: "P1008"
    case .databaseExists: "P1009"
    case .accessDenied: "P1010"
    case .tls: "P1011"
    case .invalidURL: "P1013"
    case .connectionLost: "P1017"
    case .valueTooLong: "P2000"
    case .uniqueViolation: "P2002"
    case .foreignKeyViolation: "P2003"
    case .checkViolation: "P2004"
    case .nullViolation: "P2011"
    case .valueOutOfRange: "P2020"
    case .tableNotFound: "P2021"
    case .columnNotFound: "P2022"
    case .poolTimeout: "P2024"
    case .statementTooLarge: "P2029"
    case .writeConflict: "P2034"
    case .driverMissing: "D0001"
    case .cancelled: "D0002"
    case .other: "D0000"
    }
  }
}
