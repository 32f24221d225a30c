import Diagnostics
import Glibc

/// The program of a project that fills its database with data.
struct SeedCommand: CustomStringConvertible {
  /// The command line, for the shell.
  let command: String
  /// The variables of the process and of the `.env` files.
  let environment: [String: String]

  /// The command for people, without the values of variables that it sets and of URLs with more
  /// than a host and a path, which may hold a password.
  var description: String {
    var words: [[Character]] = [[]]
    var quote: Character?
    for character in command {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      }
      if quote == nil, character == " " {
        words.append([])
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.map { Self.withoutSecret(String($0)) }.joined(separator: " ")
  }

  private static func withoutSecret(_ word: String) -> String {
    if let sign = word.firstIndex(of: "="), sign != word.startIndex,
      word[..<sign].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    {
      return word[...sign] + "****"
    }
    guard let address = word.firstRange(of: "://")?.upperBound,
      word[address...].contains(where: { $0 == "@" || $0 == "?" })
    else { return word }
    return word[..<address] + "****"
  }

  /// Runs the command with the standard streams of this process and waits for it.
  ///
  /// - Throws: `SeedFailed` when it ends with another status than 0.
  func run(arguments: [String] = [], terminal: Terminal) throws(SeedFailed) {
    terminal.errors.writeLine("running the seed command: \(description)")
    // The shell sees the arguments as "$@", so nothing in them is ever interpreted.
    let words = ["/bin/sh", "-c", command + " \"$@\"", "sh"] + arguments
    let status = Self.spawn(words, environment: environment)
    guard status == 0 else { throw SeedFailed(command: description, status: status) }
  }

  private static func spawn(_ words: [String], environment: [String: String]) -> Int32 {
    let variables = environment.map { "\($0.key)=\($0.value)" }
    var argumentPointers = unsafe words.map { unsafe strdup($0) } + [nil]
    var variablePointers = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      unsafe argumentPointers.forEach { unsafe free($0) }
      unsafe variablePointers.forEach { unsafe free($0) }
    }
    var process = pid_t()
    let result = unsafe posix_spawn(
      &process, words[0], nil, nil, &argumentPointers, &variablePointers)
    guard result == 0 else { return 127 }
    var state: Int32 = 0
    while unsafe waitpid(process, &state, 0) < 0, errno == EINTR {}
    let signal = state & 0x7F
    return signal == 0 ? (state >> 8) & 0xFF : ExitStatus.signal(signal)
  }
}

/// A seed command that ended with an error.
struct SeedFailed: UserFacingError {
  /// The command line for people.
  let command: String
  /// The exit status, or 128 and the number of the signal that ended it.
  let status: Int32

  var code: String { "C0012" }
  var message: String { "the seed command failed with status \(status): \(command)" }
}
