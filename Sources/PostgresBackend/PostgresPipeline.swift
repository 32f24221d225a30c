import CPostgres

/// A connection in pipeline mode: statements are sent before the answers of earlier ones are read.
///
/// <https://www.postgresql.org/docs/current/libpq-pipeline-mode.html>
@safe
struct PostgresPipeline {
  private let library: LibPQ
  private let connection: OpaquePointer

  /// Enters pipeline mode; `nil` where the library has none.
  init?(_ library: LibPQ, _ connection: OpaquePointer) {
    guard let enter = unsafe library.functions.PQenterPipelineMode,
      unsafe library.functions.PQexitPipelineMode != nil,
      unsafe library.functions.PQpipelineSync != nil, unsafe enter(connection) == 1
    else { return nil }
    self.library = library
    unsafe self.connection = connection
  }

  /// Sends a statement to be prepared; it has an answer of its own.
  func prepare(_ name: String, _ sql: String) {
    _ = unsafe library.functions.PQsendPrepare(connection, name, sql, 0, nil)
  }

  /// Sends a prepared statement.
  func run(prepared name: String, _ text: PostgresText) {
    unsafe text.withPointers { values in
      _ = unsafe library.functions.PQsendQueryPrepared(
        connection, name, Int32(clamping: values.count), values.baseAddress, nil, nil, 0)
    }
  }

  /// Sends a statement that is not prepared.
  func run(_ sql: String, _ text: PostgresText) {
    unsafe text.withPointers { values in
      _ = unsafe library.functions.PQsendQueryParams(
        connection, sql, Int32(clamping: values.count), nil, values.baseAddress, nil, nil, 0)
    }
  }

  /// Has the server answer what was sent; it skips what follows a statement that fails.
  func finish() {
    if let synchronize = unsafe library.functions.PQpipelineSync {
      _ = unsafe synchronize(connection)
    }
  }

  /// The next answer; `nil` when the connection is lost.
  func answer() -> PostgresResult? {
    guard let result = nextResult() else { return nil }
    // Every answer ends with a nil pointer; that of a COPY never would.
    while !result.isCopy, nextResult() != nil {}
    return result
  }

  /// Leaves pipeline mode behind the last answer.
  ///
  /// - Returns: Whether the connection can be used on.
  func end() -> Bool {
    guard let leave = unsafe library.functions.PQexitPipelineMode,
      let last = nextResult(), last.status == Int(SWISMA_PIPELINE_SYNC)
    else { return false }
    return unsafe leave(connection) == 1
  }

  private func nextResult() -> PostgresResult? {
    guard let handle = unsafe library.functions.PQgetResult(connection) else { return nil }
    return unsafe PostgresResult(library, handle)
  }
}
