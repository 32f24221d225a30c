/// The file beside the migrations that says which provider they are written for.
enum MigrationLockFile {
  static let name = "migration_lock.toml"

  /// The text of a lock file.
  static func text(provider: String) -> String {
    """
    # Written by the migration tool: the provider that these migrations are for.
    # Keep this file in version control, and do not edit it.
    provider = "\(provider)"

    """
  }

  /// The provider that a lock file names; `nil` when it names none.
  static func provider(in bytes: [UInt8]) -> String? {
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].split(whereSeparator: \.isWhitespace) == ["provider"]
      else { continue }
      let quoted = parts[1].split(
        separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
      if quoted.count == 3 { return String(quoted[1]) }
    }
    return nil
  }
}
