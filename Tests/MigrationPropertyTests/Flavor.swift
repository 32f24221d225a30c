/// What a database can do and how it writes values.
enum Flavor {
  case sqlite
  case postgres

  var provider: String {
    switch self {
    case .sqlite: "sqlite"
    case .postgres: "postgresql"
    }
  }

  /// Whether it has lists, native types, enums of its own, sequences and schemas.
  var isRich: Bool { self == .postgres }

  var kinds: [RandomColumn.Kind] { RandomColumn.Kind.allCases }

  /// The native types to choose from, `nil` for that of the kind.
  func natives(of kind: RandomColumn.Kind) -> [String?] {
    guard isRich else { return [nil] }
    return switch kind {
    case .string: [nil, "VarChar(60)", "Text", "Char(40)"]
    case .int: [nil, "Integer", "SmallInt"]
    case .float: [nil, "Real"]
    case .decimal: [nil, "Decimal(20, 4)", "Money"]
    case .dateTime: [nil, "Timestamptz(6)", "Date", "Timestamp(0)"]
    case .json: [nil, "Json"]
    default: [nil]
    }
  }

  /// The expression of `dbgenerated`, if there is one for the kind.
  func expression(for kind: RandomColumn.Kind) -> String? {
    switch kind {
    case .int: "(1 + 2)"
    case .string: "upper('x')"
    case .bytes: isRich ? #"'\\x0102'::bytea"# : "x'0102'"
    default: nil
    }
  }

  /// The type in `Unsupported("…")`.
  var unsupportedType: String { isRich ? "circle" : "geometry" }

  /// The SQL of the value of a row.
  func literal(of column: RandomColumn, row: Int, colors: [String]) -> String {
    if column.isList {
      switch column.kind {
      case .int: return "'{\(row),-\(row)}'"
      case .enumeration: return "'{\(colors[row % 3]),RED}'"
      default: return #"'{"a \#(row)","it''s, \"so\""}'"#
      }
    }
    switch column.kind {
    case .string: return "'value ''\(row)'' ü'"
    case .int: return String(row * 1_000)
    case .bigInt: return String(9_007_199_254_740_993 + row)
    case .float, .decimal: return "\(row).25"
    case .boolean: return isRich ? "true" : "1"
    case .dateTime:
      return isRich ? "'2024-01-0\(row) 01:02:03.456'" : "\(1_700_000_000_000 + row)"
    case .bytes: return isRich ? "'\\x00ff0\(row)'" : "x'00ff0\(row)'"
    case .json: return #"'{"row": \#(row), "text": "it''s"}'"#
    case .enumeration: return "'\(colors[row % 3])'"
    case .unsupported: return isRich ? "'<(1,2),\(row)>'" : "'shape \(row)'"
    }
  }
}
