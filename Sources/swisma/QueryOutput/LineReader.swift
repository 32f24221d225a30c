import Glibc

/// Reads standard input line by line, each as soon as it is there.
struct LineReader {
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// The next line without its end; `nil` at the end of the input.
  mutating func next() throws(InputError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        let hasReturn = end > start && buffer[end - 1] == 0x0D
        return Array(buffer[start..<(hasReturn ? end - 1 : end)])
      }
      if isAtEnd {
        defer { start = buffer.count }
        return start < buffer.count ? Array(buffer[start...]) : nil
      }
      searched = buffer.count - start
      buffer.removeSubrange(..<start)
      start = 0
      try fill()
    }
  }

  private mutating func fill() throws(InputError) {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR, Interruption.pendingSignal == nil { continue }
      guard count >= 0 else { throw InputError(number: errno) }
      isAtEnd = count == 0
      buffer.append(contentsOf: chunk[..<count])
      return
    }
  }
}
