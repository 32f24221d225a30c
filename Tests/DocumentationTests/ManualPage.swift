/// Writes the manual page of a command in roff for man(7).
struct ManualPage {
  private let command: CommandHelp
  private let version: String

  init(_ command: CommandHelp, version: String) {
    self.command = command
    self.version = version
  }

  /// The source of the page.
  var text: String {
    var lines = [
      #".\" Written from the help of the program: do not edit."#,
      ".TH \(command.pageName.uppercased()) 1 \"\" \"swisma \(version)\" \"swisma manual\"",
      ".SH NAME",
      escape("\(command.pageName) - \(firstSentence(command.abstract))"),
      ".SH SYNOPSIS",
    ]
    lines += synopsis
    if !command.discussion.isEmpty { lines += [".SH DESCRIPTION"] + paragraphs(command.discussion) }
    if !command.subcommands.isEmpty { lines += [".SH COMMANDS"] + subcommands }
    let positional = command.arguments.filter(\.isPositional)
    if !positional.isEmpty { lines += [".SH ARGUMENTS"] + positional.flatMap(entry) }
    let options = command.arguments.filter { !$0.isPositional }
    if !options.isEmpty { lines += [".SH OPTIONS"] + options.flatMap(entry) }
    lines += [".SH SEE ALSO"] + related
    return lines.joined(separator: "\n") + "\n"
  }

  private var synopsis: [String] {
    let words =
      command.arguments.map(\.synopsis) + (command.subcommands.isEmpty ? [] : ["<command>"])
    return [".B \(command.path.joined(separator: " "))"] + words.map(escape)
  }

  private var subcommands: [String] {
    command.subcommands.flatMap {
      [".TP", ".BR \(escape($0.pageName)) (1)", escape($0.abstract)]
    }
  }

  private var related: [String] {
    let parent = command.path.dropLast().joined(separator: "-")
    let names =
      (parent.isEmpty ? [] : [parent])
      + (command.subcommands.isEmpty ? [] : command.subcommands.map(\.pageName))
    return names.isEmpty
      ? [escape("The README of the project.")]
      : [names.map { ".BR \(escape($0)) (1)" }.joined(separator: ",\n")]
  }

  private func entry(_ argument: CommandHelp.Argument) -> [String] {
    [".TP", ".B \(escape(argument.spelling))", escape(argument.abstract)]
  }

  /// Paragraphs are filled; lines that are indented are examples and stay as they are.
  private func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indented = line.hasPrefix("  ")
      if indented != isExample {
        lines.append(indented ? ".PP\n.RS 4\n.nf" : ".fi\n.RE")
        isExample = indented
      }
      lines.append(
        line.isEmpty ? ".PP" : escape(indented ? String(line.dropFirst(2)) : String(line)))
    }
    if isExample { lines.append(".fi\n.RE") }
    return lines
  }

  private func firstSentence(_ text: String) -> String {
    let sentence = text.hasSuffix(".") ? String(text.dropLast()) : text
    return sentence.prefix(1).lowercased() + sentence.dropFirst()
  }

  /// Takes the meaning from backslashes, hyphens, and from dots and quotes at the start of a line.
  private func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
  }
}
