import DatabaseAccess
import Synchronization
import Testing

struct ConnectionPoolTests {
  private let clock = ManualClock()
  private let server = FakeServer()

  private func pool(
    _ sessions: Int, acquireTimeout: Duration? = nil, idleTimeout: Duration? = nil
  ) -> ConnectionPool<ManualClock> {
    let limits = PoolLimits(
      sessions: sessions, acquireTimeout: acquireTimeout, idleTimeout: idleTimeout)
    return ConnectionPool(limits, clock: clock) { [server] () throws(DatabaseError) in
      try server.connect()
    }
  }

  @Test("A session that came back is used again")
  func reuse() async throws {
    let pool = pool(3)
    for _ in 0..<5 {
      _ = try await pool.withSession(wrap: { $0 }) { session throws(DatabaseError) in
        try session.execute(Statement("SELECT 1"))
      }
    }
    #expect(server.connections == 1)
    #expect(await pool.counts == (1, 1, 0))
  }

  @Test("A waiting task gets the session that comes back")
  func waiting() async throws {
    let pool = pool(1)
    let first = try await pool.acquire()
    let second = Task { try await pool.acquire() }
    while await pool.counts.waiting == 0 { await Task.yield() }
    await pool.release(first)
    #expect(try await second.value === first)
    #expect(server.connections == 1)
  }

  @Test("Waiting ends at the timeout")
  func acquireTimeout() async throws {
    let pool = pool(1, acquireTimeout: .seconds(10))
    let first = try await pool.acquire()
    let second = Task { try await pool.acquire() }
    while clock.sleeperCount == 0 { await Task.yield() }
    clock.advance(by: .seconds(10))
    let error = await #expect(throws: DatabaseError.self) { try await second.value }
    #expect(error?.kind == .poolTimeout)
    await pool.release(first)
    #expect(await pool.counts == (1, 1, 0))
  }

  @Test("A cancelled task stops waiting")
  func cancellation() async throws {
    let pool = pool(1)
    let first = try await pool.acquire()
    let second = Task { try await pool.acquire() }
    while await pool.counts.waiting == 0 { await Task.yield() }
    second.cancel()
    let error = await #expect(throws: DatabaseError.self) { try await second.value }
    #expect(error?.kind == .cancelled)
    await pool.release(first)
  }

  @Test("A lost session is replaced, also for a task that waits")
  func lostSession() async throws {
    let pool = pool(1)
    let first = try await pool.acquire()
    await #expect(throws: DatabaseError.self) {
      try await first.run(wrap: { $0 }) { session throws(DatabaseError) in
        try session.execute(Statement("LOSE"))
      }
    }
    let second = Task { try await pool.acquire() }
    while await pool.counts.waiting == 0 { await Task.yield() }
    await pool.release(first)
    let replaced = try await second.value
    #expect(replaced !== first)
    #expect(server.connections == 2)
    #expect(server.closed == 1)
    await pool.release(replaced)
  }

  @Test("Sessions that the database ended while they were idle are replaced")
  func lostIdleSessions() async throws {
    let pool = pool(2)
    let sessions = [try await pool.acquire(), try await pool.acquire()]
    for session in sessions { await pool.release(session) }
    server.end()
    let next = try await pool.acquire()
    #expect(!sessions.contains { $0 === next })
    #expect(await pool.counts == (1, 0, 0))
    #expect(server.closed == 2)
    await pool.release(next)
  }

  @Test("A task that is cancelled before its statement starts does not run it")
  func cancelledBefore() async throws {
    let pool = pool(1)
    let first = try await pool.acquire()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await first.runInterruptibly(wrap: { $0 }) { session throws(DatabaseError) in
        _ = try session.execute(Statement("INSERT"))
      }
    }
    let waiting = Task {
      while !Task.isCancelled { await Task.yield() }
      _ = try await pool.acquire()
    }
    task.cancel()
    waiting.cancel()
    for error in [
      await #expect(throws: DatabaseError.self) { try await task.value },
      await #expect(throws: DatabaseError.self) { _ = try await waiting.value },
    ] { #expect(error?.kind == .cancelled) }
    #expect(server.statements == 0)
    await pool.release(first)
  }

  @Test("Cancelling a task interrupts the statement that it runs")
  func cancelledMeanwhile() async throws {
    let pool = pool(1)
    let task = Task {
      try await pool.withSession(wrap: { $0 }) { session throws(DatabaseError) in
        _ = try session.execute(Statement("SLEEP"))
      }
    }
    while server.statements == 0 { await Task.yield() }
    task.cancel()
    let error = await #expect(throws: DatabaseError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(await pool.counts == (1, 1, 0))
  }

  @Test("A transaction left open is rolled back before the next lease")
  func leftTransaction() async throws {
    let pool = pool(1)
    try await pool.withSession(wrap: { $0 }) { session throws(DatabaseError) in
      try session.begin(forWriting: true, isolation: nil)
    }
    let isInTransaction = try await pool.withSession(wrap: { $0 }) {
      session throws(DatabaseError) in
      session.isInTransaction
    }
    #expect(!isInTransaction)
    #expect(server.connections == 1)
  }

  @Test("A failed connection leaves room for another")
  func failedConnection() async throws {
    let pool = pool(1)
    server.refuses = true
    await #expect(throws: DatabaseError.self) { try await pool.acquire() }
    server.refuses = false
    await pool.release(try await pool.acquire())
    #expect(await pool.counts == (1, 1, 0))
  }

  @Test("An idle session is closed at the timeout")
  func idleTimeout() async throws {
    let pool = pool(1, idleTimeout: .seconds(300))
    await pool.release(try await pool.acquire())
    while clock.sleeperCount == 0 { await Task.yield() }
    clock.advance(by: .seconds(300))
    while await pool.counts.open > 0 { await Task.yield() }
    #expect(await pool.counts == (0, 0, 0))
  }

  @Test("A closed pool refuses waiting and new tasks, and closes what comes back")
  func closing() async throws {
    let pool = pool(1)
    let first = try await pool.acquire()
    let second = Task { try await pool.acquire() }
    while await pool.counts.waiting == 0 { await Task.yield() }
    await pool.close()
    await #expect(throws: DatabaseError.self) { try await second.value }
    await #expect(throws: DatabaseError.self) { try await pool.acquire() }
    await pool.release(first)
    #expect(server.closed == 1)
    #expect(await pool.counts == (0, 0, 0))
  }

  @Test("The limits come from the URL")
  func limits() throws {
    let url = try DatabaseURL("postgresql://h/d?connection_limit=7&pool_timeout=0")
    let limits = try PoolLimits(url, sessions: 5)
    #expect(limits == PoolLimits(sessions: 7, acquireTimeout: nil, idleTimeout: .seconds(300)))
    let wrong = try DatabaseURL("postgresql://h/d?connection_limit=many")
    #expect(throws: DatabaseError.self) { try PoolLimits(wrong, sessions: 5) }
  }
}

