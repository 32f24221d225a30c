import BinaryText
import Crypto

/// The fingerprint by which the history recognises a migration file.
package enum Checksum {
  /// SHA-256 of the bytes, in lower-case hexadecimal.
  package static func hex(of bytes: [UInt8]) -> String {
    Hexadecimal.encode(SHA256.hash(data: bytes))
  }

  /// Whether a recorded checksum is that of these bytes.
  ///
  /// Line endings may differ: version control rewrites them between systems.
  package static func matches(_ recorded: String, _ bytes: [UInt8]) -> Bool {
    if hex(of: bytes) == recorded { return true }
    let carriageReturn = UInt8(ascii: "\r")
    let lineFeed = UInt8(ascii: "\n")
    var unix: [UInt8] = []
    unix.reserveCapacity(bytes.count)
    for index in bytes.indices {
      let isBreak = bytes[index] == carriageReturn && index + 1 < bytes.count
      if !isBreak || bytes[index + 1] != lineFeed { unix.append(bytes[index]) }
    }
    if unix.count != bytes.count { return hex(of: unix) == recorded }
    guard bytes.contains(lineFeed) else { return false }
    var windows: [UInt8] = []
    windows.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte == lineFeed { windows.append(carriageReturn) }
      windows.append(byte)
    }
    return hex(of: windows) == recorded
  }
}
