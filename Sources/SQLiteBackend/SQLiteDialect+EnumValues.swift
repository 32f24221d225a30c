package import BackendInterface
package import DatabaseAccess
import SQLBackend
package import SQLModel

extension SQLiteDialect {
  /// Asks every column of an enum, which is plain text here, for other values than the enum's.
  package static func unknownEnumValues(
    of schema: SQLSchema<Self>, in session: any DatabaseSession
  ) throws(DatabaseError) -> [UnknownEnumValue] {
    var unknown: [UnknownEnumValue] = []
    for table in schema.tables {
      for column in table.columns {
        guard let enumeration = column.options.enumeration else { continue }
        let (name, owner) = (quote(column.name), quote(table.name))
        let values = enumeration.values.map(Value.text)
        let places = values.map { _ in "?" }.joined(separator: ", ")
        let rows = try session.fetch(
          Statement(
            """
            SELECT CAST(\(name) AS TEXT), COUNT(*) FROM \(owner)
            WHERE \(name) NOT IN (\(places)) GROUP BY 1 ORDER BY 1
            """, values))
        for row in 0..<rows.rowCount {
          unknown.append(
            UnknownEnumValue(
              table: table.name.display, column: column.name, enumeration: enumeration.name,
              value: rows.string(row, 0) ?? "", rows: rows.integer(row, 1)))
        }
      }
    }
    return unknown
  }
}
