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

      Exit status 0, 1 when there is no schema.
      """)

  @OptionGroup var schema: SchemaOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let facts = try facts()
    let stream = output.terminal.output
    guard output.isJSON else {
      for (name, fact) in facts {
        let padding = String(repeating: " ", count: max(1, 20 - name.count))
        stream.writeLine("\(stream.style.dim(name))\(padding)\(fact.text)")
      }
      return
    }
    stream.writeJSON { json in
      json.beginObject()
      for (name, fact) in facts {
        json.key(name.split(separator: " ").joined(separator: "_"))
        fact.write(to: &json)
      }
      json.endObject()
    }
  }

  private func facts() throws -> [(name: String, fact: Fact)] {
    let project = try schema.project(output.terminal)
    let analysis = analyze(try project.schema.read(), rules: allProviders)
    let datasource = analysis.datamodel.configuration.datasource
    let errors = analysis.diagnostics.count { $0.severity == .error }
    return [
      ("version", .text(Swisma.version)),
      ("working directory", .text(project.workingDirectory)),
      ("schema", .text("\(project.schema.path) (\(project.schemaOrigin))")),
      ("schema files", .list(project.schema.files)),
      ("schema errors", .number(errors)),
      ("configuration", .text(project.configuration?.path)),
      ("environment files", .list(project.environmentFiles)),
      ("variables", variables(datasource, in: project)),
      ("provider", .text(datasource?.provider)),
      ("database", .text(database(datasource, in: project))),
      ("migrations", .text(try migrations(datasource, in: project))),
      ("seed command", .text(try seedCommand(of: project))),
      ("generators", .list(analysis.datamodel.configuration.generators.map(\.name))),
    ]
  }

  private func seedCommand(of project: Project) throws -> String? {
    let command = try project.seedCommand()
    return command.map { SeedCommand(command: $0, environment: [:]).description }
  }

  /// The variables that the datasource names; whether they are set, never what they hold.
  private func variables(_ datasource: Datasource?, in project: Project) -> Fact {
    let strings = [datasource?.url, datasource?.directURL, datasource?.shadowDatabaseURL]
    return .settings(
      strings.compactMap { string in
        guard case .environment(let name)? = string else { return nil }
        return (name, project.environment[name] != nil)
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

/// One thing that is known about a project, for people and for programs.
private enum Fact {
  case text(String?)
  case number(Int)
  case list([String])
  /// Names, and whether each is set.
  case settings([(name: String, isSet: Bool)])

  var text: String {
    switch self {
    case .text(let text): text ?? "none"
    case .number(let number): "\(number)"
    case .list(let values): values.isEmpty ? "none" : values.joined(separator: ", ")
    case .settings(let settings):
      Fact.list(settings.map { "\($0.name) (\($0.isSet ? "set" : "not set"))" }).text
    }
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .text(let text?): json.string(text)
    case .text(nil): json.null()
    case .number(let number): json.integer(number)
    case .list(let values):
      json.beginArray()
      for value in values { json.string(value) }
      json.endArray()
    case .settings(let settings):
      json.beginObject()
      for (name, isSet) in settings { json.member(name, isSet) }
      json.endObject()
    }
  }
}
