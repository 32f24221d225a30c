import ArgumentParser

/// How a command talks.
struct OutputOptions: ParsableArguments {
  @Flag(name: .customLong("json"), help: "Write one JSON document to standard output.")
  var isJSON = false

  @Flag(name: .customLong("no-color"), help: "Write no colours. NO_COLOR=1 does the same.")
  var noColor = false

  /// The streams of a command that never asks.
  var terminal: Terminal { Terminal(noColor: noColor, noInput: true) }
}

/// Whether a command may ask.
struct InputOptions: ParsableArguments {
  @Flag(
    name: .customLong("no-input"),
    help: "Never ask: fail with status 3 where an answer is missing.")
  var noInput = false

  /// The streams of a command that may ask.
  func terminal(_ output: OutputOptions) -> Terminal {
    Terminal(noColor: output.noColor, noInput: noInput)
  }
}
