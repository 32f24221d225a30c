import FileSystem

/// One migration of the folder: its name and its script.
package struct MigrationFile: Sendable, Hashable {
  /// The name of the folder; migrations run in the byte order of their names.
  package let name: String
  /// The path of the script.
  package let path: String
  /// The script as it lies on the disk.
  package let bytes: [UInt8]
  /// SHA-256 of the bytes, hex.
  package let checksum: String
  /// The script without a byte-order mark.
  package let script: String

  /// Creates a migration from the bytes of its script.
  ///
  /// - Throws: `MigrationError.notUTF8`; repairing a script silently could change data.
  package init(name: String, path: String, bytes: [UInt8]) throws(MigrationError) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    guard let script = String(validating: text, as: UTF8.self) else {
      throw .notUTF8(path: path)
    }
    self.name = name
    self.path = path
    self.bytes = bytes
    self.script = script
    checksum = Checksum.hex(of: bytes)
  }
}
