import Diagnostics
import Glibc

/// Standard input as a whole.
enum StandardInput {
  /// Reads up to the end of the input.
  static func read() throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw InputError(number: errno) }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

/// Standard input that cannot be read, such as a closed one.
struct InputError: UserFacingError {
  /// The system's error number.
  let number: Int32

  var code: String { "F0002" }
  var message: String { "cannot read standard input: error \(number)" }
}
