import Synchronization

/// A session that `async` code can share: its calls run one after the other on its own executor.
public actor PooledSession {
  private let executor = SessionExecutor()
  private var session: (any DatabaseSession)?
  private let statementInterrupter = Mutex<(any Interrupter)?>(nil)

  /// The executor of the session's own thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  init() {}

  /// Connects.
  func open(
    _ connect: @Sendable () throws(DatabaseError) -> any DatabaseSession
  ) throws(DatabaseError) {
    let session = try connect()
    self.session = session
    let interrupter = session.interrupter
    statementInterrupter.withLock { $0 = interrupter }
  }

  /// Runs `body` with the session, without a suspension point.
  ///
  /// - Parameters:
  ///   - wrap: Makes the caller's error of one of the database.
  ///   - body: What to do with the session.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or `.connectionLost` for a session that is closed.
  public func run<Result: Sendable, Failure: Error>(
    wrap: (DatabaseError) -> Failure,
    _ body: (any DatabaseSession) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let session, session.isOpen else {
      throw wrap(DatabaseError(.connectionLost, "the session is closed"))
    }
    return try body(session)
  }

  /// Runs `body` like `run`; cancelling the task interrupts the running statement.
  ///
  /// - Parameters:
  ///   - wrap: Makes the caller's error of one of the database.
  ///   - body: What to do with the session.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, `.connectionLost` for a session that is closed, or `.cancelled`
  ///   where the task was cancelled before.
  public nonisolated func runInterruptibly<Result: Sendable, Failure: Error>(
    wrap: @Sendable (DatabaseError) -> Failure,
    _ body: @Sendable (any DatabaseSession) throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    let outcome: Swift.Result<Result, Failure> = await withTaskCancellationHandler {
      // An interruption stops what runs; what has not begun does not begin.
      guard !Task.isCancelled else {
        return .failure(wrap(DatabaseError(.cancelled, "the task was cancelled")))
      }
      do throws(Failure) { return .success(try await run(wrap: wrap, body)) } catch {
        return .failure(error)
      }
    } onCancel: {
      interrupt()
    }
    return try outcome.get()
  }

  /// Stops the running statement, at once and from any task.
  public nonisolated func interrupt() {
    statementInterrupter.withLock { $0 }?.interrupt()
  }

  /// Ends what a lease may have left open.
  ///
  /// - Returns: Whether the session can serve another lease.
  func settle() -> Bool {
    guard let session, session.isOpen else { return false }
    guard session.isInTransaction else { return true }
    do throws(DatabaseError) { try session.rollback() } catch { return false }
    return !session.isInTransaction
  }

  /// Whether a session that nobody used meanwhile can serve another lease.
  var isOpen: Bool { session?.isOpen ?? false }

  /// Closes the session; its lease may still be out, and its next call then fails.
  func close() {
    statementInterrupter.withLock { $0 = nil }
    session?.close()
    session = nil
  }
}
