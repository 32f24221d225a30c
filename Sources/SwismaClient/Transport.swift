public import DatabaseAccess

/// The way of a client to its database.
public protocol Transport: Sendable {
  /// Runs one request.
  func execute(_ request: ClientRequest) async throws(ClientError) -> ResultTree

  /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// Only what goes through the transport that `body` gets belongs to the transaction.
  func withTransaction<Result: Sendable>(
    isolation: IsolationLevel?, _ body: (any Transport) async throws -> Result
  ) async throws -> Result
}
