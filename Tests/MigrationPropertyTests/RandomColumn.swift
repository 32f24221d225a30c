/// A scalar field of a `RandomSchema.Model`.
struct RandomColumn: Equatable {
  enum Kind: String, CaseIterable {
    case string = "String"
    case int = "Int"
    case bigInt = "BigInt"
    case float = "Float"
    case decimal = "Decimal"
    case boolean = "Boolean"
    case dateTime = "DateTime"
    case bytes = "Bytes"
    case json = "Json"
    case enumeration = "Enum"
    case unsupported = "Unsupported"
  }

  enum Default {
    case literal
    /// `now()`.
    case time
    /// An expression of the database, `dbgenerated("…")`.
    case expression
    /// `autoincrement()`.
    case sequence
    /// What the client computes, such as `cuid()`: nothing for the database.
    case client
  }

  var name: String
  var kind: Kind
  /// The number of the enum, where it has values of one.
  var enumeration = 0
  /// A native type, such as `VarChar(60)`.
  var native: String?
  var isList = false
  var isOptional = false
  var defaultValue: Default?
  var isUnique = false
  /// Whether requests do not know it, `@ignore`.
  var isIgnored = false
  /// The name of the database, where it is another one.
  var mappedName: String?
  /// Whether the rows of a test hold NULL here now and then.
  var holdsNulls = false
  /// Whether all rows hold one value, because the column came or was converted with the change.
  var isUniform = false

  var column: String { mappedName ?? name }

  /// Whether the rows of a test hold distinct values.
  var isDistinct: Bool {
    guard !isList, !isUniform else { return false }
    return switch kind {
    case .string, .int, .bigInt, .float, .decimal: true
    case .dateTime: native != "Date" && native != "Timestamp(0)"
    case .boolean, .bytes, .json, .enumeration, .unsupported: false
    }
  }

  /// Whether any database can index it without a length or an operator class.
  var isIndexable: Bool {
    switch kind {
    case .bytes, .json, .unsupported: false
    default: !isList
    }
  }

  /// Whether values are kept and compare equal when it becomes the other one.
  func keepsValues(becoming other: RandomColumn) -> Bool {
    kind == other.kind && isList == other.isList
      && (native == other.native || kind == .string || kind == .int)
  }
}

extension RandomColumn.Kind {
  /// A default value in the schema language; `nil` where the kind has no literal.
  func literal(of enumeration: RandomSchema.Enumeration?) -> String? {
    switch self {
    case .string: #""it's \"quoted\" \\ ü""#
    case .int: "42"
    case .bigInt: "9007199254740993"
    case .float, .decimal: "1.5"
    case .boolean: "true"
    case .json: #""{\"a\":[1,\"it's\"]}""#
    case .enumeration: enumeration?.values.last?.name
    case .dateTime, .bytes, .unsupported: nil
    }
  }

  /// What a column of this kind can become without an error for the rows of a test.
  var convertible: [RandomColumn.Kind] {
    switch self {
    case .string: [.int, .enumeration, .boolean]
    case .int: [.bigInt, .string, .float, .decimal, .boolean]
    case .bigInt: [.string, .float, .decimal]
    case .float: [.string, .decimal, .int]
    case .decimal: [.string, .float, .int]
    case .boolean: [.string, .int]
    case .dateTime: [.string, .int]
    case .enumeration: [.string, .enumeration]
    case .bytes, .json: [.string]
    case .unsupported: [.string]
    }
  }
}
