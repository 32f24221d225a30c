import ArgumentParser

/// `swisma query`.
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Run queries of the client on a database.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var rest: [String] = []

  func run() throws { throw UnavailableCommand(name: "query") }
}
