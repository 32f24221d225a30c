import ArgumentParser
import Diagnostics
import Project

/// `swisma db seed`.
struct DBSeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed",
    abstract: "Run the seed command of the project.",
    discussion: """
      The command is `migrations.seed` of the configuration file, else `prisma.seed` of \
      package.json. It runs in a shell in the working directory, with the variables of the .env \
      files; arguments after -- are given to it.

        $ swisma db seed
        $ swisma db seed -- --users 100

      Exit status 0 when the command succeeded, 1 when it failed or there is none.
      """)

  @OptionGroup var schema: SchemaOptions
  @OptionGroup var output: OutputOptions
  @Argument(parsing: .postTerminator, help: "Arguments for the seed command.")
  var arguments: [String] = []

  func run() throws {
    let project = try schema.project(output.terminal)
    guard let command = try project.seedCommand() else { throw SeedMissing() }
    try SeedCommand(command: command, environment: project.environment)
      .run(arguments: arguments, terminal: output.terminal)
  }
}

/// A project without a seed command where one was to be run.
struct SeedMissing: UserFacingError {
  var code: String { "C0011" }
  var message: String { "the project has no seed command" }
  var help: String? {
    "set `migrations.seed` in prisma.config.ts or swisma.config.json, or `prisma.seed` in package.json"
  }
}
