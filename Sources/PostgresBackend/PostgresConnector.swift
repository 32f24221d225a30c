import CPostgres
import DatabaseAccess
import Glibc

/// Makes connections.
struct PostgresConnector {
  let library: LibPQ
  private let parameters: PostgresParameters
  private let deadline: ContinuousClock.Instant?

  init(library: LibPQ, parameters: PostgresParameters) {
    self.library = library
    self.parameters = parameters
    deadline = parameters.connectTimeout.map { .now + $0 }
  }

  /// Connects and waits for the server to be ready.
  ///
  /// - Returns: A connection that the caller closes with `PQfinish`.
  func connect() throws(DatabaseError) -> OpaquePointer {
    guard let connection = unsafe start(try keywords()) else {
      throw DatabaseError(.other, "there is no memory for a connection")
    }
    // The default processor prints notices on stderr.
    _ = unsafe library.functions.PQsetNoticeProcessor(connection, { _, _ in }, nil)
    // The verbose form holds the SQLSTATE, the only part that does not depend on the server's
    // language. libpq does not offer it in another way while connecting.
    _ = unsafe library.functions.PQsetErrorVerbosity(connection, Int32(SWISMA_ERRORS_VERBOSE))
    do throws(DatabaseError) { unsafe try wait(for: connection) } catch {
      unsafe library.functions.PQfinish(connection)
      throw named(error)
    }
    _ = unsafe library.functions.PQsetErrorVerbosity(connection, Int32(SWISMA_ERRORS_DEFAULT))
    return unsafe connection
  }

  /// The keywords with the addresses of the host.
  ///
  /// libpq would look the name up by itself, and wait for the answer however long it takes.
  private func keywords() throws(DatabaseError) -> [DatabaseURL.Parameter] {
    var keywords = parameters.keywords
    guard let deadline, let index = keywords.firstIndex(where: { $0.name == "host" }),
      !keywords.contains(where: { $0.name == "hostaddr" }),
      HostLookup.isNeeded(for: keywords[index].value)
    else { return keywords }
    let host = keywords[index].value
    guard let addresses = HostLookup.addresses(of: host, until: deadline) else {
      throw DatabaseError(
        .unreachable, "the host name `\(host)` was not resolved in time",
        help: "check the host of the URL, or raise the seconds of `connect_timeout` in it")
    }
    // Without an address libpq says what is wrong with the name.
    guard !addresses.isEmpty else { return keywords }
    keywords[index].value = addresses.map { _ in host }.joined(separator: ",")
    keywords.append(DatabaseURL.Parameter("hostaddr", addresses.joined(separator: ",")))
    return keywords
  }

  /// An error that says the name of the host too, of which libpq was told the address.
  private func named(_ error: DatabaseError) -> DatabaseError {
    guard let host = parameters.keywords.first(where: { $0.name == "host" })?.value,
      HostLookup.isNeeded(for: host)
    else { return error }
    var error = error
    error.detail = error.detail.replacing(#"server at ""#, with: #"server "\#(host)" at ""#)
    return error
  }

  private func start(_ keywords: [DatabaseURL.Parameter]) -> OpaquePointer? {
    // One block of zero-terminated texts, and pointers into it, with a nil pointer at the end.
    var text = PostgresText()
    for keyword in keywords {
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
    var isReading = false
    while true {
      guard unsafe library.functions.PQstatus(connection) != 1 else {
        throw unsafe DatabaseError(connecting: message(of: connection))
      }
      let socket = unsafe library.functions.PQsocket(connection)
      var milliseconds: Int32 = -1
      if let deadline {
        let left = clock.now.duration(to: deadline)
        guard left > .zero else { throw timeout(isReached: isReading) }
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

  private func timeout(isReached: Bool) -> DatabaseError {
    DatabaseError(
      isReached ? .serverTimeout : .unreachable,
      isReached
        ? "the database server was reached and did not answer in time"
        : "the database server did not answer in time",
      help: "check host and port of the URL, or raise the seconds of `connect_timeout` in it")
  }

  private func message(of connection: OpaquePointer) -> String {
    unsafe library.functions.PQerrorMessage(connection).map { unsafe String(cString: $0) } ?? ""
  }
}
