import SQLModel

/// The name of a type in SQL, of which many have several.
/// <https://www.postgresql.org/docs/current/datatype.html#DATATYPE-TABLE>
struct PostgresTypeName {
  /// The words in lower case, without what is in parentheses.
  private let words: String
  /// The numbers in parentheses; `nil` where there is anything else.
  private let arguments: [Int]?

  init(_ text: String) {
    let outside = text.prefix { $0 != "(" } + text.drop { $0 != ")" }.dropFirst()
    words = outside.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let inside = text.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
    let numbers = inside.split(separator: ",", omittingEmptySubsequences: false).map {
      Int($0.filter { !$0.isWhitespace })
    }
    let known = numbers.compactMap { $0 }
    arguments = text.contains("(") ? (known.count == numbers.count ? known : nil) : []
  }

  /// The built-in type that the name stands for.
  var builtin: PostgresType.Element? {
    guard let arguments, let scalar else { return nil }
    switch scalar {
    case .doublePrecision where words == "float":
      guard let digits = arguments.first else { return .builtin(scalar, []) }
      return .builtin(digits <= 24 ? .real : .doublePrecision, [])
    case .decimal where arguments.count == 1: return .builtin(scalar, arguments + [0])
    // The language has no word for texts that are filled up to no length.
    case .char where words == "bpchar" && arguments.isEmpty: return nil
    default: return .builtin(scalar, arguments)
    }
  }

  private var scalar: PostgresScalar? {
    let name = words.hasPrefix("pg_catalog.") ? String(words.dropFirst(11)) : words
    if let scalar = PostgresScalar.byCatalogName[name] { return scalar }
    return switch name {
    case "smallint": .smallInt
    case "int", "integer": .integer
    case "bigint": .bigInt
    case "decimal", "dec": .decimal
    case "float", "double precision": .doublePrecision
    case "real": .real
    case "boolean": .boolean
    case "character varying", "char varying", "national character varying",
      "national char varying", "nchar varying":
      .varChar
    case "character", "char", "national character", "national char", "nchar": .char
    case "bit varying": .varBit
    case "timestamp without time zone": .timestamp
    case "timestamp with time zone": .timestamptz
    case "time without time zone": .time
    case "time with time zone": .timetz
    default: nil
    }
  }
}
