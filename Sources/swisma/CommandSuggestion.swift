import ArgumentParser
import Diagnostics

/// Finds the command of a line, or what was meant by an unknown one.
enum CommandSuggestion {
  /// Follows the commands of a line down from `root`.
  ///
  /// - Returns: The last of them, and the arguments behind its name.
  /// - Throws: `UsageError` at the first word that is not a command where one is expected.
  static func command(
    of arguments: [String], root: any ParsableCommand.Type
  ) throws(UsageError) -> (command: any ParsableCommand.Type, arguments: ArraySlice<String>) {
    var command = root
    var path = root.name
    // `help migrate dev` names commands too.
    var rest = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    while let word = rest.first {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { break }
      guard let next = subcommands.first(where: { $0.name == word }) else {
        throw unknown(word, in: path, names: subcommands.map { $0.name })
      }
      command = next
      path += " " + word
      rest = rest.dropFirst()
    }
    return (command, rest)
  }

  private static func unknown(_ word: String, in path: String, names: [String]) -> UsageError {
    let closest = closestName(to: word, among: names)
    return UsageError(
      "`\(path)` has no command `\(word)`",
      help: closest.map { "did you mean `\(path) \($0)`?" }
        ?? "the commands are " + names.inBackticks)
  }
}

extension ParsableCommand {
  /// The name as it is typed: the configured one, else the type's in kebab case.
  fileprivate static var name: String {
    configuration.commandName ?? String(describing: Self.self).lowercased()
  }
}
