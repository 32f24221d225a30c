import FileSystem
import Glibc

/// A process that ran to its end.
package struct ChildProcess: Sendable {
  /// The exit status; 128 and the number of the signal that ended it.
  package let status: Int32
  package let output: String
  package let errors: String

  /// Runs a program and waits for it.
  ///
  /// - Parameters:
  ///   - arguments: The program, looked up in `PATH` when it has no slash, and its arguments.
  ///   - directory: The working directory.
  ///   - input: The text of standard input.
  ///   - environment: Variables to set beside `PATH` and `HOME`; nothing else is inherited.
  ///   - processorSeconds: The processor time after which the system ends it (status 128 + 24).
  ///     Unlike time on the clock it does not depend on what else the machine does.
  /// - Returns: How it ended and what it wrote.
  /// - Throws: `FileError` when it cannot be started.
  package static func run(
    _ arguments: [String], in directory: String, input: String = "",
    environment: [String: String] = [:], processorSeconds: Int = 120
  ) throws -> ChildProcess {
    // Files instead of pipes: no program can block on a reader that waits for something else.
    let folder = try TemporaryDirectory()
    try folder.write(input, to: "input")
    let streams = ["input", "output", "errors"].map { Path.join(folder.path, $0) }
    let script = """
      cd "$0" && in=$1 out=$2 err=$3 && shift 3 && ulimit -t \(processorSeconds) &&
      exec "$@" <"$in" >"$out" 2>"$err"
      """
    let words = ["/bin/sh", "-c", script, directory] + streams + arguments
    let status = try spawn(words, environment: inherited.merging(environment) { $1 })
    return ChildProcess(
      status: status, output: (try? folder.text("output")) ?? "",
      errors: (try? folder.text("errors")) ?? "")
  }

  private static var inherited: [String: String] {
    var variables: [String: String] = ["LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
    for name in ["PATH", "HOME", "TMPDIR"] {
      if let value = unsafe getenv(name) { variables[name] = unsafe String(cString: value) }
    }
    return variables
  }

  private static func spawn(
    _ words: [String], environment: [String: String]
  ) throws -> Int32 {
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      unsafe arguments.forEach { unsafe free($0) }
      unsafe variables.forEach { unsafe free($0) }
    }
    // Threads that run tests block signals, and a child inherits that.
    var attributes = posix_spawnattr_t()
    var noSignals = sigset_t()
    unsafe posix_spawnattr_init(&attributes)
    unsafe sigemptyset(&noSignals)
    unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var process = pid_t()
    let result = unsafe posix_spawn(&process, words[0], nil, &attributes, &arguments, &variables)
    guard result == 0 else { throw FileError("run", words[0], number: result) }
    var state: Int32 = 0
    while unsafe waitpid(process, &state, 0) < 0, errno == EINTR {}
    let signal = state & 0x7F
    return signal == 0 ? (state >> 8) & 0xFF : 128 + signal
  }
}
