import ArgumentParser

/// `swisma migrate resolve`.
struct MigrateResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Record a migration as applied or as rolled back.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var rest: [String] = []

  func run() throws { throw UnavailableCommand(name: "migrate resolve") }
}
