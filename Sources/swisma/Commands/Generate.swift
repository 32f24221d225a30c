import ArgumentParser
import ClientGenerator
import DMMF
import Diagnostics
import JSON
import Project
import SchemaModel

/// `swisma generate`.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write the Swift client of a schema.",
    discussion: """
      Runs the generator blocks whose provider is `\(SwiftClient.provider)`:

        generator client {
          provider = "\(SwiftClient.provider)"
          output   = "../Sources/Database"
        }

      Only files that change are written. Generators for other languages are named and left out; \
      asking for one with --generator is an error.

        $ swisma generate
        $ swisma generate --check
        $ swisma generate --print-dmmf | jq '.datamodel.models[].name'

      Exit status 0, 1 when the schema has errors or no generator, and with --check 2 when the \
      client is not up to date.
      """)

  @Option(
    name: .customLong("generator"),
    help: ArgumentHelp("Run this generator only; may be repeated.", valueName: "name"))
  var generators: [String] = []
  @Flag(help: "Write nothing; exit with 2 when something would be written.")
  var check = false
  @Flag(
    name: .customLong("print-dmmf"),
    help: "Print the description of the schema that generators get, as JSON, and run none.")
  var printsDMMF = false
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var output: OutputOptions

  func run() throws { try run(on: try schema.load(output.terminal), output.terminal) }

  /// Runs the generators of a schema that is loaded already.
  func run(on loaded: LoadedSchema, _ terminal: Terminal) throws {
    guard !printsDMMF else { return printDMMF(of: loaded.datamodel, terminal) }
    let selected = try select(loaded.datamodel.configuration.generators)
    var results: [Result] = []
    for generator in selected {
      let provider = try loaded.project.resolve(generator.provider)
      guard provider == SwiftClient.provider else {
        let error = UnsupportedGenerator(name: generator.name, provider: provider)
        guard generators.isEmpty else { throw error }
        terminal.errors.writeLine("\(terminal.errors.style.yellow("notice")): \(error.message)")
        continue
      }
      let client = try SwiftClient(generator, of: loaded)
      let changes = try client.changes()
      results.append(Result(name: generator.name, client: client, changes: changes))
      if !check { try client.apply(changes) }
      if !output.isJSON { report(changes, client, terminal) }
    }
    guard !selected.isEmpty else { throw NoGenerator() }
    if output.isJSON { writeJSON(results, terminal) }
    if check, results.contains(where: { !$0.changes.isEmpty }) {
      throw ExitCode(ExitStatus.difference)
    }
  }

  /// What one generator wrote, or would write.
  private struct Result {
    let name: String
    let client: SwiftClient
    let changes: [SwiftClient.Change]
  }

  private func writeJSON(_ results: [Result], _ terminal: Terminal) {
    terminal.output.writeJSON { json in
      json.beginObject()
      json.key("generators")
      json.beginArray()
      for result in results {
        json.beginObject()
        json.member("name", result.name)
        json.member("directory", result.client.directory)
        json.member(check ? "outdated" : "written", result.changes.map(\.path))
        json.endObject()
      }
      json.endArray()
      json.endObject()
    }
  }

  private func printDMMF(of datamodel: Datamodel, _ terminal: Terminal) {
    terminal.output.writeJSON { json in
      json.beginObject()
      json.key("datamodel")
      DMMFWriter(datamodel).write(to: &json)
      json.endObject()
    }
  }

  /// The generators to run: those that were named, else all.
  private func select(_ all: [Generator]) throws(UnknownGenerator) -> [Generator] {
    var selected: [Generator] = []
    for name in generators {
      guard let generator = all.first(where: { $0.name == name }) else {
        throw UnknownGenerator(name: name, known: all.map(\.name))
      }
      selected.append(generator)
    }
    return generators.isEmpty ? all : selected
  }

  private func report(
    _ changes: [SwiftClient.Change], _ client: SwiftClient, _ terminal: Terminal
  ) {
    guard !changes.isEmpty else {
      terminal.errors.writeLine("The client in \(client.directory) is up to date.")
      return
    }
    if check {
      for change in changes { terminal.output.writeLine(change.path) }
      terminal.errors.writeLine("The client in \(client.directory) is not up to date.")
    } else {
      let files = changes.count.counted("file")
      terminal.errors.writeLine("Wrote \(files) of the client in \(client.directory).")
    }
  }
}

/// A generator for another language, or of somebody else.
struct UnsupportedGenerator: UserFacingError {
  let name: String
  let provider: String

  var code: String { "G0001" }
  var message: String {
    "the generator `\(name)` was not run: its provider `\(provider)` is not supported yet"
  }
}

/// A name given to `--generator` that no block has.
struct UnknownGenerator: UserFacingError {
  let name: String
  let known: [String]

  var code: String { "G0002" }
  var message: String { "the schema has no generator `\(name)`" }
  var help: String? {
    known.isEmpty ? nil : "it has \(known.inBackticks)"
  }
}

/// A schema without a generator block.
struct NoGenerator: UserFacingError {
  var code: String { "G0003" }
  var message: String { "the schema has no generator block" }
  var help: String? {
    "`swisma help generate` shows one"
  }
}
