import BackendCatalog
import BackendInterface
public import DatabaseAccess
import Diagnostics
import Providers
import QueryEngine
import SchemaModel
public import SwismaClient

/// Runs the queries of a client in this process, without JSON in between.
///
/// Each session has a thread of its own, because databases block; requests beyond the number of
/// sessions wait for their turn.
public struct EmbeddedTransport: Transport {
  private let engine: QueryEngine
  private let pool: ConnectionPool<ContinuousClock>

  /// Prepares the way to a database; sessions are opened when they are needed.
  ///
  /// `schema` is the text of the schema, `url` the connection URL, whose relative file paths start
  /// at the working directory. The parameters `connection_limit`, `pool_timeout` and
  /// `max_idle_connection_lifetime` of the URL limit the sessions; without the first,
  /// `sessionLimit` does. Fails with `P1012` for a schema with errors, `P1013` for a URL that
  /// cannot be understood and `C0002` for a database that this build cannot talk to.
  public init(schema: String, url: String, sessionLimit: Int = 4) throws(ClientError) {
    let file = SourceFile(path: "schema.prisma", text: schema)
    let analysis = analyze([file], rules: allProviders)
    if let error = analysis.diagnostics.first(where: { $0.severity == .error }) {
      let line = file.location(of: error.span.range.start).line
      throw ClientError(code: "P1012", "line \(line) of the schema: \(error.message)")
    }
    let parsed: DatabaseURL
    do throws(DatabaseError) {
      parsed = try DatabaseURL(url)
    } catch {
      throw ClientError(error)
    }
    let provider = analysis.datamodel.configuration.datasource?.provider
    guard
      let backend = provider.flatMap({ allBackends.backend(forProvider: $0) })
        ?? allBackends.backend(forURL: parsed)
    else {
      throw ClientError(
        code: "C0002", "databases of `\(provider ?? parsed.scheme)` are not supported")
    }
    engine = QueryEngine(datamodel: analysis.datamodel, backend: backend)
    pool = ConnectionPool(
      try Self.limits(of: parsed, sessions: sessionLimit), clock: ContinuousClock()
    ) { () throws(DatabaseError) in
      try backend.connect(to: parsed)
    }
  }

  private static func limits(
    of url: DatabaseURL, sessions: Int
  ) throws(ClientError) -> PoolLimits {
    do throws(DatabaseError) {
      var limits = try PoolLimits(url, sessions: sessions)
      // A database in memory belongs to its session: a second one would see another, and closing
      // it would lose the data.
      if url.path == ":memory:" {
        limits.sessions = 1
        limits.idleTimeout = nil
      }
      return limits
    } catch {
      throw ClientError(error)
    }
  }

  /// Runs one request on a free session.
  public func execute(_ request: ClientRequest) async throws(ClientError) -> ResultTree {
    try await pool.withSession(wrap: { ClientError($0) }) { session throws(ClientError) in
      try engine.answer(request, on: session)
    }
  }

  /// Runs `body` on a session of its own, in a transaction.
  public func withTransaction<Result: Sendable>(
    isolation: IsolationLevel?, _ body: (any Transport) async throws -> Result
  ) async throws -> Result {
    let session: PooledSession
    do throws(DatabaseError) { session = try await pool.acquire() } catch {
      throw ClientError(error)
    }
    do {
      try await session.runInterruptibly(wrap: { $0 }) { session throws(DatabaseError) in
        try session.begin(forWriting: true, isolation: isolation)
      }
      let result = try await body(TransactionTransport(engine: engine, session: session))
      try await session.run(wrap: { $0 }) { session throws(DatabaseError) in
        try session.commit()
      }
      await pool.release(session)
      return result
    } catch {
      // Rolls back what is open.
      await pool.release(session)
      throw (error as? DatabaseError).map { ClientError($0) } ?? error
    }
  }

  /// Runs a SQL script, such as one that creates the tables of a test.
  public func runScript(_ sql: String) async throws(ClientError) {
    do throws(DatabaseError) {
      try await pool.withSession(wrap: { $0 }) { session throws(DatabaseError) in
        try session.runScript(sql)
      }
    } catch {
      throw ClientError(error)
    }
  }

  /// Closes the sessions that are free; those at work close when they are given back.
  public func close() async { await pool.close() }
}

/// The way of a client inside a transaction.
private struct TransactionTransport: Transport {
  let engine: QueryEngine
  let session: PooledSession

  func execute(_ request: ClientRequest) async throws(ClientError) -> ResultTree {
    try await session.runInterruptibly(wrap: { ClientError($0) }) { session throws(ClientError) in
      try engine.answer(request, on: session)
    }
  }

  func withTransaction<Result: Sendable>(
    isolation: IsolationLevel?, _ body: (any Transport) async throws -> Result
  ) async throws -> Result {
    throw ClientError(code: "P2028", "a transaction cannot be started inside a transaction")
  }
}

extension QueryEngine {
  fileprivate func answer(
    _ request: ClientRequest, on session: any DatabaseSession
  ) throws(ClientError) -> ResultTree {
    do throws(QueryError) {
      return try execute(QueryRequest(request), on: session)
    } catch {
      throw ClientError(error)
    }
  }
}

extension ClientError {
  init(_ error: some UserFacingError) { self.init(code: error.code, error.message) }
}
