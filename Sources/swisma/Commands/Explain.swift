import ArgumentParser
import Diagnostics
import JSON
import Providers
import SchemaModel

/// `swisma explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a diagnostic code means.",
    discussion: """
      The rule behind a code of `swisma validate`, its reason, and a schema that breaks it beside \
      one that keeps it. Without a code: the rules of all codes, one a line.

        $ swisma explain S0501
        $ swisma explain
        $ swisma explain S0501 --json | jq -r .right
      """)

  @Argument(help: ArgumentHelp("The code, such as S0501.", valueName: "code"))
  var code: String?
  @OptionGroup var output: OutputOptions

  func run() throws {
    let stream = output.terminal.output
    guard let code else { return writeList(to: stream) }
    let page = try Self.page(code)
    if output.isJSON {
      stream.writeJSON { Self.write(page, to: &$0) }
    } else {
      Self.write(page, to: stream)
    }
  }

  private static func page(_ code: String) throws -> Explanation {
    let name = code.uppercased()
    if let page = Explanation.all.first(where: { $0.code.name == name }) { return page }
    throw UnknownCode(
      name: code,
      suggestion: closestName(to: name, among: Explanation.all.lazy.map(\.code.name)))
  }

  private func writeList(to stream: TextStream) {
    guard output.isJSON else {
      for page in Explanation.all {
        stream.writeLine("\(stream.style.bold(page.code.name))  \(page.rule)")
      }
      return
    }
    stream.writeJSON { json in
      json.beginArray()
      for page in Explanation.all { Self.write(page, to: &json) }
      json.endArray()
    }
  }

  private static func write(_ page: Explanation, to json: inout JSONWriter) {
    json.beginObject()
    for (name, text) in [
      ("code", page.code.name), ("rule", page.rule), ("reason", page.reason),
      ("wrong", page.wrong), ("right", page.right),
    ] {
      json.key(name)
      json.string(text)
    }
    json.endObject()
  }

  private static func write(_ page: Explanation, to stream: TextStream) {
    let style = stream.style
    stream.writeLine("\(style.bold(page.code.name))  \(style.bold(page.rule))\n")
    stream.writeLine(page.reason + "\n")
    stream.writeLine(style.red("Wrong:") + "\n")
    stream.writeLine(indented(page.wrong))
    stream.writeLine(style.green("Right:") + "\n")
    stream.write(indented(page.right))
  }

  private static func indented(_ schema: String) -> String {
    schema.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }
      .joined(separator: "\n")
  }
}

/// A code that no diagnostic has.
private struct UnknownCode: UserFacingError {
  let name: String
  let suggestion: String?

  var code: String { "C0014" }
  var message: String { "there is no diagnostic code “\(name)”" }
  var help: String? {
    suggestion.map { "did you mean \($0)?" } ?? "swisma explain lists all codes"
  }
}
