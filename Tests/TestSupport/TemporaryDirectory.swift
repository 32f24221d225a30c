import FileSystem
import Glibc

/// A folder that is removed with the value that owns it.
package final class TemporaryDirectory: Sendable {
  /// The path of the folder.
  package let path: String

  /// Creates an empty folder.
  package init() throws {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    path = Path.join(parent, "swisma-test-" + String(UInt64.random(in: .min ... .max), radix: 36))
    try FileSystem.createDirectory(path)
  }

  deinit { try? FileSystem.removeTree(path) }

  /// Writes a file below the folder.
  ///
  /// Returns the path of the file.
  @discardableResult
  package func write(_ text: String, to relative: String) throws -> String {
    let file = Path.join(path, relative)
    try FileSystem.createDirectory(Path.parent(file))
    try FileSystem.writeAtomically(Array(text.utf8), to: file)
    return file
  }

  /// The text of a file below the folder.
  package func text(_ relative: String) throws -> String {
    String(decoding: try FileSystem.read(Path.join(path, relative)), as: UTF8.self)
  }
}
