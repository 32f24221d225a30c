import Dispatch
import Glibc
import Synchronization

/// Finds the addresses of a host within a time, which `getaddrinfo` alone does not promise.
enum HostLookup {
  /// What one lookup found; shared with a thread that may outlive the asking.
  private final class Outcome: Sendable {
    let addresses = Mutex<[String]>([])
    let done = DispatchSemaphore(value: 0)
  }

  /// Whether a host is a name, rather than an address or the folder of a socket.
  static func isNeeded(for host: String) -> Bool {
    guard let first = host.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "@"),
      !host.contains(",")
    else { return false }
    var address = in6_addr()
    return unsafe inet_pton(AF_INET, host, &address) != 1
      && inet_pton(AF_INET6, host, &address) != 1
  }

  /// The addresses of a host; empty when it has none, `nil` when nobody answered in time.
  static func addresses(
    of host: String, until deadline: ContinuousClock.Instant
  ) -> [String]? {
    let outcome = Outcome()
    // A thread of its own: it cannot be stopped, and a slow one must not keep others waiting.
    DispatchQueue(label: "swisma.host").async {
      let found = resolve(host)
      outcome.addresses.withLock { $0 = found }
      outcome.done.signal()
    }
    let (seconds, attoseconds) = ContinuousClock.now.duration(to: deadline).components
    let nanoseconds = max(seconds, 0) * 1_000_000_000 + max(attoseconds, 0) / 1_000_000_000
    let limit = DispatchTime.now() + .nanoseconds(Int(clamping: nanoseconds))
    guard outcome.done.wait(timeout: limit) == .success else { return nil }
    return outcome.addresses.withLock { $0 }
  }

  private static func resolve(_ host: String) -> [String] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [String] = []
    var entry = unsafe list
    while let current = unsafe entry {
      if let text = unsafe numeric(current.pointee), !addresses.contains(text) {
        addresses.append(text)
      }
      unsafe entry = current.pointee.ai_next
    }
    return addresses
  }

  private static func numeric(_ info: addrinfo) -> String? {
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let status = unsafe getnameinfo(
      info.ai_addr, info.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
    guard status == 0 else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
