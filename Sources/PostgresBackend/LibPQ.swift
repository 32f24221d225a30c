import CPostgres
import DatabaseAccess

/// The client library of PostgreSQL, loaded at the first connection.
///
/// Linking it costs every command 4 ms at its start, because it pulls in more than twenty other
/// libraries; most commands never talk to a server.
@safe
struct LibPQ: @unchecked Sendable {
  // A table of functions of a library that is never unloaded, hence Sendable.
  let functions: swisma_libpq

  /// The functions, or why there are none.
  static let loaded: Result<LibPQ, DatabaseError> = load()

  private static func load() -> Result<LibPQ, DatabaseError> {
    var reasons: [String] = []
    for file in ["libpq.so.5", "libpq.so"] {
      var reason: UnsafePointer<CChar>?
      if let functions = unsafe swisma_libpq_load(file, &reason) {
        return .success(unsafe LibPQ(functions: functions.pointee))
      }
      if let reason = unsafe reason { reasons.append(unsafe String(cString: reason)) }
    }
    return .failure(
      DatabaseError(
        .driverMissing,
        "the client library of PostgreSQL cannot be loaded: \(reasons.first ?? "libpq.so.5")",
        help: "install it: the package is `libpq5` on Debian and Ubuntu, `libpq` on Fedora and "
          + "Alpine, `postgresql-libs` on Arch and SUSE"))
  }
}
