import Diagnostics
import Glibc

/// Standard input, as a whole or line by line.
enum StandardInput {
  /// The most that is read: more is no text that somebody wrote, but an input without end.
  private static let mostBytes = 1 << 30

  /// Reads up to the end of the input.
  static func read() throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw InputError(number: errno) }
      guard count > 0 else { return bytes }
      guard bytes.count + count <= mostBytes else { throw InputError(number: EFBIG) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Reads a line without its end; nothing behind it is taken from the input.
  ///
  /// - Returns: The line; `nil` at the end of the input and when a signal asks the process to stop.
  static func readLine() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR, Interruption.pendingSignal == nil { continue }
      if count <= 0, line.isEmpty || Interruption.pendingSignal != nil { return nil }
      if count <= 0 || byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}

/// Standard input that cannot be read, such as a closed one.
struct InputError: UserFacingError {
  /// The system's error number.
  let number: Int32

  var code: String { "F0002" }
  var message: String {
    number == EFBIG
      ? "standard input has more than 1 GiB" : "cannot read standard input: error \(number)"
  }
}
