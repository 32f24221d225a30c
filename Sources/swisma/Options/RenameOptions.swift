import ArgumentParser

/// What was renamed, for commands that only show what would happen.
struct RenameOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What was renamed, so that its data is kept: Model.previous=next or Previous=Next. May be \
      repeated.
      """,
      valueName: "previous=next"))
  var rename: [String] = []
}

/// What was renamed, or that nothing was, for commands that otherwise ask.
struct RenameOptions: ParsableArguments {
  @OptionGroup var option: RenameOption
  @Flag(help: "Nothing is renamed: drop and add.")
  var noRename = false

  var renames: [String] { option.rename }

  func validate() throws {
    guard !noRename || renames.isEmpty else {
      throw ValidationError("--rename and --no-rename exclude each other")
    }
  }
}
