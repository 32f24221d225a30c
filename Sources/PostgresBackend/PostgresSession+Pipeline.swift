import CPostgres
package import DatabaseAccess

extension PostgresSession {
  /// One statement on its way through a pipeline.
  private struct Passenger {
    let sql: String
    let text: PostgresText
    /// The name that it is prepared under; `nil` without a cache.
    let name: String?
    let isNew: Bool
  }

  /// Sends all statements before it reads the first answer.
  package func fetch(_ batch: [Statement]) throws(DatabaseError) -> [RowBuffer] {
    var answers: [RowBuffer] = []
    for result in try results(of: batch) { answers.append(try rows(of: result)) }
    return answers
  }

  /// The results of statements, sent with the BEGIN that waits for them.
  func results(of batch: [Statement]) throws(DatabaseError) -> [PostgresResult] {
    // COPY talks with the client, which a pipeline cannot.
    let canTravel = !batch.contains { PostgresScript.isCopy($0.sql) }
    var passengers = try board(batch)
    let begin = takePendingBegin()
    if let begin {
      let first = Passenger(sql: begin, text: PostgresText([]), name: nil, isNew: false)
      passengers.insert(first, at: 0)
    }
    if canTravel, passengers.count > 1 {
      // What else has to be said to the server cannot be said meanwhile.
      try dropAbandoned()
      if let pipeline = unsafe PostgresPipeline(library, try openConnection()),
        let results = try results(of: passengers, over: pipeline)
      {
        return Array(results.suffix(batch.count))
      }
    }
    if let begin {
      // In the pipeline it took effect before the statement that was prepared for another table.
      if transactionStatus != SWISMA_TRANSACTION_IDLE {
        try runScript("ROLLBACK", keepsStatements: true)
      }
      try runScript(begin, keepsStatements: true)
    }
    var results: [PostgresResult] = []
    for statement in batch { results.append(try run(statement)) }
    return results
  }

  private func board(_ batch: [Statement]) throws(DatabaseError) -> [Passenger] {
    var passengers: [Passenger] = []
    var named: [String: String] = [:]
    for statement in batch {
      let sql = statement.sql
      var name = statements.statement(for: sql) ?? named[sql]
      let isNew = name == nil && statements.capacity > 0
      if isNew {
        name = nextStatementName()
        named[sql] = name
      }
      passengers.append(
        Passenger(sql: sql, text: try parameters(of: statement), name: name, isNew: isNew))
    }
    return passengers
  }

  /// The results; `nil` when nothing was done because a prepared statement has become invalid.
  private func results(
    of passengers: [Passenger], over pipeline: PostgresPipeline
  ) throws(DatabaseError) -> [PostgresResult]? {
    let wasInTransaction = isInTransaction
    send(passengers, over: pipeline)
    var results: [PostgresResult] = []
    var failure: DatabaseError?
    for passenger in passengers {
      if passenger.isNew { receivePreparation(of: passenger, over: pipeline, &failure) }
      guard let result = pipeline.answer() else { break }
      if result.isSuccess {
        results.append(result)
      } else if failure == nil {
        failure = error(of: result, passenger.sql, wasInterrupted: canceller.takeInterruption())
      }
    }
    guard pipeline.end() else {
      close()
      throw failure
        ?? DatabaseError(.connectionLost, "the server closed the connection unexpectedly")
    }
    _ = canceller.takeInterruption()
    guard let failure else { return results }
    guard failure.isInvalidPreparation, !wasInTransaction,
      passengers.contains(where: { $0.name != nil && !$0.isNew })
    else { throw failure }
    abandon(statements.removeAll())
    return nil
  }

  private func send(_ passengers: [Passenger], over pipeline: PostgresPipeline) {
    for passenger in passengers {
      if let name = passenger.name {
        if passenger.isNew { pipeline.prepare(name, passenger.sql) }
        pipeline.run(prepared: name, passenger.text)
      } else {
        pipeline.run(passenger.sql, passenger.text)
      }
    }
    pipeline.finish()
  }

  private func receivePreparation(
    of passenger: Passenger, over pipeline: PostgresPipeline, _ failure: inout DatabaseError?
  ) {
    guard let result = pipeline.answer(), let name = passenger.name else { return }
    if result.isSuccess {
      abandon(statements.insert(name, for: passenger.sql))
    } else if failure == nil {
      failure = error(of: result, passenger.sql, wasInterrupted: canceller.takeInterruption())
    }
  }
}

extension DatabaseError {
  /// Whether a change of the schema or a pooler has invalidated a prepared statement; outside a
  /// transaction nothing is lost by preparing it anew.
  var isInvalidPreparation: Bool { vendorCode == "0A000" || vendorCode == "26000" }
}
