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
      comments, and copies what cannot be parsed as it is, with a warning. A file is replaced in \
      one step, and only if its text changes. The files of a schema folder are formatted one \
      by one; when one of them is not UTF-8 text, none is changed.

        $ swisma format
        $ swisma format --check       # status 1 when something would change
        $ swisma format - < a.prisma  # standard input to standard output

      Exit status 0, 1 when a file cannot be read or written, and with --check 1 when something \
      would change or cannot be parsed.
      """)

  @Argument(
    help: ArgumentHelp(
      "The schema file or folder, or - for standard input to standard output.",
      valueName: "path"), completion: .file())
  var path: String?
  @Flag(help: "Change nothing; list the files that would change, with status 1.")
  var check = false
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if path == "-" { return try formatStandardInput() }
    let location = try schema.location(path)
    var changed: [String] = []
    let trees = try parsed(try location.read())
    for (file, text) in zip(trees.map(\.file), formatted(trees)) where text != file.bytes {
      changed.append(file.path)
      if !check { try FileSystem.writeAtomically(text, to: file.path) }
    }
    try report(changed, at: location, hasUnreadable: trees.contains(where: \.hasErrors))
  }

  /// The syntax of the files of a schema.
  ///
  /// - Throws: `InvalidText` before anything is written, because text in another encoding
  ///   cannot be laid out without harm.
  private func parsed(_ files: [SourceFile]) throws -> [SyntaxTree] {
    try InvalidText.refuse(files)
    return files.enumerated().map { SchemaSyntax.parse($1, index: $0) }
  }

  /// The texts of the files of a schema with the missing parts of relations, laid out.
  ///
  /// What cannot be read is copied, and its places are counted on standard error.
  private func formatted(_ trees: [SyntaxTree]) -> [[UInt8]] {
    for tree in trees {
      let count = tree.diagnostics.count { $0.severity == .error }
      guard count > 0 else { continue }
      let errors = output.terminal.errors
      errors.writeLine(
        "\(errors.style.yellow("warning")): \(count.counted("place")) in \(tree.file.path) could "
          + "not be read and kept the layout; `swisma validate` shows them")
    }
    let edits = completion(of: trees, rules: allProviders)
    if edits.isEmpty { return trees.map { format($0) } }
    return apply(edits, to: trees.map(\.file)).map { format($0) }
  }

  private func formatStandardInput() throws {
    let bytes = try StandardInput.read()
    let file = SourceFile(standardInput: bytes)
    let trees = try parsed([file])
    let text = formatted(trees).flatMap { $0 }
    guard check else { return TextStream.standardOutput.write(text) }
    if text != bytes || trees.contains(where: \.hasErrors) { throw ExitCode(ExitStatus.failed) }
  }

  private func report(_ changed: [String], at location: SchemaLocation, hasUnreadable: Bool) throws
  {
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
    if check, !changed.isEmpty || hasUnreadable { throw ExitCode(ExitStatus.failed) }
  }
}
