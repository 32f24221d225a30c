import CPostgres
import DatabaseAccess
import Glibc

/// Makes connections.
struct PostgresConnector {
  let library: LibPQ
  let parameters: PostgresParameters

  /// Connects and waits for the server to be ready.
  ///
  /// - Returns: A connection that the caller closes with `PQfinish`.
  func connect() throws(DatabaseError) -> OpaquePointer {
    guard let connection = unsafe start() else {
      throw DatabaseError(.other, "there is no memory for a connection")
    }
    // The default processor prints notices on stderr.
    _ = unsafe library.functions.PQsetNoticeProcessor(connection, { _, _ in }, nil)
    // The verbose form holds the SQLSTATE, the only part that does not depend on the server's
    // language. libpq does not offer it in another way while connecting.
    _ = unsafe library.functions.PQsetErrorVerbosity(connection, Int32(SWISMA_ERRORS_VERBOSE))
    do throws(DatabaseError) { unsafe try wait(for: connection) } catch {
      unsafe library.functions.PQfinish(connection)
      throw error
    }
    _ = unsafe library.functions.PQsetErrorVerbosity(connection, Int32(SWISMA_ERRORS_DEFAULT))
    return unsafe connection
  }

  private func start() -> OpaquePointer? {
    // One block of zero-terminated texts, and pointers into it, with a nil pointer at the end.
    var text = PostgresText()
    for keyword in parameters.keywords {
      text.append(keyword.name)
      text.append(keyword.value)
    }
    return unsafe text.withPointers { pointers in
      var names: [UnsafePointer<CChar>?] = unsafe []
      var values: [UnsafePointer<CChar>?] = unsafe []
      for index in stride(from: 0, to: pointers.count - 1, by: 2) {
        unsafe names.append(pointers[index])
        unsafe values.append(pointers[index + 1])
      }
      unsafe names.append(nil)
      unsafe values.append(nil)
      return unsafe library.functions.PQconnectStartParams(names, values, 0)
    }
  }

  private func wait(for connection: OpaquePointer) throws(DatabaseError) {
    let clock = ContinuousClock()
    let deadline = parameters.connectTimeout.map { clock.now + $0 }
    var isReading = false
    while true {
      guard unsafe library.functions.PQstatus(connection) != 1 else {
        throw unsafe DatabaseError(connecting: message(of: connection))
      }
      let socket = unsafe library.functions.PQsocket(connection)
      var milliseconds: Int32 = -1
      if let deadline {
        let left = clock.now.duration(to: deadline)
        guard left > .zero else { throw timeout }
        let (seconds, attoseconds) = left.components
        milliseconds = Int32(
          clamping: seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000 &+ 1)
      }
      var wanted = pollfd(
        fd: socket, events: Int16(isReading ? POLLIN : POLLOUT), revents: 0)
      _ = unsafe poll(&wanted, 1, milliseconds)
      guard wanted.revents != 0 else { continue }
      switch unsafe library.functions.PQconnectPoll(connection) {
      case Int32(SWISMA_POLLING_OK): return
      case Int32(SWISMA_POLLING_FAILED):
        throw unsafe DatabaseError(connecting: message(of: connection))
      case Int32(SWISMA_POLLING_READING): isReading = true
      default: isReading = false
      }
    }
  }

  private var timeout: DatabaseError {
    DatabaseError(
      .unreachable, "the database server did not answer in time",
      help: "check host and port of the URL, or raise the seconds of connect_timeout in it")
  }

  private func message(of connection: OpaquePointer) -> String {
    unsafe library.functions.PQerrorMessage(connection).map { unsafe String(cString: $0) } ?? ""
  }
}
