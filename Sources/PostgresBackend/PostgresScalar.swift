/// A built-in column type; the raw value is its name in the schema language, after `@db.`.
package enum PostgresScalar: String, Sendable, Hashable, CaseIterable {
  case smallInt = "SmallInt"
  case integer = "Integer"
  case bigInt = "BigInt"
  case decimal = "Decimal"
  case money = "Money"
  case inet = "Inet"
  case oid = "Oid"
  case citext = "Citext"
  case real = "Real"
  case doublePrecision = "DoublePrecision"
  case varChar = "VarChar"
  case char = "Char"
  case text = "Text"
  case byteA = "ByteA"
  case timestamp = "Timestamp"
  case timestamptz = "Timestamptz"
  case date = "Date"
  case time = "Time"
  case timetz = "Timetz"
  case boolean = "Boolean"
  case bit = "Bit"
  case varBit = "VarBit"
  case uuid = "Uuid"
  case xml = "Xml"
  case json = "Json"
  case jsonB = "JsonB"

  /// The name in `pg_type`.
  package var catalogName: String {
    switch self {
    case .smallInt: "int2"
    case .integer: "int4"
    case .bigInt: "int8"
    case .decimal: "numeric"
    case .real: "float4"
    case .doublePrecision: "float8"
    case .char: "bpchar"
    case .boolean: "bool"
    case .money, .inet, .oid, .citext, .varChar, .text, .byteA, .timestamp, .timestamptz, .date,
      .time, .timetz, .bit, .varBit, .uuid, .xml, .json, .jsonB:
      rawValue.lowercased()
    }
  }

  /// The name in DDL.
  package var ddlName: String {
    self == .doublePrecision ? "DOUBLE PRECISION" : rawValue.uppercased()
  }

  package static let byCatalogName = Dictionary(
    allCases.map { ($0.catalogName, $0) }, uniquingKeysWith: { first, _ in first })

  /// The arguments of the type that a modifier of `pg_attribute` stands for.
  ///
  /// - Returns: `nil` for a form that the schema language cannot say, such as `bpchar` of any
  ///   length.
  package func arguments(modifier: Int) -> [Int]? {
    switch self {
    case .varChar: modifier < 4 ? [] : [modifier - 4]
    case .char: modifier < 4 ? nil : [modifier - 4]
    // https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/utils/adt/numeric.c
    case .decimal: modifier < 4 ? [] : Self.precisionAndScale(modifier - 4)
    case .timestamp, .timestamptz, .time, .timetz: [modifier < 0 ? 6 : modifier]
    case .bit, .varBit: modifier < 0 ? [] : [modifier]
    case .smallInt, .integer, .bigInt, .money, .inet, .oid, .citext, .real, .doublePrecision,
      .text, .byteA, .date, .boolean, .uuid, .xml, .json, .jsonB:
      []
    }
  }

  /// `nil` where the schema language has no numbers for them: from 15 on the scale may be below
  /// zero or above the precision.
  private static func precisionAndScale(_ modifier: Int) -> [Int]? {
    let precision = modifier >> 16 & 0xffff
    let scale = (modifier & 0x7ff ^ 1024) - 1024
    return (0...precision).contains(scale) ? [precision, scale] : nil
  }

  /// Arguments in a form in which equal types have equal arguments.
  package func canonical(_ arguments: [Int]) -> [Int] {
    guard arguments.isEmpty else { return arguments }
    return switch self {
    case .timestamp, .timestamptz, .time, .timetz: [6]
    case .char, .bit: [1]
    case .smallInt, .integer, .bigInt, .decimal, .money, .inet, .oid, .citext, .real,
      .doublePrecision, .varChar, .text, .byteA, .date, .boolean, .varBit, .uuid, .xml, .json,
      .jsonB:
      []
    }
  }

  /// Whether the values are text in some form.
  package var isText: Bool { self == .varChar || self == .char || self == .text }

  /// Whether the values are numbers between which the server converts on assignment.
  package var isNumber: Bool {
    switch self {
    case .smallInt, .integer, .bigInt, .decimal, .real, .doublePrecision: true
    case .money, .inet, .oid, .citext, .varChar, .char, .text, .byteA, .timestamp, .timestamptz,
      .date, .time, .timetz, .boolean, .bit, .varBit, .uuid, .xml, .json, .jsonB:
      false
    }
  }

  /// Whether the values are numbers without a fraction.
  package var isWholeNumber: Bool {
    switch self {
    case .smallInt, .integer, .bigInt, .oid: true
    case .decimal, .real, .doublePrecision, .money, .inet, .citext, .varChar, .char, .text,
      .byteA, .timestamp, .timestamptz, .date, .time, .timetz, .boolean, .bit, .varBit, .uuid,
      .xml, .json, .jsonB:
      false
    }
  }

  /// Whether the values are times or dates.
  package var isTime: Bool {
    switch self {
    case .timestamp, .timestamptz, .date, .time, .timetz: true
    case .smallInt, .integer, .bigInt, .decimal, .money, .inet, .oid, .citext, .real,
      .doublePrecision, .varChar, .char, .text, .byteA, .boolean, .bit, .varBit, .uuid, .xml,
      .json, .jsonB:
      false
    }
  }
}
