import BackendInterface
import DatabaseAccess
import QueryEngine

/// The sessions of one database: as many as are needed, up to a limit.
actor SessionPool {
  private let engine: QueryEngine
  private let backend: any Backend
  private let url: DatabaseURL
  private let limit: Int
  private var free: [EmbeddedSession] = []
  private var count = 0
  private var waiting: [CheckedContinuation<EmbeddedSession, Never>] = []
  private var isClosed = false

  /// Creates a pool of at most `limit` sessions.
  init(engine: QueryEngine, backend: any Backend, url: DatabaseURL, limit: Int) {
    self.engine = engine
    self.backend = backend
    self.url = url
    self.limit = limit
  }

  /// A session for the caller alone, who gives it back; waits while all are taken.
  func lease() async -> EmbeddedSession {
    if let session = free.popLast() { return session }
    if count < limit {
      count += 1
      return EmbeddedSession(engine: engine, backend: backend, url: url)
    }
    return await withCheckedContinuation { waiting.append($0) }
  }

  /// Ends a lease; whoever waits longest gets the session.
  func giveBack(_ session: EmbeddedSession) async {
    guard waiting.isEmpty else { return waiting.removeFirst().resume(returning: session) }
    guard isClosed else { return free.append(session) }
    count -= 1
    await session.close()
  }

  /// Closes the free sessions, and the others when they come back.
  func close() async {
    isClosed = true
    count -= free.count
    let sessions = free
    free = []
    for session in sessions { await session.close() }
  }
}
