import FileSystem

/// The folder of migrations: `<name>/migration.sql`, applied in the byte order of the names.
package struct MigrationDirectory: Sendable {
  /// The path of the folder, which need not exist.
  package let path: String

  package init(path: String) { self.path = path }

  /// Reads all migrations, in the order in which they are applied.
  ///
  /// - Throws: `MigrationError.scriptMissing` for a folder without a script, `.notUTF8`, `.file`.
  package func load() throws(MigrationError) -> [MigrationFile] {
    guard FileSystem.kind(of: path) != nil else { return [] }
    var files: [MigrationFile] = []
    for name in try wrappingFileErrors({ () throws(FileError) in try FileSystem.entries(of: path) })
    where !name.hasPrefix(".") {
      let folder = Path.join(path, name)
      guard FileSystem.kind(of: folder) == .directory else { continue }
      let script = scriptPath(of: name)
      let bytes = try wrappingFileErrors { () throws(FileError) in
        try FileSystem.readIfPresent(script)
      }
      guard let bytes else { throw .scriptMissing(name: name, path: script) }
      files.append(try MigrationFile(name: name, path: script, bytes: bytes))
    }
    return files
  }

  /// The provider that the lock file names; `nil` without a lock file.
  package func lockedProvider() throws(MigrationError) -> String? {
    let bytes = try wrappingFileErrors { () throws(FileError) in
      try FileSystem.readIfPresent(lockPath)
    }
    return bytes.flatMap(MigrationLockFile.provider(in:))
  }

  /// Writes the lock file unless there is one.
  package func writeLockFile(provider: String) throws(MigrationError) {
    guard FileSystem.kind(of: lockPath) == nil else { return }
    let text = MigrationLockFile.text(provider: provider)
    try wrappingFileErrors { () throws(FileError) in
      try FileSystem.createDirectory(path)
      try FileSystem.writeAtomically(Array(text.utf8), to: lockPath)
    }
  }

  /// Adds a migration; its folder appears complete or not at all.
  package func add(name: String, script: String) throws(MigrationError) -> MigrationFile {
    let file = try MigrationFile(
      name: name, path: scriptPath(of: name), bytes: Array(script.utf8))
    // The half-written folder lies outside of the migrations, where no reader takes it for one.
    let token = String(UInt64.random(in: .min ... .max), radix: 36)
    let parent = Path.parent(Path.normalize(path))
    let temporary = Path.join(parent, ".\(Path.name(path)).\(token).tmp")
    do throws(FileError) {
      try FileSystem.createDirectory(path)
      try FileSystem.createDirectory(temporary)
      try FileSystem.create(Path.join(temporary, Self.scriptName), file.bytes)
      try FileSystem.rename(temporary, to: Path.join(path, name))
    } catch {
      try? FileSystem.removeTree(temporary)
      throw .file(error)
    }
    return file
  }

  private static let scriptName = "migration.sql"

  private func scriptPath(of name: String) -> String {
    Path.join(Path.join(path, name), Self.scriptName)
  }

  private var lockPath: String { Path.join(path, MigrationLockFile.name) }
}

/// Runs `body` and reports its error as one of a migration.
func wrappingFileErrors<Result>(
  _ body: () throws(FileError) -> Result
) throws(MigrationError) -> Result {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}
