import ArgumentParser

/// `swisma migrate reset`.
struct MigrateReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Empty a database and apply all migrations again.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var rest: [String] = []

  func run() throws { throw UnavailableCommand(name: "migrate reset") }
}
