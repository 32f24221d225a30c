import ArgumentParser
import Diagnostics
import Project
import Providers
import SchemaModel

/// Where the schema is.
struct SchemaOptions: ParsableArguments {
  @Option(
    name: .customLong("schema"),
    help: ArgumentHelp(
      "The schema file, or the folder whose .prisma files are one schema.",
      valueName: "path"), completion: .file())
  var schemaPath: String?

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration file.", valueName: "path"), completion: .file())
  var configurationPath: String?

  /// Finds the schema, the configuration and the `.env` files; warnings are shown on `terminal`.
  func project(_ terminal: Terminal) throws(ProjectError) -> Project {
    let project = try Project.find(
      schemaPath: schemaPath, configurationPath: configurationPath,
      environment: ProcessEnvironment.all())
    for warning in project.warnings {
      terminal.errors.writeLine("\(terminal.errors.style.yellow("warning")): \(warning)")
    }
    return project
  }

  /// Finds only the schema, for commands that connect to nothing: at `path` or `--schema`.
  ///
  /// - Throws: `UsageError` when both name a schema, `ProjectError` when none is found.
  func location(_ path: String?) throws -> SchemaLocation {
    guard path == nil || schemaPath == nil else {
      throw UsageError(
        "the schema is named twice: as an argument and with --schema", help: "leave one out")
    }
    return try Project.schema(
      at: path ?? schemaPath, configurationPath: configurationPath,
      environment: ProcessEnvironment.all())
  }

  /// Finds, reads and analyses the schema; warnings are shown on `terminal`.
  ///
  /// - Parameters:
  ///   - terminal: Where warnings go.
  ///   - help: What to do about a schema with errors, where there is more than to mend them.
  /// - Returns: The schema and its project.
  /// - Throws: `InvalidSchema` when it has errors, `ProjectError` when it cannot be read.
  func load(_ terminal: Terminal, help: String? = nil) throws -> LoadedSchema {
    let project = try project(terminal)
    let analysis = analyze(try project.schema.read(), rules: allProviders)
    guard !analysis.hasErrors else { throw InvalidSchema(analysis: analysis, help: help) }
    analysis.writeDiagnostics(to: terminal.errors)
    return LoadedSchema(project: project, analysis: analysis)
  }

  /// Finds and reads a schema of which only the datasource and the generators are wanted.
  ///
  /// - Throws: `InvalidSchema` when errors hide the datasource, `ProjectError` when the schema
  ///   cannot be read.
  func loadConfiguration(_ terminal: Terminal) throws -> LoadedSchema {
    let project = try project(terminal)
    var analysis = analyze(try project.schema.read(), rules: allProviders)
    let configuration = analysis.datamodel.configuration
    if analysis.hasErrors {
      let error = InvalidSchema(analysis: analysis)
      guard configuration.datasource != nil else { throw error }
      terminal.errors.writeLine(
        "\(terminal.errors.style.yellow("warning")): \(error.message); "
          + "all but its datasource and generators is replaced")
      analysis.datamodel = Datamodel(configuration: configuration)
    }
    return LoadedSchema(project: project, analysis: analysis)
  }
}

/// A schema without errors, and the project around it.
struct LoadedSchema {
  let project: Project
  let analysis: Analysis

  var datamodel: Datamodel { analysis.datamodel }
}

/// A schema with errors, where a command needs one without.
struct InvalidSchema: UserFacingError {
  let analysis: Analysis
  var help: String?

  var code: String { "P1012" }
  var message: String { "the schema has \(errorCount)" }

  /// How many errors there are, in words.
  var errorCount: String {
    let count = analysis.diagnostics.count { $0.severity == .error }
    return count == 1 ? "an error" : "\(count) errors"
  }
}

extension Analysis {
  /// How many diagnostics people are shown at most.
  private static let mostShown = 1_000

  /// Writes the diagnostics for people.
  func writeDiagnostics(to stream: TextStream) {
    let renderer = TextRenderer(files: files, isColored: stream.style.isEnabled)
    for diagnostic in diagnostics.prefix(Self.mostShown) {
      stream.write(renderer.render(diagnostic) + "\n")
    }
    guard diagnostics.count > Self.mostShown else { return }
    stream.writeLine(
      "… and \(diagnostics.count - Self.mostShown) more; `validate --json` has all\n")
  }
}
