import ArgumentParser

/// `swisma db seed`.
struct DBSeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed",
    abstract: "Run the seed command of the project.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var rest: [String] = []

  func run() throws { throw UnavailableCommand(name: "db seed") }
}
