import DatabaseAccess
import SQLModel

extension PostgresIntrospector {
  // https://www.postgresql.org/docs/current/catalog-pg-enum.html
  /// Reads enums; one row is one value.
  func readEnums() throws(DatabaseError) -> [PostgresObjects.Enumeration] {
    let rows = try rows(
      """
      SELECT
        namespace.nspname::text,
        type.typname::text,
        value.enumlabel::text,
        obj_description(type.oid, 'pg_type')
      FROM pg_catalog.pg_type type
      JOIN pg_catalog.pg_namespace namespace ON namespace.oid = type.typnamespace
      LEFT JOIN pg_catalog.pg_enum value ON value.enumtypid = type.oid
      WHERE namespace.nspname = ANY($1::text[])
        AND type.typtype = 'e'
      ORDER BY
        namespace.nspname COLLATE "C", type.typname COLLATE "C", value.enumsortorder
      """)
    var enumerations: [PostgresObjects.Enumeration] = []
    for row in 0..<rows.rowCount {
      let name = name(rows.string(row, 0), rows.string(row, 1))
      guard !isExternal(enumeration: name) else { continue }
      if enumerations.last?.name != name {
        enumerations.append(
          PostgresObjects.Enumeration(name, [], comment: rows.string(row, 3)))
      }
      if let value = rows.string(row, 2) {
        enumerations[enumerations.count - 1].values.append(value)
      }
    }
    return enumerations
  }

  // https://www.postgresql.org/docs/current/catalog-pg-extension.html
  func readExtensions() throws(DatabaseError) -> [PostgresObjects.Extension] {
    let rows = try rows(
      """
      SELECT extension.extname::text, namespace.nspname::text, extension.extversion
      FROM pg_catalog.pg_extension extension
      JOIN pg_catalog.pg_namespace namespace ON namespace.oid = extension.extnamespace
      WHERE $1::text[] IS NOT NULL
        AND extension.extname <> 'plpgsql'
      ORDER BY extension.extname COLLATE "C"
      """)
    return (0..<rows.rowCount).map { row in
      PostgresObjects.Extension(
        rows.string(row, 0) ?? "", namespace: rows.string(row, 1), version: rows.string(row, 2))
    }
  }

  // https://www.postgresql.org/docs/current/catalog-pg-rewrite.html
  func readViews() throws(DatabaseError) -> [View] {
    let rows = try rows(
      """
      SELECT namespace.nspname::text, class.relname::text, pg_get_viewdef(class.oid)
      FROM pg_catalog.pg_class class
      JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
      WHERE namespace.nspname = ANY($1::text[])
        AND class.relkind IN ('v', 'm')
      ORDER BY namespace.nspname COLLATE "C", class.relname COLLATE "C"
      """)
    return (0..<rows.rowCount).map { row in
      View(
        name(rows.string(row, 0), rows.string(row, 1)), definition: rows.string(row, 2) ?? "")
    }
  }
}
