import ArgumentParser
import Diagnostics
import JSON
import QueryEngine
import SchemaModel

/// Says why a command ended, to people on stderr or to programs on stdout.
struct FailureReport {
  private let arguments: [String]
  private let isJSON: Bool
  private let errors: TextStream

  /// Creates a report for a command line.
  ///
  /// The line may be wrong, so its flags are looked for by themselves.
  init(_ arguments: [String]) {
    self.arguments = arguments
    let options = arguments.prefix { $0 != "--" }
    isJSON = options.contains("--json")
    errors = Terminal(noColor: options.contains("--no-color")).errors
  }

  /// Reports an error.
  ///
  /// - Returns: The exit status of the process.
  func write(_ error: any Error) -> Int32 {
    if let signal = Interruption.pendingSignal {
      let text = "stopped: " + leftovers(of: error, from: command)
      errors.write("\(errors.style.dim(text))\n")
      return ExitStatus.signal(signal)
    }
    switch error {
    case let status as ExitCode: return status.rawValue
    case let failure as any UserFacingError:
      if isJSON { writeJSON(failure) } else { writeText(failure) }
      return failure.exitStatus
    default: return writeParserError(error)
    }
  }

  /// Reports an error to people, whatever form was asked for.
  func writeText(_ failure: any UserFacingError) {
    if let invalid = failure as? InvalidSchema {
      invalid.analysis.writeDiagnostics(to: errors)
    }
    let head = errors.style.red(errors.style.bold("error[\(failure.code)]"))
    var text = "\(head): \(failure.message)\n"
    if let excerpt = failure.excerpt { text += excerpt + "\n" }
    if let help = help(for: failure) { text += "\(errors.style.cyan("help")): \(help)\n" }
    errors.write(text)
  }

  /// What the error says to do, or what its page says about connections in general.
  private func help(for failure: any UserFacingError) -> String? {
    failure.help
      ?? ErrorExplanation.connections
      .first { $0.code == failure.code && $0.code.hasPrefix("P1") }?.remedy
  }

  private func writeJSON(_ failure: any UserFacingError) {
    var json = JSONWriter(pretty: false)
    json.beginObject()
    json.key("error")
    json.beginObject()
    json.member("code", failure.code)
    json.member("message", failure.message)
    if let help = help(for: failure) { json.member("help", help) }
    if let place = (failure as? SQLFailure)?.place {
      json.member("line", place.line)
      json.member("column", place.column)
    }
    if let invalid = failure as? InvalidSchema {
      json.key("diagnostics")
      JSONRenderer(files: invalid.analysis.files).write(invalid.analysis.diagnostics, to: &json)
    }
    json.endObject()
    json.endObject()
    TextStream.standardOutput.write(json.text + "\n")
  }

  /// Help and version are "errors" of the argument parser too: they go to stdout with status 0.
  private func writeParserError(_ error: any Error) -> Int32 {
    let status = Swisma.exitCode(for: error).rawValue
    let text = Swisma.fullMessage(for: error)
    guard status != 0 else {
      TextStream.standardOutput.write(text + "\n")
      return status
    }
    let page = command.map { Swisma.helpMessage(for: $0) } ?? ""
    let usage = UsageMessage(Swisma.message(for: error), report: text, helpPage: page)
    let failure = UsageError(usage.message, help: usage.help)
    if isJSON { writeJSON(failure) } else { writeText(failure) }
    return status
  }

  /// The command of the line, if it names one.
  private var command: (any ParsableCommand.Type)? {
    try? CommandSuggestion.command(of: arguments, root: Swisma.self).command
  }
}

/// A command line that cannot be understood.
struct UsageError: UserFacingError {
  let message: String
  let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

  static let code = "C0064"

  var code: String { Self.code }
  var exitStatus: Int32 { ExitStatus.usage }
}
