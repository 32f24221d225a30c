import BackendInterface
import SchemaModel

/// Names of a database as names of a schema, which have other letters.
struct SchemaNaming {
  let policy: NamingPolicy

  func model(_ databaseName: String) -> String { type(databaseName, named: "table") }

  func enumeration(_ databaseName: String) -> String { type(databaseName, named: "enum") }

  func field(_ column: String) -> String {
    guard policy == .prisma else { return allowed(column, named: "column") }
    return words(of: allowed(column, named: "column")).camelCased
  }

  func value(_ value: String) -> String {
    value.isEmpty ? "EMPTY_ENUM_VALUE" : allowed(value, named: "value")
  }

  private func type(_ databaseName: String, named kind: String) -> String {
    var name = allowed(databaseName, named: kind)
    if policy == .prisma {
      var words = words(of: name)
      words[words.count - 1] = words[words.count - 1].inSingular
      name = words.map(\.uppercasedFirst).joined()
    }
    let isTaken = reservedNames.contains(name) || ScalarType(rawValue: name) != nil
    return isTaken ? "Renamed\(name)" : name
  }

  /// A name in the letters that the schema language allows.
  ///
  /// As Prisma writes it: what stands before the first letter goes, other characters become `_`. A
  /// name without any letter stands behind what it is the name of.
  private func allowed(_ databaseName: String, named kind: String) -> String {
    let letters = databaseName.unicodeScalars.drop { !$0.isASCIILetter }
    guard !letters.isEmpty else {
      return kind + "_" + Self.masked(databaseName.unicodeScalars)
    }
    return Self.masked(letters)
  }

  private static func masked(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var name = ""
    for scalar in scalars {
      let isAllowed = scalar.isASCIILetter || ("0"..."9").contains(scalar) || scalar == "_"
      name.unicodeScalars.append(isAllowed ? scalar : "_")
    }
    return name
  }

  /// The words of a name, at least one: `blog_posts`, `BlogPosts` and `BLOG_POSTS` have two.
  private func words(of name: String) -> [String] {
    let parts = name.split(separator: "_").map(String.init)
    guard !parts.isEmpty else { return [name] }
    return parts.flatMap { part in
      // A part in capitals is one word, whatever stands beside it.
      part.contains(where: \.isLowercase) ? part.splitAtCapitals : [part.lowercased()]
    }
  }
}

extension [String] {
  /// `["author", "id"]` as `authorId`.
  fileprivate var camelCased: String {
    (first?.lowercasedInitials ?? "") + dropFirst().map(\.uppercasedFirst).joined()
  }
}

extension String {
  /// With small letters at the start; `HTTPServer` is `httpServer`.
  fileprivate var lowercasedInitials: String {
    let initials = prefix(while: \.isUppercase)
    guard initials.count > 1, initials.count < count else {
      return initials.count > 1 ? lowercased() : lowercasedFirst
    }
    return initials.dropLast().lowercased() + dropFirst(initials.count - 1)
  }

  /// The parts that start with a capital behind a small letter or a digit.
  fileprivate var splitAtCapitals: [String] {
    var parts: [String] = []
    var isBehindCapital = true
    for character in self {
      if parts.isEmpty || (character.isUppercase && !isBehindCapital) {
        parts.append("")
      }
      parts[parts.count - 1].append(character)
      isBehindCapital = character.isUppercase
    }
    return parts
  }

  /// A word in the singular, its first letter as it was.
  fileprivate var inSingular: String {
    let word = singular(of: lowercasedFirst)
    return first?.isUppercase == true ? word.uppercasedFirst : word
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIILetter: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}
