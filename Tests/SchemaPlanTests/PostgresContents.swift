import DatabaseAccess

/// What a PostgreSQL database holds, as text.
enum PostgresContents {
  /// All objects by kind and name, tables with their rows and with the defaults of their columns.
  static func text(_ session: any DatabaseSession) throws -> String {
    let objects = try session.fetch(Statement(objectQuery))
    var text = ""
    for row in 0..<objects.rowCount {
      text += "\(objects.string(row, 0) ?? "") \(objects.string(row, 1) ?? "")\n"
      guard let path = objects.string(row, 2) else { continue }
      let rows = try session.fetch(Statement("SELECT t::text FROM \(path) AS t ORDER BY 1"))
      for row in 0..<rows.rowCount { text += "  \(rows.string(row, 0) ?? "NULL")\n" }
    }
    return text
  }

  /// What extensions brought is left out.
  private static let objectQuery = """
    SELECT kind, name, path FROM (
      SELECT pg_class.oid, 'pg_class'::regclass,
        CASE relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence'
          ELSE 'index' END,
        pg_class.oid::regclass::text,
        CASE WHEN relkind IN ('r', 'v') THEN pg_class.oid::regclass::text END
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'v', 'S', 'i') AND nspname NOT LIKE 'pg\\_%'
        AND nspname <> 'information_schema'
      UNION ALL
      SELECT pg_attrdef.oid, 'pg_attrdef'::regclass, 'default',
        adrelid::regclass || '.' || quote_ident(attname) || ' ' || pg_get_expr(adbin, adrelid), NULL
      FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
      UNION ALL
      SELECT oid, 'pg_type'::regclass, 'enum', oid::regtype || ' (' || (
        SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum
        WHERE enumtypid = pg_type.oid) || ')', NULL
      FROM pg_type WHERE typtype = 'e'
      UNION ALL
      SELECT oid, 'pg_constraint'::regclass, 'foreign key', quote_ident(conname), NULL
      FROM pg_constraint WHERE contype = 'f'
      UNION ALL
      SELECT oid, 'pg_extension'::regclass, 'extension',
        quote_ident(extname) || ' ' || extversion || ' in ' || extnamespace::regnamespace, NULL
      FROM pg_extension WHERE extname <> 'plpgsql'
    ) AS object (number, catalog, kind, name, path)
    WHERE NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = catalog AND objid = number AND deptype = 'e')
    ORDER BY kind COLLATE "C", name COLLATE "C"
    """
}
