/// The types that every server knows under the same number.
/// <https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat>
enum PostgresTypeNames {
  static let boolean: UInt32 = 16
  static let bytea: UInt32 = 17
  static let int8: UInt32 = 20
  static let int2: UInt32 = 21
  static let int4: UInt32 = 23
  static let oid: UInt32 = 26
  static let text: UInt32 = 25
  static let float4: UInt32 = 700
  static let float8: UInt32 = 701
  static let money: UInt32 = 790
  static let moneyArray: UInt32 = 791
  static let timestamp: UInt32 = 1114
  static let timestamptz: UInt32 = 1184

  /// The name of a built-in type, `"int4[]"` for an array; `nil` for others.
  static func name(_ oid: UInt32) -> String? {
    if let name = scalars[oid] { return name }
    return arrays[oid].flatMap { scalars[$0] }.map { $0 + "[]" }
  }

  private static let scalars: [UInt32: String] = [
    16: "bool", 17: "bytea", 18: "char", 19: "name", 20: "int8", 21: "int2", 23: "int4",
    25: "text", 26: "oid", 114: "json", 142: "xml", 600: "point", 650: "cidr", 700: "float4",
    701: "float8", 790: "money", 829: "macaddr", 869: "inet", 1042: "bpchar", 1043: "varchar",
    1082: "date", 1083: "time", 1114: "timestamp", 1184: "timestamptz", 1186: "interval",
    1266: "timetz", 1560: "bit", 1562: "varbit", 1700: "numeric", 2205: "regclass",
    2278: "void", 2950: "uuid", 3614: "tsvector", 3615: "tsquery", 3802: "jsonb",
  ]

  private static let arrays: [UInt32: UInt32] = [
    143: 142, 199: 114, 651: 650, 791: 790, 1000: 16, 1001: 17, 1002: 18, 1003: 19, 1005: 21,
    1007: 23, 1009: 25, 1014: 1042, 1015: 1043, 1016: 20, 1021: 700, 1022: 701, 1028: 26,
    1040: 829, 1041: 869, 1115: 1114, 1182: 1082, 1183: 1083, 1185: 1184, 1187: 1186, 1231: 1700,
    1270: 1266, 1561: 1560, 1563: 1562, 2951: 2950, 3643: 3614, 3807: 3802,
  ]
}
