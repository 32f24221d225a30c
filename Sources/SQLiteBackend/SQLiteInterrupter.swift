import CSQLite
import DatabaseAccess
import Synchronization

/// Owns the handle of a session, so that interrupting from another thread never meets a freed one.
@safe
final class SQLiteInterrupter: Interrupter {
  // The address, because a pointer is not Sendable; 0 once closed. Only the session's thread
  // uses what it points to, except for sqlite3_interrupt, which any thread may call.
  private let address: Mutex<UInt>

  init(_ handle: OpaquePointer) { address = Mutex(UInt(bitPattern: handle)) }

  var handle: OpaquePointer? { unsafe OpaquePointer(bitPattern: address.withLock { $0 }) }

  func interrupt() {
    address.withLock { address in
      if let handle = unsafe OpaquePointer(bitPattern: address) {
        unsafe sqlite3_interrupt(handle)
      }
    }
  }

  func close() {
    address.withLock { address in
      // The `_v2` form waits for statements that are still referenced.
      if let handle = unsafe OpaquePointer(bitPattern: address) {
        unsafe sqlite3_close_v2(handle)
      }
      address = 0
    }
  }
}
