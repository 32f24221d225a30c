import DatabaseAccess
import Glibc

/// The lock that keeps two migration runs on one file apart.
///
/// SQLite's own locks end with each transaction, so this one is on the folder of the file: no file
/// is left behind, and the system releases it when the process dies.
struct SQLiteMigrationLock: ~Copyable {
  private let descriptor: Int32

  /// Waits for the lock of a session's database; a database in memory needs none.
  init(_ session: any DatabaseSession, timeout: Duration) throws(DatabaseError) {
    descriptor = try Self.lockedDescriptor(try Self.folder(of: session), timeout: timeout)
  }

  // -1 when there is nothing to lock, or when the folder cannot be opened and so belongs to
  // somebody else; SQLite's own locks remain.
  private static func lockedDescriptor(
    _ folder: String?, timeout: Duration
  ) throws(DatabaseError) -> Int32 {
    guard let folder else { return -1 }
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return -1 }
    let deadline = ContinuousClock.now.advanced(by: timeout)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return descriptor }
      guard ContinuousClock.now < deadline else {
        close(descriptor)
        throw DatabaseError(
          .serverTimeout, "another migration run is working on a database in \(folder)",
          help: "wait until it has ended, or raise the lock timeout")
      }
      usleep(20_000)
    }
    return descriptor
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func folder(of session: any DatabaseSession) throws(DatabaseError) -> String? {
    let rows = try session.fetch(
      Statement("SELECT file FROM pragma_database_list WHERE name = 'main'"))
    guard !rows.isEmpty, let path = rows.string(0, 0), !path.isEmpty,
      let slash = path.lastIndex(of: "/")
    else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
