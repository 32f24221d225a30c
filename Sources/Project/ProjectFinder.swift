import FileSystem
import JSON

/// Looks for the files of a project, in the order that the documentation gives.
struct ProjectFinder {
  let workingDirectory: String
  /// The variables of the process.
  let environment: [String: String]

  /// The configuration file with its variables looked up, and the `.env` files it asked for.
  struct Found {
    var configuration: ProjectConfiguration?
    var environment: [String: String]
    var environmentFiles: [String]
    /// Where `.env` files are read as soon as the schema is known.
    var wantsEnvironmentFiles: Bool
    /// What is wrong with the files but stops nothing.
    var warnings: [String] = []
  }

  static let schemaPaths = ["schema.prisma", "prisma/schema.prisma", "prisma/schema"]

  static let configurationPaths: [String] = {
    let endings = ["ts", "mts", "cts", "js", "mjs", "cjs"]
    return ["swisma.config.json"] + endings.map { "prisma.config.\($0)" }
      + endings.map { ".config/prisma.\($0)" }
  }()

  /// A path as the system calls need it.
  func absolute(_ path: String) -> String { Path.join(workingDirectory, path) }

  /// The most that a file with settings may hold.
  private static let mostBytes = 16_000_000

  /// Finds and reads the configuration file; `flag` is the value of `--config`.
  func configuration(flag: String?) throws(ProjectError) -> Found {
    var found = Found(
      configuration: nil, environment: environment, environmentFiles: [],
      wantsEnvironmentFiles: true)
    if let flag, FileSystem.kind(of: absolute(flag)) != .file {
      throw ProjectError(.configuration, "there is no configuration file at \(flag)")
    }
    let path = flag ?? Self.configurationPaths.first { FileSystem.kind(of: absolute($0)) == .file }
    guard let path else { return found }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes =
        try FileSystem.read(absolute(path), atMost: Self.mostBytes)
    } catch {
      throw ProjectError(.file, error.message)
    }
    if path.hasSuffix(".json") {
      try readJSON(bytes, path: path, into: &found)
    } else {
      try readScript(bytes, path: path, into: &found)
    }
    return found
  }

  private func readJSON(
    _ bytes: [UInt8], path: String, into found: inout Found
  ) throws(ProjectError) {
    try addEnvironmentFiles(in: [""], to: &found)
    let json: JSONValue
    do throws(JSONError) { json = try JSONReader.read(bytes) } catch {
      throw ProjectError(.configuration, "\(path) is no JSON: \(error)")
    }
    found.configuration = try ProjectConfiguration(
      path: path, root: SettingValue(json, environment: found.environment))
  }

  private func readScript(
    _ bytes: [UInt8], path: String, into found: inout Found
  ) throws(ProjectError) {
    let script: Script
    do throws(ScriptError) { script = try ScriptParser.parse(bytes) } catch {
      throw ProjectError(.configuration, "\(path):\(error.line): \(error.message)")
    }
    guard let export = script.export else {
      throw ProjectError(
        .configuration, "\(path) has no default export",
        help: "end it with `export default defineConfig({ … })`")
    }
    found.wantsEnvironmentFiles = script.loadsEnvironmentFiles
    if script.loadsEnvironmentFiles { try addEnvironmentFiles(in: [""], to: &found) }
    let evaluator = ScriptEvaluator(
      script: script, environment: found.environment,
      directory: Path.normalize(absolute(Path.parent(path))), workingDirectory: workingDirectory)
    let root = evaluator.value(of: export)
    if case .unreadable(let text, let line) = root {
      throw ProjectError(
        .configuration,
        "\(path):\(line): the default export cannot be read without running the file: \(text)",
        help: "export an object literal or `defineConfig({ … })`, or use swisma.config.json")
    }
    found.configuration = try ProjectConfiguration(path: path, root: root)
  }

  /// Reads the `.env` files of folders; what is set already stays.
  func addEnvironmentFiles(
    in directories: [String], to found: inout Found
  ) throws(ProjectError) {
    for directory in directories {
      let path = Path.normalize(Path.join(directory, ".env"))
      guard !found.environmentFiles.contains(path) else { continue }
      do throws(FileError) {
        guard
          let bytes = try FileSystem.readIfPresent(
            absolute(path), atMost: Self.mostBytes)
        else { continue }
        let file = EnvironmentFile(bytes)
        file.add(to: &found.environment)
        found.environmentFiles.append(path)
        found.warnings += file.skippedLines.map {
          "\(path):\($0): this is not `NAME=value`, so the line is ignored"
        }
      } catch {
        throw ProjectError(.file, error.message)
      }
    }
  }

  /// What the nearest `package.json` says under `prisma`.
  struct PackageSettings {
    /// As it is shown to people.
    var schemaPath: String?
    var seedCommand: String?
  }

  /// Reads the nearest `package.json`, upwards from the working directory.
  func packageSettings() throws(ProjectError) -> PackageSettings? {
    var directory = workingDirectory
    while true {
      let path = Path.join(directory, "package.json")
      let bytes: [UInt8]?
      do throws(FileError) { bytes = try FileSystem.readIfPresent(path) } catch {
        throw ProjectError(.file, error.message)
      }
      if let bytes {
        // A broken package.json is npm's business; it only means that there are no settings in it.
        guard let json = try? JSONReader.read(bytes), let settings = json["prisma"] else {
          return nil
        }
        let schema = settings["schema"]?.stringValue.map { Path.join(directory, $0) }
        return PackageSettings(
          schemaPath: schema.map { Path.relative($0, to: workingDirectory) },
          seedCommand: settings["seed"]?.stringValue)
      }
      let parent = Path.parent(directory)
      guard parent != directory, parent != "." else { return nil }
      directory = parent
    }
  }
}
