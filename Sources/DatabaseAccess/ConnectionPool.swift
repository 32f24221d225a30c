/// Sessions of one database, leased to tasks.
///
/// Sessions are opened when needed, handed on in the order of asking, and replaced when the
/// database has ended them, also while they were idle. The session used last is used first, so that a pool that is larger
/// than needed shrinks by the idle timeout.
public actor ConnectionPool<Time: Clock> where Time.Duration == Duration {
  private struct Idle {
    let session: PooledSession
    let since: Time.Instant
  }

  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Turn, Never>
  }

  /// What a waiter gets.
  private enum Turn: Sendable {
    case session(PooledSession)
    /// The right to open a session.
    case opening
    case refused(DatabaseError)
  }

  /// The limits.
  public nonisolated let limits: PoolLimits
  private let clock: Time
  private let connect: @Sendable () throws(DatabaseError) -> any DatabaseSession
  private var idle: [Idle] = []
  private var waiters: [Waiter] = []
  private var waiterCount = 0
  /// Sessions that are open or being opened.
  private var openCount = 0
  private var isClosed = false
  private var reaper: Task<Void, Never>?

  /// Creates a pool that opens its sessions with `connect`, each on a thread of its own.
  public init(
    _ limits: PoolLimits, clock: Time,
    connect: @escaping @Sendable () throws(DatabaseError) -> any DatabaseSession
  ) {
    self.limits = limits
    self.clock = clock
    self.connect = connect
  }

  /// Runs `body` with a session that nobody else has meanwhile.
  ///
  /// Cancelling the task interrupts the running statement.
  ///
  /// - Parameters:
  ///   - wrap: Makes the caller's error of one of the database.
  ///   - body: What to do with the session; blocking, without a suspension point.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or the error of `acquire`.
  public func withSession<Result: Sendable, Failure: Error>(
    wrap: @Sendable (DatabaseError) -> Failure,
    _ body: @Sendable (any DatabaseSession) throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    let session: PooledSession
    do throws(DatabaseError) { session = try await acquire() } catch { throw wrap(error) }
    let outcome: Swift.Result<Result, Failure>
    do throws(Failure) {
      outcome = .success(try await session.runInterruptibly(wrap: wrap, body))
    } catch {
      outcome = .failure(error)
    }
    await release(session)
    return try outcome.get()
  }

  /// Leases a session, which must be given back with `release`.
  ///
  /// - Throws: `DatabaseError` of kind `.poolTimeout` when none becomes free in time, `.cancelled`
  ///   when the task is, or the error of connecting.
  public func acquire() async throws(DatabaseError) -> PooledSession {
    guard !isClosed else { throw Self.closed }
    guard !Task.isCancelled else { throw Self.cancelled }
    await closeExpired()
    while let last = idle.popLast()?.session {
      if await last.isOpen { return last }
      openCount -= 1
      await last.close()
    }
    if openCount < limits.sessions {
      openCount += 1
      return try await open()
    }
    switch await wait() {
    case .session(let session): return session
    case .opening: return try await open()
    case .refused(let error): throw error
    }
  }

  /// Opens a session that is counted already.
  private func open() async throws(DatabaseError) -> PooledSession {
    let session = PooledSession()
    do throws(DatabaseError) { try await session.open(connect) } catch {
      leave()
      throw error
    }
    guard !isClosed else {
      leave()
      await session.close()
      throw Self.closed
    }
    return session
  }

  /// Gives a session back; an open transaction in it is rolled back.
  public func release(_ session: PooledSession) async {
    let isUsable = await session.settle()
    guard isUsable, !isClosed else {
      leave()
      return await session.close()
    }
    if let waiter = takeWaiter() {
      waiter.continuation.resume(returning: .session(session))
    } else {
      idle.append(Idle(session: session, since: clock.now))
      scheduleReaper()
    }
  }

  /// Closes idle sessions at once and leased ones when they come back; waiting tasks are refused.
  public func close() async {
    isClosed = true
    reaper?.cancel()
    while let waiter = takeWaiter() { waiter.continuation.resume(returning: .refused(Self.closed)) }
    let sessions = idle.map(\.session)
    idle = []
    openCount -= sessions.count
    for session in sessions { await session.close() }
  }

  /// The numbers of open and of idle sessions and of waiting tasks, for metrics.
  public var counts: (open: Int, idle: Int, waiting: Int) {
    (openCount, idle.count, waiters.count)
  }

  /// One session is gone: the next waiter may open another.
  private func leave() {
    if let waiter = takeWaiter() {
      waiter.continuation.resume(returning: .opening)
    } else {
      openCount -= 1
    }
  }

  private func takeWaiter() -> Waiter? { waiters.isEmpty ? nil : waiters.removeFirst() }

  private func wait() async -> Turn {
    waiterCount += 1
    let number = waiterCount
    let timer = limits.acquireTimeout.map { timeout in
      Task { [clock] in
        guard (try? await clock.sleep(for: timeout)) != nil else { return }
        refuse(number, Self.timeout(limits))
      }
    }
    defer { timer?.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: .refused(Self.cancelled))
        } else {
          waiters.append(Waiter(number: number, continuation: continuation))
        }
      }
    } onCancel: {
      Task { await self.refuse(number, Self.cancelled) }
    }
  }

  private func refuse(_ number: Int, _ error: DatabaseError) {
    guard let position = waiters.firstIndex(where: { $0.number == number }) else { return }
    waiters.remove(at: position).continuation.resume(returning: .refused(error))
  }

  // Idle sessions.

  private func closeExpired() async {
    guard let timeout = limits.idleTimeout else { return }
    let now = clock.now
    let expired = idle.prefix { $0.since.advanced(by: timeout) <= now }.map(\.session)
    guard !expired.isEmpty else { return }
    idle.removeFirst(expired.count)
    openCount -= expired.count
    for session in expired { await session.close() }
  }

  private func scheduleReaper() {
    guard reaper == nil, let timeout = limits.idleTimeout else { return }
    reaper = Task { [weak self, clock] in
      repeat {
        guard (try? await clock.sleep(for: timeout)) != nil else { return }
      } while await self?.reap() ?? false
    }
  }

  /// Closes what has been idle for too long; tells whether there are sessions left to watch.
  private func reap() async -> Bool {
    await closeExpired()
    if idle.isEmpty { reaper = nil }
    return !idle.isEmpty
  }

  private static var closed: DatabaseError {
    DatabaseError(.connectionLost, "the connection pool is closed")
  }

  private static var cancelled: DatabaseError {
    DatabaseError(.cancelled, "the task was cancelled while it waited for a connection")
  }

  private static func timeout(_ limits: PoolLimits) -> DatabaseError {
    let seconds = limits.acquireTimeout?.components.seconds ?? 0
    return DatabaseError(
      .poolTimeout,
      "no connection became free within \(seconds) s; the limit is \(limits.sessions)",
      help: "hold connections for a shorter time, or raise `connection_limit` or `pool_timeout`")
  }
}
