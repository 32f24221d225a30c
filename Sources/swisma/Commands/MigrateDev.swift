import ArgumentParser

/// `swisma migrate dev`.
struct MigrateDev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev",
    abstract: "Make a migration from the changes of the schema and apply it.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var rest: [String] = []

  func run() throws { throw UnavailableCommand(name: "migrate dev") }
}
