import Glibc
import JSON

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
  /// A reader that is gone ends the process by SIGPIPE; there is nobody to tell about other
  /// failures of these streams.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno != EINTR, errno != EAGAIN {
        return
      }
    }
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
