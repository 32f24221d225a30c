import ArgumentParser
import Diagnostics
import JSON
import Providers
import SchemaModel

/// `swisma explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what the code of an error means.",
    discussion: """
      For a code of `swisma validate`: the rule, its reason, and a schema that breaks it beside one \
      that keeps it. For the code of any other error: what happened and what to do. Without a code: \
      all codes, one a line.

        $ swisma explain S0501
        $ swisma explain P3009
        $ swisma explain
        $ swisma explain S0501 --json | jq -r .right

      Exit status 0, 1 for a code that nothing has.
      """)

  @Argument(
    help: ArgumentHelp("The code, such as S0501 or P3009.", valueName: "code"),
    completion: .list(Explanation.all.map(\.code.name) + ErrorExplanation.all.map(\.code)))
  var code: String?
  @OptionGroup var output: OutputOptions

  func run() throws {
    let stream = output.terminal.output
    guard let code else { return writeList(to: stream) }
    let name = code.uppercased()
    if let page = ErrorExplanation.all.first(where: { $0.code == name }) {
      return write(page, to: stream)
    }
    let page = try Self.page(name)
    if output.isJSON {
      stream.writeJSON { Self.write(page, to: &$0) }
    } else {
      Self.write(page, to: stream)
    }
  }

  private static func page(_ name: String) throws -> Explanation {
    if let page = Explanation.all.first(where: { $0.code.name == name }) { return page }
    throw UnknownCode(
      name: name,
      suggestion: closestName(
        to: name, among: Explanation.all.map(\.code.name) + ErrorExplanation.all.map(\.code)))
  }

  private func writeList(to stream: TextStream) {
    guard output.isJSON else {
      for page in Explanation.all {
        stream.writeLine("\(stream.style.bold(page.code.name))  \(page.rule)")
      }
      for page in ErrorExplanation.all {
        stream.writeLine("\(stream.style.bold(page.code))  \(page.meaning)")
      }
      return
    }
    stream.writeJSON { json in
      json.beginArray()
      for page in Explanation.all { Self.write(page, to: &json) }
      for page in ErrorExplanation.all { Self.write(page, to: &json) }
      json.endArray()
    }
  }

  private static func write(_ page: Explanation, to json: inout JSONWriter) {
    json.beginObject()
    for (name, text) in [
      ("code", page.code.name), ("rule", page.rule), ("reason", page.reason),
      ("wrong", page.wrong), ("right", page.right),
    ] {
      json.member(name, text)
    }
    json.endObject()
  }

  private func write(_ page: ErrorExplanation, to stream: TextStream) {
    if output.isJSON {
      stream.writeJSON { Self.write(page, to: &$0) }
    } else {
      let head = "\(stream.style.bold(page.code))  \(stream.style.bold(page.meaning))"
      stream.writeLine("\(head)\n\n\(Self.wrapped(page.remedy))")
    }
  }

  private static func write(_ page: ErrorExplanation, to json: inout JSONWriter) {
    json.beginObject()
    json.member("code", page.code)
    json.member("meaning", page.meaning)
    json.member("remedy", page.remedy)
    json.endObject()
  }

  private static func write(_ page: Explanation, to stream: TextStream) {
    let style = stream.style
    stream.writeLine("\(style.bold(page.code.name))  \(style.bold(page.rule))\n")
    stream.writeLine(wrapped(page.reason) + "\n")
    stream.writeLine(style.red("Wrong:") + "\n")
    stream.writeLine(indented(page.wrong))
    stream.writeLine(style.green("Right:") + "\n")
    stream.write(indented(page.right))
  }

  /// The text in lines of at most 80 characters, none of which ends within backticks.
  private static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    var code = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      code += code.isEmpty ? String(word) : " " + word
      guard code.count(where: { $0 == "`" }).isMultiple(of: 2) else { continue }
      if let line = lines.last, line.count + code.count < 80 {
        lines[lines.count - 1] = "\(line) \(code)"
      } else {
        lines.append(code)
      }
      code = ""
    }
    return (lines + (code.isEmpty ? [] : [code])).joined(separator: "\n")
  }

  private static func indented(_ schema: String) -> String {
    schema.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }
      .joined(separator: "\n")
  }
}

/// A code that nothing has.
private struct UnknownCode: UserFacingError {
  let name: String
  let suggestion: String?

  var code: String { "C0014" }
  var message: String { "there is no code `\(name)`" }
  var help: String? {
    suggestion.map { "did you mean \($0)?" } ?? "`swisma explain` lists all codes"
  }
}
