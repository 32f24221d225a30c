import CPostgres
import DatabaseAccess
import Synchronization

/// Sends cancel requests for a session, from any thread.
///
/// The lock is held until the server has taken a request, so that none reaches the statement after
/// the one that it was meant for.
@safe
final class PostgresInterrupter: Interrupter {
  private struct State {
    // The address of a PGcancel, because a pointer is not Sendable; 0 once closed.
    var address: UInt
    var wasInterrupted = false
  }

  private let library: LibPQ
  private let state: Mutex<State>

  init(_ library: LibPQ, connection: OpaquePointer) {
    self.library = library
    let cancel = unsafe library.functions.PQgetCancel(connection)
    state = Mutex(State(address: UInt(bitPattern: cancel)))
  }

  deinit { close() }

  func interrupt() {
    state.withLock { state in
      guard let cancel = unsafe OpaquePointer(bitPattern: state.address) else { return }
      state.wasInterrupted = true
      // libpq writes at most 256 bytes. A request that fails leaves the statement running,
      // which its caller sees by itself.
      unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
        guard let start = message.baseAddress else { return }
        _ = unsafe library.functions.PQcancel(cancel, start, Int32(message.count))
      }
    }
  }

  /// Tells whether there was a request since the last call.
  func takeInterruption() -> Bool {
    state.withLock { state in
      defer { state.wasInterrupted = false }
      return state.wasInterrupted
    }
  }

  func close() {
    state.withLock { state in
      if let cancel = unsafe OpaquePointer(bitPattern: state.address) {
        unsafe library.functions.PQfreeCancel(cancel)
      }
      state.address = 0
    }
  }
}
