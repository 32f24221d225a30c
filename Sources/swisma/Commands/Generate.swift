import ArgumentParser

/// `swisma generate`.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Run the generators of a schema.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var rest: [String] = []

  func run() throws { throw UnavailableCommand(name: "generate") }
}
