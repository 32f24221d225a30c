import FileSystem
import Glibc
package import Testing

/// The built `swisma`.
package enum Executable {
  /// The path of the executable: `SWISMA_BINARY`, else the one beside the test bundle.
  package static let path: String = {
    if let path = unsafe getenv("SWISMA_BINARY") { return unsafe String(cString: path) }
    return Path.join(Path.parent(CommandLine.arguments[0]), "swisma")
  }()

  /// Runs it with arguments; see `ChildProcess.run`.
  package static func run(
    _ arguments: [String], in directory: String, input: String = "",
    environment: [String: String] = [:], processorSeconds: Int = 120
  ) throws -> ChildProcess {
    try ChildProcess.run(
      [path] + arguments, in: directory, input: input, environment: environment,
      processorSeconds: processorSeconds)
  }

  /// Runs it without colours and requires that it succeeds.
  @discardableResult
  package static func succeed(
    _ arguments: [String], in directory: String, input: String = "",
    at location: SourceLocation = #_sourceLocation
  ) throws -> ChildProcess {
    let process = try run(arguments + ["--no-color"], in: directory, input: input)
    try #require(
      process.status == 0, "\(arguments): \(process.errors)", sourceLocation: location)
    return process
  }
}
