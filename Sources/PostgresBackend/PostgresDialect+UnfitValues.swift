import BackendInterface
package import SQLBackend
package import SQLModel

extension Postgres {
  /// Finds the values that the server would refuse to convert, or would convert with a loss.
  package static func unfitValues(
    _ columns: SchemaPair<Column<Postgres>>, named name: String,
    in schemas: SchemaPair<SQLSchema<Postgres>>
  ) -> [UnfitValues]? {
    guard columns.previous.type.isList == columns.next.type.isList else { return nil }
    let types = columns.map { PostgresType($0.type.element) }
    guard columns.next.type.isList else {
      return PostgresUnfitValues(of: name, types, in: schemas.next).found
    }
    return PostgresUnfitValues(of: "element", types, in: schemas.next).found?.map { values in
      var values = values
      values.condition =
        "EXISTS (SELECT 1 FROM unnest(\(name)) AS element WHERE \(values.condition))"
      return values
    }
  }
}
