import BackendInterface
package import SQLBackend
package import SQLModel

extension SQLiteDialect {
  /// Finds the values that SQLite would keep as they are, so that nobody could read them any more.
  ///
  /// A column only prefers a storage class: <https://sqlite.org/datatype3.html#type_affinity>.
  package static func unfitValues(
    _ columns: SchemaPair<Column<Self>>, named name: String,
    in schemas: SchemaPair<SQLSchema<Self>>
  ) -> [UnfitValues]? {
    guard let condition = unreadable(name, as: columns.next.type.family) else { return nil }
    let type = typeName(of: columns.next)
    return [
      UnfitValues(
        "values that cannot be read as \(type)", .unexecutable, where: condition)
    ]
  }

  private static func unreadable(_ name: String, as family: SQLiteType.Family) -> String? {
    // Compared with a number, text that looks like one becomes one; what is still text, or bytes,
    // is greater than every number. https://sqlite.org/datatype3.html#comparison_expressions
    let isNoNumber = "+\(name) > CAST(9e999 AS REAL)"
    let hasFraction = "CAST(\(name) AS NUMERIC) <> CAST(\(name) AS INTEGER)"
    switch family {
    case .integer:
      return "\(isNoNumber) OR \(hasFraction)"
        + " OR CAST(\(name) AS INTEGER) NOT BETWEEN -2147483648 AND 2147483647"
    case .bigInt: return "\(isNoNumber) OR \(hasFraction)"
    case .real, .decimal: return isNoNumber
    case .boolean: return "\(isNoNumber) OR CAST(\(name) AS NUMERIC) NOT IN (0, 1)"
    case .dateTime:
      return "typeof(\(name)) = 'blob'"
        + " OR (\(isNoNumber) AND julianday(\(name)) IS NULL)"
        + " OR (NOT (\(isNoNumber)) AND \(hasFraction))"
    case .json:
      // Before 3.45 NULL was invalid.
      return "typeof(\(name)) = 'blob' OR (\(name) IS NOT NULL AND NOT json_valid(\(name)))"
    case .text: return "typeof(\(name)) = 'blob'"
    case .blob: return "typeof(\(name)) <> 'blob' AND \(name) IS NOT NULL"
    case .other: return nil
    }
  }
}
