package import BackendInterface
package import DatabaseAccess
import JSON
package import SchemaModel

/// Answers queries on one datamodel through one backend.
///
/// A value without state of its own: sessions are the caller's, one at a time per thread.
package struct QueryEngine: Sendable {
  package let datamodel: Datamodel
  package let driver: any QueryDriver
  /// The moment of a request, in microseconds since 1970.
  private let now: @Sendable () -> Int64

  package init(
    datamodel: Datamodel, backend: some Backend,
    now: @escaping @Sendable () -> Int64 = Moment.now
  ) {
    self.datamodel = datamodel
    driver = backend.query
    self.now = now
  }

  /// Answers one request of the engine protocol as one line of JSON, without the line feed.
  ///
  /// Never throws: whatever goes wrong is in the answer under `errors`, in the words that clients
  /// match on.
  package func respond(to request: EngineRequest, on session: any DatabaseSession) -> [UInt8] {
    if case .batch(let requests, let dialect, nil) = request {
      // One that fails leaves the others alone.
      return batchResult(requests.map { respond(to: .single($0, dialect), on: session) })
    }
    do throws(QueryError) {
      let data = try data(for: request, on: session)
      if case .single = request { return data[0] }
      return batchResult(data)
    } catch { return errors(error) }
  }

  /// Answers the queries of one request as values, for scripts.
  ///
  /// - Throws: The first error, in words for people.
  package func answers(
    to request: EngineRequest, on session: any DatabaseSession
  ) throws(QueryError) -> [ArgumentValue] {
    try data(for: request, on: session).map(EngineAnswer.read)
  }

  /// Answers one request as rows, for programs that hold the engine in their process.
  ///
  /// What a write gives back is looked through before it is committed.
  package func execute(
    _ request: QueryRequest, on session: any DatabaseSession
  ) throws(QueryError) -> ResultTree {
    try run(try plan(request, .json), on: session) { result throws(QueryError) in
      if EngineAction(rawValue: request.action)?.isWrite == true,
        let misfit = ResultCheck.misfit(in: result.root)
      {
        throw QueryError(misfit, model: request.model)
      }
      return result
    }
  }

  private func plan(
    _ request: QueryRequest, _ dialect: EngineRequest.Dialect
  ) throws(QueryError) -> QueryPlan {
    let now = now()
    let capabilities = driver.queryCapabilities
    let parser = QueryParser(
      datamodel: datamodel, driver: driver, jsonStringsAreText: dialect == .graphql, now: now)
    let query: Query
    do throws(QueryError) { query = try parser.parse(request) } catch {
      // What such a request asks for is not why it is refused.
      guard !parser.isTooDeep(request) else { throw error }
      var validator = RequestValidator(
        schema: RequestSchema(datamodel: datamodel, capabilities: capabilities), dialect: dialect)
      throw validator.failure(of: request).map(error.described) ?? error
    }
    var planner = QueryPlanner(datamodel: datamodel, capabilities: capabilities, now: now)
    return planner.plan(query)
  }

  /// Runs a plan and reads its result; a transaction is undone when reading fails.
  private func run<Answer>(
    _ plan: QueryPlan, on session: any DatabaseSession,
    reading answer: (ResultTree) throws(QueryError) -> Answer
  ) throws(QueryError) -> Answer {
    var executor = Executor(
      datamodel: datamodel, driver: driver, session: session, slotCount: plan.slotCount)
    guard plan.needsTransaction, !session.isInTransaction else {
      return try answer(try executor.run(plan))
    }
    return try session.withTransaction(wrap: { QueryError($0) }) { () throws(QueryError) in
      try answer(try executor.run(plan))
    }
  }

  /// The answers to the queries of a request, up to the first that fails.
  private func data(
    for request: EngineRequest, on session: any DatabaseSession
  ) throws(QueryError) -> [[UInt8]] {
    switch request {
    case .single(let request, let dialect): [try data(request, dialect, on: session)]
    case .batch(let requests, let dialect, nil):
      try requests.map { request throws(QueryError) in try data(request, dialect, on: session) }
    case .batch(let requests, let dialect, let transaction?):
      try batch(requests, dialect, transaction, on: session)
    }
  }

  private func data(
    _ request: QueryRequest, _ dialect: EngineRequest.Dialect, on session: any DatabaseSession
  ) throws(QueryError) -> [UInt8] {
    try data(request, try plan(request, dialect), dialect, on: session)
  }

  private func data(
    _ request: QueryRequest, _ plan: QueryPlan, _ dialect: EngineRequest.Dialect,
    on session: any DatabaseSession
  ) throws(QueryError) -> [UInt8] {
    do throws(QueryError) {
      return try run(plan, on: session) { result throws(QueryError) in
        try bytes(of: result, request, dialect)
      }
    } catch {
      throw dialect == .graphql ? error.forGraphQLClients : error
    }
  }

  private func bytes(
    of result: ResultTree, _ request: QueryRequest, _ dialect: EngineRequest.Dialect
  ) throws(QueryError) -> [UInt8] {
    var writer = ResponseWriter(dialect: dialect, driver: driver)
    writer.write(result, key: request.responseKey)
    if let misfit = writer.misfit { throw QueryError(misfit, model: request.model) }
    return writer.bytes
  }

  private func errors(_ error: QueryError) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("errors")
    writer.beginArray()
    error.write(to: &writer)
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  private func batchResult(_ answers: [[UInt8]]) -> [UInt8] {
    var bytes = Array("{\"batchResult\":[".utf8)
    for (index, answer) in answers.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: answer)
    }
    bytes.append(contentsOf: "]}".utf8)
    return bytes
  }

  /// All requests in one transaction; the first that fails undoes those before it.
  private func batch(
    _ requests: [QueryRequest], _ dialect: EngineRequest.Dialect,
    _ transaction: EngineRequest.BatchTransaction, on session: any DatabaseSession
  ) throws(QueryError) -> [[UInt8]] {
    // Where one request is wrong none runs.
    let plans = try requests.map { request throws(QueryError) in try plan(request, dialect) }
    func answers() throws(QueryError) -> [[UInt8]] {
      var answers: [[UInt8]] = []
      for (index, request) in requests.enumerated() {
        do throws(QueryError) {
          answers.append(try data(request, plans[index], dialect, on: session))
        } catch { throw error.inBatch(at: index) }
      }
      return answers
    }
    if session.isInTransaction { return try answers() }
    let isolation = try isolationLevel(transaction.isolationLevel)
    return try session.withTransaction(
      isolation: isolation, wrap: { QueryError($0) }, answers)
  }

  private func isolationLevel(_ name: String?) throws(QueryError) -> IsolationLevel? {
    guard let name else { return nil }
    guard
      let level = IsolationLevel(rawValue: name),
      driver.queryCapabilities.isolationLevels.contains(level)
    else {
      throw QueryError(
        "P2023", "the isolation level `\(name)` is not one of this database's",
        meta: [
          QueryError.Member("message", .string(ClientErrorText.unknownIsolationLevel(name)))
        ])
    }
    return level
  }
}
