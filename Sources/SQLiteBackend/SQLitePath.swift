package import DatabaseAccess

/// Where a `file:` URL points to.
package struct SQLitePath: Sendable, Hashable {
  /// The path to give to SQLite: absolute, or relative to the working directory; `:memory:`.
  package let text: String
  /// Whether the database lives in memory only.
  package let isMemory: Bool

  /// Resolves a relative path against the URL's base directory.
  ///
  /// - Throws: `DatabaseError` of kind `.invalidURL` for another scheme or an empty path.
  package init(_ url: DatabaseURL) throws(DatabaseError) {
    guard url.scheme == "file" || url.scheme == "sqlite" else {
      throw DatabaseError(
        .invalidURL, "a SQLite URL begins with file:, not with \(url.scheme):",
        help: "write it like file:./dev.db")
    }
    guard !url.path.isEmpty else {
      throw DatabaseError(
        .invalidURL, "the connection URL names no file", help: "write it like file:./dev.db")
    }
    isMemory = url.path == ":memory:"
    if isMemory || url.path.hasPrefix("/") {
      text = url.path
    } else if let base = url.baseDirectory, !base.isEmpty {
      let relative = url.path.hasPrefix("./") ? url.path.dropFirst(2) : url.path[...]
      text = base.hasSuffix("/") ? base + relative : base + "/" + relative
    } else {
      // A name of a file, even when it begins like one of SQLite's own names.
      text = url.path.hasPrefix("./") ? url.path : "./" + url.path
    }
  }
}
