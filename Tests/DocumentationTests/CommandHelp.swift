import JSON

/// A command as the executable describes itself (`--experimental-dump-help`).
struct CommandHelp {
  /// An option, a flag or an argument.
  struct Argument {
    /// As it is typed, such as `-n, --name <name>`.
    let spelling: String
    let abstract: String
    let isOptional: Bool
    let isPositional: Bool
    let isRepeating: Bool

    /// The short form for the synopsis.
    let synopsis: String
  }

  /// The words that are typed, such as `["swisma", "migrate", "dev"]`.
  let path: [String]
  let abstract: String
  let discussion: String
  let arguments: [Argument]
  let subcommands: [CommandHelp]

  /// Reads the description of a command and of those below it.
  init(_ json: JSONValue, below parents: [String] = []) {
    path = parents + [json["commandName"]?.stringValue ?? ""]
    abstract = json["abstract"]?.stringValue ?? ""
    discussion = json["discussion"]?.stringValue ?? ""
    arguments = (json["arguments"]?.arrayValue ?? []).filter(Self.isShown).map(Argument.init)
    let path = path
    subcommands = (json["subcommands"]?.arrayValue ?? []).filter {
      Self.isShown($0) && $0["commandName"]?.stringValue != "help"
    }.map { CommandHelp($0, below: path) }
  }

  private static func isShown(_ json: JSONValue) -> Bool {
    json["shouldDisplay"] != .boolean(false)
  }

  /// This command and all below it.
  var all: [CommandHelp] { [self] + subcommands.flatMap(\.all) }

  /// The name of the manual page.
  var pageName: String { path.joined(separator: "-") }
}

extension CommandHelp.Argument {
  init(_ json: JSONValue) {
    let names = (json["names"]?.arrayValue ?? []).map { name -> String in
      let text = name["name"]?.stringValue ?? ""
      return name["kind"]?.stringValue == "short" ? "-\(text)" : "--\(text)"
    }
    let kind = json["kind"]?.stringValue
    let value = "<\(json["valueName"]?.stringValue ?? "value")>"
    isPositional = kind == "positional"
    isOptional = json["isOptional"] == .boolean(true)
    isRepeating = json["isRepeating"] == .boolean(true)
    let text = json["abstract"]?.stringValue ?? ""
    let fallback = json["defaultValue"]?.stringValue.map { " Default: \($0)." } ?? ""
    abstract = text + fallback
    let suffix = kind == "flag" ? "" : isPositional ? value : " " + value
    spelling = names.joined(separator: ", ") + suffix
    let word = (names.last ?? "") + suffix + (isRepeating ? " …" : "")
    synopsis = isOptional ? "[\(word)]" : word
  }
}
