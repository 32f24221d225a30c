import ArgumentParser
import Diagnostics
import JSON
import Project
import Providers
import SchemaModel

/// `swisma validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a schema and report every problem in it.",
    discussion: """
      Reads no database and no environment variable. All problems are reported at once, each \
      with its place and, where there is one, the way to mend it.

        $ swisma validate
        $ swisma validate prisma/schema.prisma
        $ swisma validate --json | jq '.diagnostics[].message'

      Exit status 0 when the schema is valid (warnings are allowed), 1 when it is not.
      """)

  @Argument(
    help: ArgumentHelp("The schema file or folder; the same as --schema.", valueName: "path"))
  var path: String?
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let location = try schema.location(path)
    let analysis = analyze(try location.read(), rules: allProviders)
    let terminal = output.terminal
    if output.isJSON {
      terminal.output.writeJSON { json in
        json.beginObject()
        json.key("valid")
        json.boolean(!analysis.hasErrors)
        json.key("diagnostics")
        JSONRenderer(files: analysis.files).write(analysis.diagnostics, to: &json)
        json.endObject()
      }
    } else {
      analysis.writeDiagnostics(to: terminal.errors)
      if !analysis.hasErrors {
        terminal.output.writeLine(
          terminal.output.style.green("The schema at \(location.path) is valid."))
      } else {
        terminal.errors.writeLine(InvalidSchema(analysis: analysis).message)
      }
    }
    // The memory goes with the process: freeing a large schema piece by piece takes longer.
    withExtendedLifetime(analysis) {
      Swisma.end(with: analysis.hasErrors ? ExitStatus.failed : 0)
    }
  }
}
