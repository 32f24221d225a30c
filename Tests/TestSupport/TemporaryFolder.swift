import FileSystem

/// A folder for one test, gone when the test is.
package final class TemporaryFolder {
  /// The absolute path.
  package let path: String

  package init() throws {
    path = "/tmp/swisma-test-" + String(UInt64.random(in: .min ... .max), radix: 36)
    try FileSystem.createDirectory(path)
  }

  deinit { try? FileSystem.removeTree(path) }

  /// The path of something in the folder.
  package func callAsFunction(_ name: String) -> String { Path.join(path, name) }

  /// Writes a file, with the folders above it.
  package func write(_ text: String, to name: String) throws {
    let file = self(name)
    try FileSystem.createDirectory(Path.parent(file))
    try FileSystem.writeAtomically(Array(text.utf8), to: file)
  }
}
