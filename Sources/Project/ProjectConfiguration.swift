import Diagnostics
import FileSystem
import JSON

/// The configuration file of a project.
///
/// Values are looked at when they are needed: an unset variable in `datasource.url` does not
/// disturb a command that connects to nothing.
package struct ProjectConfiguration: Sendable {
  /// The file, as it is shown to people.
  package let path: String
  private let root: SettingValue

  /// The folder that relative paths of the file start from.
  package var directory: String { Path.parent(path) }

  init(path: String, root: SettingValue) throws(ProjectError) {
    self.path = path
    self.root = root
    try checkKeys(of: root, known: Self.knownKeys, prefix: "")
    for (section, keys) in Self.knownSectionKeys {
      try checkKeys(of: root[section], known: keys, prefix: section + ".")
    }
  }

  /// The schema's path.
  package func schemaPath() throws(ProjectError) -> String? { try path(of: ["schema"]) }
  /// The migrations folder.
  package func migrationsPath() throws(ProjectError) -> String? {
    try path(of: ["migrations", "path"])
  }
  /// The command that fills a database with data.
  package func seedCommand() throws(ProjectError) -> String? {
    try text(of: ["migrations", "seed"])
  }
  /// SQL to run on a new shadow database before the migrations.
  package func shadowSetup() throws(ProjectError) -> String? {
    try text(of: ["migrations", "initShadowDb"])
  }
  /// The connection URL.
  package func url() throws(ProjectError) -> String? { try text(of: ["datasource", "url"]) }
  /// The connection URL without a pooler in between.
  package func directURL() throws(ProjectError) -> String? {
    try text(of: ["datasource", "directUrl"])
  }
  /// The URL of the database for replaying migrations.
  package func shadowDatabaseURL() throws(ProjectError) -> String? {
    try text(of: ["datasource", "shadowDatabaseUrl"])
  }
  /// Where pulls put models that the schema lacks: a `.prisma` file, or a folder of such.
  package func pullPath() throws(ProjectError) -> String? { try path(of: ["pull", "path"]) }
  /// The tables that migrations leave alone.
  package func externalTables() throws(ProjectError) -> [String] {
    try texts(of: ["tables", "external"])
  }
  /// The enums that migrations leave alone.
  package func externalEnums() throws(ProjectError) -> [String] {
    try texts(of: ["enums", "external"])
  }

  private static let knownKeys = [
    "schema", "migrations", "datasource", "pull", "views", "typedSql", "tables", "enums",
    "experimental", "engine", "studio", "adapter", "earlyAccess", "loadedFromFile",
  ]
  private static let knownSectionKeys = [
    ("migrations", ["path", "seed", "initShadowDb"]),
    ("datasource", ["url", "directUrl", "shadowDatabaseUrl"]), ("pull", ["path"]),
  ]

  private func checkKeys(
    of value: SettingValue, known: [String], prefix: String
  ) throws(ProjectError) {
    guard case .object(let members) = value else { return }
    for member in members where !known.contains(member.key) && member.key != "..." {
      throw ProjectError(
        .configuration, "\(path) has an unknown setting `\(prefix)\(member.key)`",
        help: "the settings here are " + known.inBackticks)
    }
  }

  private func path(of keys: [String]) throws(ProjectError) -> String? {
    try text(of: keys).map { Path.normalize(Path.join(directory == "." ? "" : directory, $0)) }
  }

  private func text(of keys: [String]) throws(ProjectError) -> String? {
    let value = keys.reduce(root) { $0[$1] }
    switch value {
    case .string(let text): return text
    case .absent:
      // A spread beside the key may hold it, and nobody can know without running the file.
      if case .unreadable = keys.dropLast().reduce(root, { $0[$1] })["..."] {
        throw unreadable(keys, value: keys.dropLast().reduce(root) { $0[$1] }["..."])
      }
      return nil
    case .missingVariable(let name):
      throw ProjectError(
        .missingVariable, "the environment variable `\(name)` is not set",
        help: "\(path) takes `\(keys.joined(separator: "."))` from it; set it in the environment, "
          + "or in an .env file that the configuration imports with `import \"dotenv/config\"`")
    case .unreadable: throw unreadable(keys, value: value)
    case .number, .boolean, .array, .object:
      throw ProjectError(
        .configuration, "`\(keys.joined(separator: "."))` in \(path) is not a string")
    }
  }

  private func texts(of keys: [String]) throws(ProjectError) -> [String] {
    let value = keys.reduce(root) { $0[$1] }
    switch value {
    case .absent: return []
    case .array(let elements):
      var texts: [String] = []
      for element in elements {
        guard case .string(let text) = element else { throw unreadable(keys, value: element) }
        texts.append(text)
      }
      return texts
    case .string, .number, .boolean, .object, .missingVariable, .unreadable:
      throw unreadable(keys, value: value)
    }
  }

  private func unreadable(_ keys: [String], value: SettingValue) -> ProjectError {
    let setting = keys.joined(separator: ".")
    guard case .unreadable(let text, let line) = value else {
      return ProjectError(.configuration, "`\(setting)` in \(path) is not a list of strings")
    }
    return ProjectError(
      .configuration,
      "\(path):\(line): `\(setting)` cannot be read without running the file: \(text)",
      help: "swisma runs no JavaScript; write a string, `env(\"NAME\")`, `process.env.NAME` or "
        + "`path.join(…)`, or use swisma.config.json")
  }
}

extension SettingValue {
  /// The value of a JSON text; `{"env": "NAME"}` is the value of a variable.
  init(_ json: JSONValue, environment: [String: String]) {
    switch json {
    case .null: self = .absent
    case .boolean(let value): self = .boolean(value)
    case .number(let digits): self = .number(Double(digits) ?? 0)
    case .string(let text): self = .string(text)
    case .array(let elements):
      self = .array(elements.map { SettingValue($0, environment: environment) })
    case .object(let members):
      if members.count == 1, members[0].key == "env", let name = members[0].value.stringValue {
        self = environment[name].map { .string($0) } ?? .missingVariable(name)
      } else {
        self = .object(
          members.map {
            Member(key: $0.key, value: SettingValue($0.value, environment: environment))
          })
      }
    }
  }
}
