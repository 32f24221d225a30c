import ArgumentParser
import BackendCatalog
import BackendInterface
import DatabaseAccess
import Diagnostics
import FileSystem
import JSON
import Project
import Providers
import SchemaModel

/// `swisma debug`.
struct Debug: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where everything of a project was found.",
    discussion: """
      Lists the schema files, the configuration, the .env files, the migrations folder and the \
      database, each with the way it was found. The values of secrets are never shown, so the \
      output can be pasted into a bug report.

        $ swisma debug
        $ swisma debug --json
      """)

  @OptionGroup var schema: SchemaOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let facts = try facts()
    let stream = output.terminal.output
    guard output.isJSON else {
      for (name, value) in facts {
        let padding = String(repeating: " ", count: max(1, 20 - name.count))
        stream.writeLine("\(stream.style.dim(name))\(padding)\(value)")
      }
      return
    }
    stream.writeJSON { json in
      json.beginObject()
      for (name, value) in facts {
        json.key(name.split(separator: " ").joined(separator: "_"))
        json.string(value)
      }
      json.endObject()
    }
  }

  private func facts() throws -> [(name: String, value: String)] {
    let project = try schema.project()
    let analysis = analyze(try project.schema.read(), rules: allProviders)
    let datasource = analysis.datamodel.configuration.datasource
    let errors = analysis.diagnostics.count { $0.severity == .error }
    return [
      ("version", Swisma.version),
      ("working directory", project.workingDirectory),
      ("schema", "\(project.schema.path) (\(project.schemaOrigin))"),
      ("schema files", project.schema.files.joined(separator: ", ")),
      ("schema errors", "\(errors)"),
      ("configuration", project.configuration?.path ?? "none"),
      ("environment files", list(project.environmentFiles)),
      ("variables", variables(datasource, in: project)),
      ("provider", datasource?.provider ?? "none"),
      ("database", database(datasource, in: project)),
      ("migrations", try migrations(datasource, in: project)),
      ("seed command", try project.seedCommand() ?? "none"),
      ("generators", list(analysis.datamodel.configuration.generators.map(\.name))),
    ]
  }

  private func list(_ values: [String]) -> String {
    values.isEmpty ? "none" : values.joined(separator: ", ")
  }

  /// The variables that the datasource names; whether they are set, never what they hold.
  private func variables(_ datasource: Datasource?, in project: Project) -> String {
    let strings = [datasource?.url, datasource?.directURL, datasource?.shadowDatabaseURL]
    return list(
      strings.compactMap { string in
        guard case .environment(let name)? = string else { return nil }
        return project.environment[name] == nil ? "\(name) (not set)" : "\(name) (set)"
      })
  }

  /// Where the database is, without a password, or why that is not known.
  private func database(_ datasource: Datasource?, in project: Project) -> String {
    do throws(ProjectError) {
      return "\(try project.connectionURL(flag: connection.url, datasource: datasource))"
    } catch {
      return "not known: \(error.message)"
    }
  }

  private func migrations(_ datasource: Datasource?, in project: Project) throws -> String {
    let path = try project.migrationsDirectory(datasource)
    return FileSystem.kind(of: path) == .directory ? path : "\(path) (not there yet)"
  }
}
