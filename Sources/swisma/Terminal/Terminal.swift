import FileSystem
import Glibc
import JSON
import Synchronization

/// One of the standard streams, written without buffering.
struct TextStream: Sendable {
  /// The file descriptor.
  let descriptor: Int32
  /// The colours to use on it.
  var style: Style = .plain

  /// Standard output: data, and nothing else.
  static let standardOutput = TextStream(descriptor: STDOUT_FILENO)
  /// Standard error: talk.
  static let standardError = TextStream(descriptor: STDERR_FILENO)

  /// Tells whether people are looking at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes text.
  func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes bytes.
  ///
  /// A reader that is gone ends the process by SIGPIPE. Another failure of standard output is
  /// kept for `lostOutput`, because a command may be in the middle of a migration; there is nobody
  /// to tell about one of standard error.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno == EAGAIN {
        waitUntilWritable()
      } else if count < 0, errno != EINTR {
        if descriptor == STDOUT_FILENO { Self.failure.store(errno, ordering: .relaxed) }
        return
      }
    }
  }

  /// Why standard output is not complete; `nil` when it is, or when its reader went away.
  static var lostOutput: FileError? {
    let number = failure.load(ordering: .relaxed)
    guard number != 0, number != EPIPE else { return nil }
    return FileError("write", "standard output", number: number)
  }

  /// The error number of the last write to standard output that failed, else 0.
  private static let failure = Atomic<Int32>(0)

  /// Waits for the reader of a non-blocking stream.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&request, 1, -1)
  }

  /// Writes text and a line break.
  func writeLine(_ text: String = "") { write(text + "\n") }

  /// Writes one JSON document on a line of its own.
  func writeJSON(_ body: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    body(&json)
    write(json.bytes + [UInt8(ascii: "\n")])
  }
}

/// The standard streams as one command sees them.
struct Terminal: Sendable {
  /// Where data goes.
  let output: TextStream
  /// Where talk goes.
  let errors: TextStream
  /// Tells whether questions may be asked.
  let isInteractive: Bool

  /// Looks at the streams and the environment.
  init(noColor: Bool = false, noInput: Bool = false) {
    func stream(_ plain: TextStream) -> TextStream {
      var stream = plain
      stream.style = Style.decide(
        isTerminal: plain.isTerminal, noColor: noColor, variable: ProcessEnvironment.value)
      return stream
    }
    output = stream(.standardOutput)
    errors = stream(.standardError)
    isInteractive = !noInput && isatty(STDIN_FILENO) == 1
  }
}
