import ArgumentParser

/// The command line.
@main
struct Swisma: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swisma",
    abstract: "A database toolkit for Prisma schemas.",
    version: "0.1.0")
}
