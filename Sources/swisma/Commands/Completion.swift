import ArgumentParser

/// `swisma completion`.
struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a completion script for a shell.",
    discussion: """
      The script makes the shell complete commands and options of swisma; a new shell has it.

        $ swisma completion bash > ~/.local/share/bash-completion/completions/swisma
        $ swisma completion zsh > "${fpath[1]}/_swisma"
        $ swisma completion fish > ~/.config/fish/completions/swisma.fish

      Exit status 0, 1 when the output cannot be written.
      """)

  /// The shells with a script.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish

    var completionShell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() {
    TextStream.standardOutput.writeLine(Swisma.completionScript(for: shell.completionShell))
  }
}
