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
    for (file, text) in zip(files, try formatted(files)) where text != file.bytes {
      changed.append(file.path)
      if !check { try FileSystem.writeAtomically(text, to: file.path) }
    }
    try report(changed, at: location, hasUnreadable: files.contains { unreadable($0) > 0 })
  }

  /// The texts of the files of a schema with the missing parts of relations, laid out.
  ///
  /// What cannot be read is copied, and its places are counted on standard error.
  ///
  /// - Throws: `InvalidText` before anything is written, because text in another encoding
  ///   cannot be laid out without harm.
  private func formatted(_ files: [SourceFile]) throws -> [[UInt8]] {
    for file in files where String(validating: file.bytes, as: UTF8.self) == nil {
      throw InvalidText(path: file.path)
    }
    for file in files {
      let count = unreadable(file)
      guard count > 0 else { continue }
      let errors = output.terminal.errors
      errors.writeLine(
        "\(errors.style.yellow("warning")): \(count.counted("place")) in \(file.path) could not be "
          + "read and kept the layout; `swisma validate` shows them")
    }
    return apply(completion(of: files, rules: allProviders), to: files).map(format)
  }

  /// The number of places in a file that are no schema.
  private func unreadable(_ file: SourceFile) -> Int {
    SchemaSyntax.parse(file).diagnostics.count { $0.severity == .error }
  }

  private func formatStandardInput() throws {
    let bytes = try StandardInput.read()
    let file = SourceFile(path: "standard input", bytes: bytes)
    let text = try formatted([file]).flatMap { $0 }
    guard check else { return TextStream.standardOutput.write(text) }
    if text != bytes || unreadable(file) > 0 { throw ExitCode(ExitStatus.failed) }
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

/// A schema file that is not text in UTF-8.
struct InvalidText: UserFacingError {
  let path: String

  var code: String { "C0015" }
  var message: String { "\(path) is not UTF-8 text" }
  var help: String? { "save it as UTF-8; nothing was changed" }
}
