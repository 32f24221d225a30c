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
  func expression(
    for field: RandomColumn, _ enumeration: RandomSchema.Enumeration?, in namespace: String?
  ) -> String? {
    if field.isList, field.kind != .enumeration { return nil }
    switch field.kind {
    case .int: return "(1 + 2)"
    case .string: return "upper('x')"
    case .bytes: return isRich ? #"'\\x0102'::bytea"# : "x'0102'"
    case .enumeration:
      guard isRich, let enumeration, let last = enumeration.values.last else { return nil }
      let value = last.stored.replacing("'", with: "''")
      let path = (namespace.map { #"\"\#($0)\"."# } ?? "") + #"\"\#(enumeration.type)\""#
      return field.isList ? "ARRAY['\(value)'::\(path)]" : "'\(value)'::\(path)"
    default: return nil
    }
  }

  /// The type in `Unsupported("…")`.
  var unsupportedType: String { isRich ? "circle" : "geometry" }

  /// The SQL of the value of a row.
  func literal(
    of column: RandomColumn, row: Int, _ enumeration: RandomSchema.Enumeration?
  ) -> String {
    let color = (enumeration?.values[row % 3].stored ?? "").replacing("'", with: "''")
    if column.isList {
      switch column.kind {
      case .int: return "'{\(row),-\(row)}'"
      case .enumeration: return #"'{"\#(color)","\#(color)"}'"#
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
    case .enumeration: return "'\(color)'"
    case .unsupported: return isRich ? "'<(1,2),\(row)>'" : "'shape \(row)'"
    }
  }
}
