/// How many sessions a pool keeps, and for how long.
public struct PoolLimits: Sendable, Hashable {
  /// The largest number of open sessions; at least 1.
  public var sessions: Int
  /// How long to wait for a free session; `nil` for ever.
  public var acquireTimeout: Duration?
  /// How long an unused session stays open; `nil` for ever.
  public var idleTimeout: Duration?

  /// Creates limits.
  public init(sessions: Int, acquireTimeout: Duration?, idleTimeout: Duration?) {
    self.sessions = max(sessions, 1)
    self.acquireTimeout = acquireTimeout
    self.idleTimeout = idleTimeout
  }

  /// Reads `connection_limit`, `pool_timeout` and `max_idle_connection_lifetime` of a URL; a time
  /// of 0 seconds is no limit.
  ///
  /// - Parameters:
  ///   - url: The URL.
  ///   - sessions: The number of sessions when the URL does not say.
  /// - Throws: `DatabaseError` of kind `.invalidURL` for what is no whole number.
  public init(_ url: DatabaseURL, sessions: Int) throws(DatabaseError) {
    let limit = try Self.number("connection_limit", of: url) ?? sessions
    let wait = try Self.number("pool_timeout", of: url) ?? 10
    let idle = try Self.number("max_idle_connection_lifetime", of: url) ?? 300
    self.init(
      sessions: limit, acquireTimeout: wait == 0 ? nil : .seconds(wait),
      idleTimeout: idle == 0 ? nil : .seconds(idle))
  }

  private static func number(
    _ name: String, of url: DatabaseURL
  ) throws(DatabaseError) -> Int? {
    guard let text = url.parameter(name) else { return nil }
    guard let number = Int32(text), number >= 0 else {
      throw DatabaseError(.invalidURL, "`\(name)` in the connection URL is not a whole number")
    }
    return Int(number)
  }
}