/// Counts connections.
private final class FakeServer: Sendable {
  private struct State {
    var connections = 0
    var closed = 0
    var refuses = false
    var statements = 0
    /// The number of sessions that the server has ended.
    var ended = 0
  }

  private let state = Mutex(State())
  var connections: Int { state.withLock { $0.connections } }
  var closed: Int { state.withLock { $0.closed } }
  var refuses: Bool {
    get { state.withLock { $0.refuses } }
    set { state.withLock { $0.refuses = newValue } }
  }

  var statements: Int { state.withLock { $0.statements } }

  /// Ends all sessions.
  func end() { state.withLock { $0.ended = $0.connections } }

  func hasEnded(_ number: Int) -> Bool { state.withLock { number <= $0.ended } }

  func countStatement() { state.withLock { $0.statements += 1 } }

  func countClosing() { state.withLock { $0.closed += 1 } }

  func connect() throws(DatabaseError) -> any DatabaseSession {
    let (number, refuses) = state.withLock { state in
      state.connections += 1
      return (state.connections, state.refuses)
    }
    guard !refuses else { throw DatabaseError(.unreachable, "refused") }
    return FakeSession(number: number, of: self)
  }
}

private final class FakeSession: DatabaseSession {
  private let number: Int
  private let server: FakeServer
  private let flag = InterruptionFlag()
  private var isLost = false
  private(set) var isInTransaction = false

  init(number: Int, of server: FakeServer) {
    self.number = number
    self.server = server
  }

  var isOpen: Bool { !isLost && !server.hasEnded(number) }

  func execute(_ statement: Statement) throws(DatabaseError) -> Int {
    server.countStatement()
    switch statement.sql {
    case "LOSE":
      isLost = true
      throw DatabaseError(.connectionLost, "lost")
    case "SLEEP":
      while !flag.isSet {}
      throw DatabaseError(.cancelled, "interrupted")
    default: return 0
    }
  }

  func fetch(_ statement: Statement) throws(DatabaseError) -> RowBuffer {
    RowBuffer(columnNames: [])
  }

  func runScript(_ sql: String) throws(DatabaseError) {}
  func fetchScript(_ sql: String) throws(DatabaseError) -> [RowBuffer] { [] }

  func begin(forWriting: Bool, isolation: IsolationLevel?) throws(DatabaseError) {
    isInTransaction = true
  }

  func commit() throws(DatabaseError) { isInTransaction = false }
  func rollback() throws(DatabaseError) { isInTransaction = false }
  var interrupter: any Interrupter { flag }
  func takeNotices() -> [String] { [] }
  func close() { server.countClosing() }
}

private final class InterruptionFlag: Interrupter {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func interrupt() { state.withLock { $0 = true } }
}
