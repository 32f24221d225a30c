import ArgumentParser
import Diagnostics
import Glibc

/// The command line.
@main
struct Swisma: ParsableCommand {
  /// The version of this build.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "swisma",
    abstract: "A database toolkit for Prisma schemas.",
    discussion: """
      Validates and formats schemas, plans and applies migrations, introspects databases, \
      generates typed Swift clients and runs queries: everything in this one executable.

      A first project, in an empty folder:
        $ swisma init --with-model
        $ swisma migrate dev --name init
        $ swisma query 'prisma.user.findMany()'

      Data goes to standard output, everything else to standard error. Exit status: 0 done, \
      1 failed, 2 difference found, 3 consent missing, 64 wrong usage.
      """,
    version: "swisma \(version)",
    subcommands: [
      Init.self, Validate.self, Format.self, Generate.self, Migrate.self, Database.self,
      Query.self, Explain.self, Version.self, Debug.self, Completion.self,
    ])

  /// Runs the process: parses the arguments, runs the command and exits with its status.
  static func main() {
    end(with: run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Ends the process with a status, or with another one if output was lost.
  static func end(with status: Int32) -> Never {
    guard let error = TextStream.lostOutput else { Glibc.exit(status) }
    FailureReport(Array(CommandLine.arguments.dropFirst())).writeText(error)
    Glibc.exit(status == 0 ? error.exitStatus : status)
  }

  private static func run(_ arguments: [String]) -> Int32 {
    // Scripts ask this often; the argument parser would cost more than the answer.
    if arguments == ["--version"] || arguments == ["-v"] {
      TextStream.standardOutput.write("swisma \(version)\n")
      return 0
    }
    Heap.useLargePages()
    Interruption.install()
    let report = FailureReport(arguments)
    do {
      var command = try parse(arguments)
      try command.run()
      return 0
    } catch {
      return report.write(error)
    }
  }

  /// Parses the command line.
  ///
  /// To look at the named command alone instead of all saves each start 2 ms. What it does not take
  /// is parsed from the root, whose errors and help texts know the whole command line.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let (type, rest) = try CommandSuggestion.command(of: arguments, root: Swisma.self)
    try refuseValues(ofFlagsIn: rest)
    if arguments.first != "help", type.configuration.subcommands.isEmpty,
      let command = try? type.parse(Array(rest))
    {
      return command
    }
    return try parseAsRoot(arguments)
  }

  /// Refuses `--version=3` and the like: the parser knows that of all flags but its own.
  private static func refuseValues(ofFlagsIn arguments: ArraySlice<String>) throws(UsageError) {
    for argument in arguments.prefix(while: { $0 != "--" }) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, ["--version", "--help", "-h"].contains(parts[0]) else { continue }
      throw UsageError(
        "the option `\(parts[0])` does not take any value, but `\(parts[1])` was specified",
        help: "`swisma --help` shows all options, with examples")
    }
  }
}

/// `swisma migrate …`.
struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plan, apply and inspect migrations.",
    discussion: """
      While developing:
        $ swisma migrate dev --name add-posts

      On a server, where nothing may ask or decide:
        $ swisma migrate deploy
        $ swisma migrate status
      """,
    subcommands: [
      MigrateDev.self, MigrateDeploy.self, MigrateStatus.self, MigrateReset.self,
      MigrateResolve.self, MigrateDiff.self,
    ])
}

/// `swisma db …`.
struct Database: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db",
    abstract: "Work with a database directly, without migration files.",
    discussion: """
      To start from a database that exists, or to try a schema out:
        $ swisma db pull
        $ swisma db push
      """,
    subcommands: [
      DBPull.self, DBPush.self, DBExecute.self, DBSeed.self,
    ])
}
