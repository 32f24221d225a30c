import DatabaseAccess
import Glibc
import PostgresBackend
import Testing

/// A server that takes connections and never says a word.
struct SilentServerTests {
  @Test("A server that is reached and does not answer is told from one that is not reached")
  func silence() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        unsafe bind(listener, name, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, name, &length) == 0
      }
    }
    try #require(status)
    let port = UInt16(bigEndian: address.sin_port)
    let url = try DatabaseURL("postgresql://u:p@127.0.0.1:\(port)/d?connect_timeout=1")
    let start = ContinuousClock.now
    let error = #expect(throws: DatabaseError.self) { try PostgresSession(url) }
    if error?.kind == .driverMissing { return }
    #expect(error?.kind == .serverTimeout)
    #expect(error?.code == "P1002")
    #expect(ContinuousClock.now - start < .seconds(30))
  }
}
