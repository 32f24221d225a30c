import ArgumentParser
import Diagnostics
import FileSystem
import JSON
import Project
import Providers
import SchemaModel
import SchemaSyntax

/// `swisma format`.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Format a schema in place.",
    discussion: """
      Aligns the columns of fields and attributes, adds the missing side of relations, keeps \
      comments, and copies what cannot be parsed as it is. A file is replaced in one step, and only if its text changes. The files \
      of a schema folder are formatted one by one.

        $ swisma format
        $ swisma format --check       # status 1 when something would change
        $ swisma format - < a.prisma  # standard input to standard output
      """)

  @Argument(
    help: ArgumentHelp(
      "The schema file or folder, or - for standard input to standard output.",
      valueName: "path"))
  var path: String?
  @Flag(help: "Change nothing; list the files that would change, with status 1.")
  var check = false
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if path == "-" { return try formatStandardInput() }
    let location = try schema.location(path)
    var changed: [String] = []
    let files = try location.read()
    for (file, text) in zip(files, formatted(files)) where text != file.bytes {
      changed.append(file.path)
      if !check { try FileSystem.writeAtomically(text, to: file.path) }
    }
    try report(changed, at: location)
  }

  /// The texts of the files of a schema with the missing parts of relations, laid out.
  private func formatted(_ files: [SourceFile]) -> [[UInt8]] {
    apply(completion(of: files, rules: allProviders), to: files).map(format)
  }

  private func formatStandardInput() throws {
    let bytes = try StandardInput.read()
    let text = formatted([SourceFile(path: "standard input", bytes: bytes)]).flatMap { $0 }
    guard check else { return TextStream.standardOutput.write(text) }
    if text != bytes { throw ExitCode(ExitStatus.failed) }
  }

  private func report(_ changed: [String], at location: SchemaLocation) throws {
    let terminal = output.terminal
    if output.isJSON {
      terminal.output.writeJSON { json in
        json.beginObject()
        json.key("changed")
        json.beginArray()
        for path in changed { json.string(path) }
        json.endArray()
        json.endObject()
      }
    } else if check {
      for path in changed { terminal.output.writeLine(path) }
    } else {
      for path in changed { terminal.errors.writeLine("formatted \(path)") }
      if changed.isEmpty { terminal.errors.writeLine("\(location.path) is formatted already") }
    }
    if check, !changed.isEmpty { throw ExitCode(ExitStatus.failed) }
  }
}
