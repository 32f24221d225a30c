/// The type of a SQLite column.
///
/// SQLite stores any text as a declared type; the family is what the schema language makes of it.
package struct SQLiteType: Sendable, Hashable {
  package enum Family: Sendable, Hashable {
    case integer, bigInt, real, decimal, boolean, text, dateTime, blob, json
    /// A type that the schema language has no word for; the text in lower case.
    case other(String)
  }

  package var family: Family
  /// The type as declared, such as `VARCHAR(255)`.
  package var declared: String

  package init(_ family: Family) {
    self.family = family
    declared =
      switch family {
      case .integer: "INTEGER"
      case .bigInt: "BIGINT"
      case .real: "REAL"
      case .decimal: "DECIMAL"
      case .boolean: "BOOLEAN"
      case .text: "TEXT"
      case .dateTime: "DATETIME"
      case .blob: "BLOB"
      case .json: "JSONB"
      case .other(let text): text
      }
  }

  /// Reads a declared type; only texts and decimals may have a length.
  package init(declared: String) {
    self.declared = declared
    let text = declared.lowercased()
    let name = text.prefix { $0 != "(" }.split(separator: " ").joined(separator: " ")
    family =
      switch name {
      case "decimal", "numeric": .decimal
      case "text", "char", "varchar", "nchar", "nvarchar", "character", "character varying",
        "varying character", "native character":
        .text
      default: Self.plainFamilies[text] ?? .other(text)
      }
  }

  /// Whether a column stays as it is where the schema asks for another type.
  ///
  /// `ANY` keeps each value as it is in STRICT tables only; in others a column without a type does.
  func stays(for next: SQLiteType) -> Bool {
    family == next.family || (family == .other("") && next.family == .other("any"))
  }

  private static let plainFamilies: [String: Family] = [
    "int": .integer, "integer": .integer, "serial": .integer, "bigint": .bigInt,
    "real": .real, "float": .real, "double": .real, "boolean": .boolean,
    "date": .dateTime, "datetime": .dateTime, "timestamp": .dateTime,
    "blob": .blob, "jsonb": .json,
  ]
}
