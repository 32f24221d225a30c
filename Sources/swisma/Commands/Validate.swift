import ArgumentParser
import Diagnostics
import FileSystem
import JSON
import Project
import Providers
import SchemaModel

/// `swisma validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a schema and report every problem in it.",
    discussion: """
      Reads no database and no environment variable. Problems are reported together, each with its \
      place and, where there is one, the way to mend it: first those of names, types and \
      attributes; those of relations, keys and the rules of the database once these are right.

        $ swisma validate
        $ swisma validate prisma/schema.prisma
        $ swisma validate --json | jq '.diagnostics[].message'
        $ swisma validate --fix --dry-run  # what --fix would do
        $ swisma validate --fix

      A line `fix:` below a problem says that the edit is certain: --fix makes all of these, \
      checks the schema again, and writes either all changed files or none.

      Exit status 0 when the schema is valid (warnings are allowed), 1 when it is not; with --fix \
      that is the schema with the fixes.
      """)

  @Argument(
    help: ArgumentHelp("The schema file or folder; the same as --schema.", valueName: "path"),
    completion: .file())
  var path: String?
  @Flag(help: "Make the fixes that are certain, and report what is left.")
  var fix = false
  @Flag(help: "With --fix: say what would be done, and write nothing.")
  var dryRun = false
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard fix || !dryRun else { throw ValidationError("--dry-run is for --fix") }
  }

  func run() throws {
    let location = try schema.location(path)
    let files = try location.read()
    guard fix else {
      return try report(analyze(files, rules: allProviders), [], at: location)
    }
    try InvalidText.refuse(files)
    let repair = Repair(of: files, rules: allProviders)
    if !dryRun { try write(repair.analysis.files, insteadOf: files) }
    try report(repair.analysis, repair.changes, at: location)
  }

  /// Writes all files that changed; when one of them cannot be written, restores the others.
  private func write(_ files: [SourceFile], insteadOf originals: [SourceFile]) throws {
    var written: [SourceFile] = []
    for (file, original) in zip(files, originals) where file.bytes != original.bytes {
      do {
        try FileSystem.writeAtomically(file.bytes, to: file.path)
        written.append(original)
      } catch {
        for original in written {
          try FileSystem.writeAtomically(original.bytes, to: original.path)
        }
        throw error
      }
    }
  }

  private func report(
    _ analysis: Analysis, _ changes: [Repair.Change], at location: SchemaLocation
  ) throws {
    let terminal = output.terminal
    if output.isJSON {
      terminal.output.writeJSON { write(analysis, changes, to: &$0) }
    } else {
      for change in changes {
        terminal.errors.writeLine(
          "\(dryRun ? "would fix" : "fixed") \(change.path):\(change.line) [\(change.code)]: "
            + change.title)
      }
      if fix, changes.isEmpty { terminal.errors.writeLine("nothing to fix") }
      analysis.writeDiagnostics(to: terminal.errors)
      writeVerdict(on: analysis, isImagined: dryRun && !changes.isEmpty, at: location)
    }
    // The memory goes with the process: freeing a large schema piece by piece takes longer.
    withExtendedLifetime(analysis) {
      Swisma.end(with: analysis.hasErrors ? ExitStatus.failed : 0)
    }
  }

  /// Writes the last line for people.
  ///
  /// - Parameters:
  ///   - analysis: The schema that was checked.
  ///   - isImagined: Whether it has fixes that the files do not have.
  ///   - location: Where the files are.
  private func writeVerdict(
    on analysis: Analysis, isImagined: Bool, at location: SchemaLocation
  ) {
    let terminal = output.terminal
    if analysis.hasErrors {
      let schema = InvalidSchema(analysis: analysis)
      terminal.errors.writeLine(
        isImagined ? "the schema would still have \(schema.errorCount)" : schema.message)
    } else {
      terminal.output.writeLine(
        terminal.output.style.green(
          "The schema at \(location.path) \(isImagined ? "would be" : "is") valid."))
    }
  }

  private func write(
    _ analysis: Analysis, _ changes: [Repair.Change], to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("valid", !analysis.hasErrors)
    if fix {
      json.key("fixed")
      json.beginArray()
      for change in changes {
        json.beginObject()
        json.member("file", change.path)
        json.member("line", change.line)
        json.member("code", change.code.name)
        json.member("title", change.title)
        json.endObject()
      }
      json.endArray()
    }
    json.key("diagnostics")
    JSONRenderer(files: analysis.files).write(analysis.diagnostics, to: &json)
    json.endObject()
  }
}
