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
  private let pool: SessionPool

  /// Prepares the way to a database; sessions are opened when they are needed.
  ///
  /// `schema` is the text of the schema, `url` the connection URL, whose relative file paths start
  /// at the working directory. Fails with `P1012` for a schema with errors, `P1013` for a URL that
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
        code: "C0002", "databases of “\(provider ?? parsed.scheme)” are not supported")
    }
    // A database in memory belongs to its session: a second one would see another.
    let limit = parsed.path == ":memory:" ? 1 : max(1, sessionLimit)
    pool = SessionPool(
      engine: QueryEngine(datamodel: analysis.datamodel, backend: backend), backend: backend,
      url: parsed, limit: limit)
  }

  /// Runs one request on a free session.
  public func execute(_ request: ClientRequest) async throws(ClientError) -> ResultTree {
    let session = await pool.lease()
    do throws(ClientError) {
      let result = try await session.execute(request)
      await pool.giveBack(session)
      return result
    } catch {
      await pool.giveBack(session)
      throw error
    }
  }

  /// Runs `body` on a session of its own, in a transaction.
  public func withTransaction<Result: Sendable>(
    isolation: IsolationLevel?, _ body: (any Transport) async throws -> Result
  ) async throws -> Result {
    let session = await pool.lease()
    do {
      try await session.begin(isolation: isolation)
      let result: Result
      do {
        result = try await body(TransactionTransport(session: session))
        try await session.commit()
      } catch {
        await session.rollback()
        throw error
      }
      await pool.giveBack(session)
      return result
    } catch {
      await pool.giveBack(session)
      throw error
    }
  }

  /// Runs a SQL script, such as one that creates the tables of a test.
  public func runScript(_ sql: String) async throws(ClientError) {
    let session = await pool.lease()
    do throws(ClientError) {
      try await session.runScript(sql)
      await pool.giveBack(session)
    } catch {
      await pool.giveBack(session)
      throw error
    }
  }

  /// Closes the sessions that are free; those at work close when they are given back.
  public func close() async { await pool.close() }
}

/// The way of a client inside a transaction.
private struct TransactionTransport: Transport {
  let session: EmbeddedSession

  func execute(_ request: ClientRequest) async throws(ClientError) -> ResultTree {
    try await session.execute(request)
  }

  func withTransaction<Result: Sendable>(
    isolation: IsolationLevel?, _ body: (any Transport) async throws -> Result
  ) async throws -> Result {
    throw ClientError(code: "P2028", "a transaction cannot be started inside a transaction")
  }
}

extension ClientError {
  init(_ error: some UserFacingError) { self.init(code: error.code, error.message) }
}
