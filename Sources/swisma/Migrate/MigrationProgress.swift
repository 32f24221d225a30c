import Migration

/// Tells people how far a run is.
struct MigrationProgress {
  private let terminal: Terminal
  private let line: ProgressLine
  /// Whether finished migrations are data of this command, for standard output.
  private let listsApplied: Bool

  init(_ terminal: Terminal, listsApplied: Bool) {
    self.terminal = terminal
    self.listsApplied = listsApplied
    line = ProgressLine(terminal)
  }

  func report(_ event: MigrationEvent) {
    switch event {
    case .databaseCreated(let database): talk("Created the \(database)")
    case .emptying(let database): talk("Deleting everything in the \(database)")
    case .replaying(let name, let number, let count):
      line.update("Replaying \(number) of \(count) in a scratch database: \(name)")
    case .applying(let name, let number, let count):
      line.update("Applying \(number) of \(count): \(name)")
    case .applied(let name, let duration):
      line.finish()
      guard listsApplied else { return }
      let style = terminal.output.style
      terminal.output.writeLine(
        "\(style.green("applied")) \(name) \(style.dim("(\(duration.shortText))"))")
    case .retrying(let name):
      talk("The last attempt at \(name) was stopped and rolled back; it is tried again")
    }
  }

  /// Removes the progress line.
  func finish() { line.finish() }

  private func talk(_ text: String) {
    line.finish()
    terminal.errors.writeLine(text)
  }
}

extension Duration {
  /// The duration for people: `12 ms`, `3.4 s`.
  var shortText: String {
    let (seconds, attoseconds) = components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
  }
}
