import BackendInterface
import DatabaseAccess
import QueryEngine
import SwismaClient

/// One session of a database on a thread of its own.
actor EmbeddedSession {
  private let executor = SessionExecutor()
  private let engine: QueryEngine
  private let backend: any Backend
  private let url: DatabaseURL
  private var session: (any DatabaseSession)?

  /// Creates a session that connects when it is first needed.
  init(engine: QueryEngine, backend: any Backend, url: DatabaseURL) {
    self.engine = engine
    self.backend = backend
    self.url = url
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  func execute(_ request: ClientRequest) throws(ClientError) -> ResultTree {
    let session = try connected()
    do throws(QueryError) {
      return try engine.execute(QueryRequest(request), on: session)
    } catch {
      throw ClientError(error)
    }
  }

  func begin(isolation: IsolationLevel?) throws(ClientError) {
    try with { session throws(DatabaseError) in
      try session.begin(forWriting: true, isolation: isolation)
    }
  }

  func commit() throws(ClientError) {
    try with { session throws(DatabaseError) in try session.commit() }
  }

  /// Rolls back; a session that cannot even do that is given up.
  func rollback() {
    do throws(ClientError) {
      try with { session throws(DatabaseError) in try session.rollback() }
    } catch { close() }
  }

  func runScript(_ sql: String) throws(ClientError) {
    try with { session throws(DatabaseError) in try session.runScript(sql) }
  }

  func close() {
    session?.close()
    session = nil
  }

  private func with(
    _ body: (any DatabaseSession) throws(DatabaseError) -> Void
  ) throws(ClientError) {
    let session = try connected()
    do throws(DatabaseError) {
      try body(session)
    } catch {
      throw ClientError(error)
    }
  }

  private func connected() throws(ClientError) -> any DatabaseSession {
    if let session { return session }
    do throws(DatabaseError) {
      let session = try backend.connect(to: url)
      self.session = session
      return session
    } catch {
      throw ClientError(error)
    }
  }
}
