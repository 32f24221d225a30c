import ArgumentParser

/// `swisma migrate deploy`.
struct MigrateDeploy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Apply the migrations that a database lacks.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var rest: [String] = []

  func run() throws { throw UnavailableCommand(name: "migrate deploy") }
}
