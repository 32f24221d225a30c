/// Names of the schema as names of Swift.
enum SwiftName {
  /// The name of a type; one that would hide what generated code uses gets an underscore.
  static func type(_ name: String) -> String {
    takenTypes.contains(name) || keywords.contains(name) ? name + "_" : name
  }

  /// The name of a member.
  static func member(_ name: String) -> String {
    if unescapable.contains(name) || nestedTypes.contains(name) { return name + "_" }
    return keywords.contains(name) ? "`\(name)`" : name
  }

  /// A model's property on the client: its first letter in lower case.
  static func accessor(_ model: String) -> String {
    let name = model.prefix(1).lowercased() + model.dropFirst()
    return ["transaction", "transport", "schema"].contains(name) ? name + "_" : member(name)
  }

  /// A text as a string literal.
  static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      default:
        literal +=
          scalar.value < 0x20 ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      }
    }
    return literal + "\""
  }

  private static let nestedTypes: Set<String> = [
    "Where", "Unique", "Create", "Update", "OrderBy", "Include", "Field",
  ]

  private static let takenTypes = nestedTypes.union([
    "DatabaseClient", "Swift", "SwismaClient", "Type", "Protocol", "Any", "Self", "Never",
  ])

  /// Names that backticks do not free.
  private static let unescapable: Set<String> = ["self", "Self", "Type", "Protocol", "init"]

  private static let keywords: Set<String> = [
    "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
    "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return",
    "self", "Self", "some", "static", "struct", "subscript", "super", "switch", "throw", "throws",
    "true", "try", "typealias", "var", "where", "while",
  ]
}
