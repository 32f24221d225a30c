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
    let files = formatted(try parsed(try location.read()))
    if !check {
      for file in files where file.isChanged {
        try FileSystem.writeAtomically(file.text, to: file.path)
      }
    }
    try report(files, at: location)
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
  private func formatted(_ trees: [SyntaxTree]) -> [FormattedFile] {
    let edits = completion(of: trees, rules: allProviders)
    let completed =
      edits.isEmpty
      ? trees : apply(edits, to: trees.map(\.file)).map { SchemaSyntax.parse($0) }
    return zip(trees, completed).map { tree, completed in
      let file = FormattedFile(tree, completed: completed)
      if let warning = file.warning {
        let errors = output.terminal.errors
        errors.writeLine("\(errors.style.yellow("warning")): \(warning)")
      }
      return file
    }
  }

  private func formatStandardInput() throws {
    let bytes = try StandardInput.read()
    let files = formatted(try parsed([SourceFile(standardInput: bytes)]))
    guard check else { return files.forEach { TextStream.standardOutput.write($0.text) } }
    if files.contains(where: \.needsAttention) { throw ExitCode(ExitStatus.failed) }
  }

  private func report(_ files: [FormattedFile], at location: SchemaLocation) throws {
    let terminal = output.terminal
    let changed = files.filter(\.isChanged).map(\.path)
    if output.isJSON {
      terminal.output.writeJSON { json in
        json.beginObject()
        json.member("changed", changed)
        json.endObject()
      }
    } else if check {
      for path in changed { terminal.output.writeLine(path) }
    } else {
      for path in changed { terminal.errors.writeLine("formatted \(path)") }
      if changed.isEmpty, files.allSatisfy(\.isLaidOut) {
        terminal.errors.writeLine("\(location.path) is formatted already")
      }
    }
    if check, files.contains(where: \.needsAttention) { throw ExitCode(ExitStatus.failed) }
  }
}

/// A file with its layout.
private struct FormattedFile {
  let path: String
  let text: [UInt8]
  let isChanged: Bool
  /// Whether it has the layout; it keeps its own where another would change what it says.
  let isLaidOut: Bool
  /// How many places of it could not be read.
  private let unreadCount: Int

  /// Lays a file out.
  ///
  /// - Parameters:
  ///   - tree: The file as it is.
  ///   - completed: The file with the missing parts of relations.
  init(_ tree: SyntaxTree, completed: SyntaxTree) {
    let layout = SchemaSyntax.layout(of: completed)
    path = tree.file.path
    text = layout ?? completed.file.bytes
    isChanged = text != tree.file.bytes
    isLaidOut = layout != nil
    unreadCount = tree.diagnostics.count { $0.severity == .error }
  }

  /// Whether `--check` finds something in it.
  var needsAttention: Bool { isChanged || unreadCount > 0 }

  /// What people are told of the places that could not be read.
  var warning: String? {
    guard unreadCount > 0 else { return nil }
    let places = unreadCount.counted("place")
    let advice = "; `swisma validate` shows \(unreadCount == 1 ? "it" : "them")"
    guard isLaidOut else {
      return "\(path) keeps its layout: \(places) in it could not be read, and with another layout "
        + "the file would say something else\(advice)"
    }
    return "\(places) in \(path) could not be read and kept the layout\(advice)"
  }
}
