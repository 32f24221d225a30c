import CSQLite
import DatabaseAccess
import FileSystem
import Glibc

extension DatabaseError {
  /// The error of opening a file, with what is in the way and where.
  func ofOpening(_ path: SQLitePath, isCreating: Bool, systemError: Int32) -> DatabaseError {
    guard !path.isMemory else { return self }
    var error = self
    if vendorCode == String(SQLITE_NOTADB) {
      error.detail = "the file \(path.text) is not a SQLite database"
      return error
    }
    guard case .databaseNotFound = kind else { return self }
    switch FileSystem.kind(of: path.text) {
    // A file that is there now was created by another process since.
    case .file where systemError == ENOENT && !isCreating, nil where !isCreating:
      error.detail = "the database file \(path.text) does not exist"
    case .directory:
      error.kind = .invalidURL
      error.detail = "the connection URL names a folder, not a database file: \(path.text)"
      error.help = "name a file in it, such as file:./dev.db"
    case .file, .other:
      error.kind = .accessDenied
      let reason = Self.reason("open", path, systemError)
      error.detail = "the database file \(path.text) cannot be opened\(reason)"
      error.help =
        "the user of this process needs the right to read and write the file and its folder"
    case nil:
      let hasFolder = FileSystem.kind(of: Path.parent(path.text)) == .directory
      if hasFolder { error.kind = .accessDenied }
      let reason = Self.reason("create", path, hasFolder ? systemError : ENOENT)
      error.detail = "the database file \(path.text) cannot be created\(reason)"
      error.help =
        hasFolder
        ? "the user of this process needs the right to write into the folder"
        : "create the folder first, or name a file in one that is there"
    }
    return error
  }

  /// The system's reason; empty when it gave none.
  private static func reason(_ operation: String, _ path: SQLitePath, _ number: Int32) -> String {
    guard number != 0 else { return "" }
    return ": " + FileError(operation, path.text, number: number).reason
  }
}
