package import DatabaseAccess

/// The questions to the catalog that describe a database, whatever the number of its tables.
///
/// They are written for speed on thousands of tables: objects are named by their numbers, so that
/// names are sent once; the functions that write expressions are called only where there is one;
/// and none depends on the answer of another, so that all travel in one round trip.
package enum PostgresCatalogQuery: Int, CaseIterable, Sendable {
  case namespaces, tables, columns, indexes, foreignKeys, enums, extensions, views, rest

  /// The statements, for the given schemas or for the first one of the search path.
  package static func statements(namespaces: [String]) -> [Statement] {
    let names: Value = namespaces.isEmpty ? .null : .list(namespaces.map { .text($0) })
    return allCases.map { Statement($0.sql, $0 == .extensions ? [] : [names]) }
  }

  private static let names = "COALESCE($1::text[], ARRAY[current_schema()::text])"
  private static let numbers =
    "ARRAY(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY(\(names)))"

  private var sql: String {
    switch self {
    case .namespaces:
      "SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname = ANY(\(Self.names))"
    case .tables: Self.tableQuery
    case .columns: Self.columnQuery
    case .indexes: Self.indexQuery
    case .foreignKeys: Self.foreignKeyQuery
    case .enums: Self.enumQuery
    case .extensions: Self.extensionQuery
    case .views: Self.viewQuery
    case .rest: PostgresRestQuery.sql(namespaces: Self.numbers)
    }
  }

  // What belongs to an extension comes and goes with it.
  // https://www.postgresql.org/docs/current/catalog-pg-class.html
  private static let tableQuery = """
    SELECT
      class.oid,
      namespace.nspname::text,
      class.relname::text,
      class.relkind = 'p',
      class.relhassubclass,
      class.relrowsecurity,
      comment.description,
      class.relpersistence = 'u',
      CASE WHEN class.reloftype <> 0 THEN format_type(class.reloftype, NULL) END,
      class.relforcerowsecurity,
      class.relreplident::text,
      CASE WHEN class.relam NOT IN (0, 2)
        THEN (SELECT amname::text FROM pg_catalog.pg_am WHERE pg_am.oid = class.relam) END
    FROM pg_catalog.pg_class class
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
    LEFT JOIN pg_catalog.pg_description comment
      ON comment.classoid = 'pg_catalog.pg_class'::regclass AND comment.objoid = class.oid
        AND comment.objsubid = 0
    WHERE class.relnamespace = ANY(\(numbers))
      AND class.relkind IN ('r', 'p')
      AND NOT class.relispartition
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend member
        WHERE member.classid = 'pg_catalog.pg_class'::regclass AND member.objid = class.oid
          AND member.deptype = 'e')
    ORDER BY namespace.nspname COLLATE "C", class.relname COLLATE "C"
    """

  // https://www.postgresql.org/docs/current/catalog-pg-attribute.html
  // A default has no columns in it, so it needs no table to be read with; only the expression of a
  // generated column does.
  private static let columnQuery = """
    SELECT
      attribute.attrelid,
      attribute.attnum,
      attribute.attname::text,
      attribute.attnotnull,
      attribute.atttypid,
      attribute.atttypmod,
      element.typname::text,
      CASE WHEN element.typtype = 'e' THEN elementspace.nspname::text END,
      type.typcategory = 'A' AND type.typelem <> 0,
      CASE WHEN domain.typtype = 'd' THEN domain.typtypmod ELSE attribute.atttypmod END,
      format_type(element.oid, attribute.atttypmod),
      attribute.attidentity::text,
      attribute.attgenerated::text,
      pg_get_expr(
        attrdef.adbin,
        CASE WHEN attribute.attgenerated = '' THEN 0 ELSE attribute.attrelid END),
      comment.description,
      CASE WHEN domain.typtype = 'd' THEN domain.typname::text END,
      CASE WHEN attribute.attcollation <> domain.typcollation THEN (
        SELECT CASE WHEN collationspace.nspname <> 'pg_catalog'
          THEN quote_ident(collationspace.nspname) || '.' ELSE '' END || quote_ident(collname)
        FROM pg_catalog.pg_collation
        JOIN pg_catalog.pg_namespace collationspace ON collationspace.oid = collnamespace
        WHERE pg_collation.oid = attribute.attcollation) END,
      attribute.attcollation
    FROM pg_catalog.pg_attribute attribute
    JOIN pg_catalog.pg_class class ON class.oid = attribute.attrelid
    JOIN pg_catalog.pg_type domain ON domain.oid = attribute.atttypid
    JOIN pg_catalog.pg_type type
      ON type.oid = CASE WHEN domain.typtype = 'd' THEN domain.typbasetype ELSE domain.oid END
    JOIN pg_catalog.pg_type element
      ON element.oid
        = CASE WHEN type.typcategory = 'A' AND type.typelem <> 0
          THEN type.typelem ELSE type.oid END
    JOIN pg_catalog.pg_namespace elementspace ON elementspace.oid = element.typnamespace
    LEFT JOIN pg_catalog.pg_attrdef attrdef
      ON attrdef.adrelid = attribute.attrelid AND attrdef.adnum = attribute.attnum
    LEFT JOIN pg_catalog.pg_description comment
      ON comment.classoid = 'pg_catalog.pg_class'::regclass
        AND comment.objoid = attribute.attrelid AND comment.objsubid = attribute.attnum
    WHERE class.relnamespace = ANY(\(numbers))
      AND class.relkind IN ('r', 'p', 'v')
      AND NOT class.relispartition
      AND attribute.attnum > 0
      AND NOT attribute.attisdropped
    ORDER BY attribute.attrelid, attribute.attnum
    """

  // https://www.postgresql.org/docs/current/catalog-pg-index.html
  // Servers before 15 have no column indnullsnotdistinct.
  private static let indexQuery = """
    SELECT
      index.indrelid,
      index.indexrelid,
      indexclass.relname::text,
      index.indisunique,
      index.indisprimary,
      method.amname::text,
      pg_get_expr(index.indpred, index.indrelid),
      pg_constraint.oid IS NOT NULL,
      CASE WHEN index.indisunique AND NOT index.indisprimary
        THEN COALESCE((to_jsonb(index) ->> 'indnullsnotdistinct')::boolean, false)
        ELSE false END,
      part.position <= index.indnkeyatts,
      part.attnum,
      CASE WHEN part.attnum <= 0
        THEN pg_get_indexdef(index.indexrelid, part.position::int, true) END,
      class_of_operators.opcname::text,
      class_of_operators.opcdefault,
      (index.indoption[part.position - 1] & 1) <> 0,
      (index.indoption[part.position - 1] & 2) <> 0,
      COALESCE(pg_constraint.condeferrable, false),
      COALESCE(pg_constraint.condeferred, false),
      index.indisvalid,
      index.indisexclusion,
      CASE WHEN part.position <= index.indnkeyatts
        THEN index.indcollation[part.position - 1] ELSE 0 END,
      quote_ident(pg_collation.collname)
    FROM pg_catalog.pg_index index
    JOIN pg_catalog.pg_class indexclass ON indexclass.oid = index.indexrelid
    JOIN pg_catalog.pg_class class ON class.oid = index.indrelid
    JOIN pg_catalog.pg_am method ON method.oid = indexclass.relam
    LEFT JOIN pg_catalog.pg_constraint
      ON pg_constraint.conindid = index.indexrelid AND pg_constraint.contype IN ('p', 'u', 'x')
    CROSS JOIN LATERAL unnest(index.indkey::int2[]) WITH ORDINALITY AS part (attnum, position)
    LEFT JOIN pg_catalog.pg_opclass class_of_operators
      ON class_of_operators.oid = index.indclass[part.position - 1]
        AND part.position <= index.indnkeyatts
    LEFT JOIN pg_catalog.pg_collation
      ON pg_collation.oid = index.indcollation[part.position - 1]
        AND part.position <= index.indnkeyatts
    WHERE class.relnamespace = ANY(\(numbers))
      AND class.relkind IN ('r', 'p')
      AND COALESCE(pg_constraint.contype, 'u') <> 'x'
    ORDER BY index.indrelid, indexclass.relname COLLATE "C", index.indexrelid, part.position
    """

  // https://www.postgresql.org/docs/current/catalog-pg-constraint.html
  // The columns of tables that are read are known by their numbers; only others need names.
  // Servers before 15 have no confdelsetcols, those before 18 no conenforced and no conperiod; the
  // last has no other action than this one: https://www.postgresql.org/docs/18/sql-createtable.html
  private static let foreignKeyQuery = """
    SELECT
      pg_constraint.conrelid,
      pg_constraint.conname::text,
      pg_constraint.confrelid,
      targetspace.nspname::text,
      target.relname::text,
      pg_constraint.confdeltype::text,
      pg_constraint.confupdtype::text,
      pg_constraint.condeferrable,
      pg_constraint.condeferred,
      pg_constraint.conkey::text,
      pg_constraint.confkey::text,
      CASE WHEN target.relnamespace = ANY(\(numbers)) AND NOT target.relispartition
        THEN NULL
        ELSE ARRAY(
          SELECT attribute.attname::text
          FROM unnest(pg_constraint.confkey) WITH ORDINALITY AS part (attnum, position)
          JOIN pg_catalog.pg_attribute attribute
            ON attribute.attrelid = target.oid AND attribute.attnum = part.attnum
          ORDER BY part.position) END::text,
      pg_constraint.confmatchtype = 'f',
      NOT pg_constraint.convalidated,
      CASE WHEN NOT pg_constraint.convalidated
        THEN to_jsonb(pg_constraint) ->> 'conenforced' = 'false' END,
      CASE WHEN pg_constraint.confdeltype = 'a' AND array_length(pg_constraint.conkey, 1) > 1
        THEN to_jsonb(pg_constraint) ->> 'conperiod' = 'true' END,
      CASE WHEN pg_constraint.confdeltype IN ('n', 'd')
          AND array_length(pg_constraint.conkey, 1) > 1
        THEN translate(to_jsonb(pg_constraint) ->> 'confdelsetcols', '[] ', '{}') END
    FROM pg_catalog.pg_constraint
    JOIN pg_catalog.pg_class class ON class.oid = pg_constraint.conrelid
    JOIN pg_catalog.pg_class target ON target.oid = pg_constraint.confrelid
    JOIN pg_catalog.pg_namespace targetspace ON targetspace.oid = target.relnamespace
    WHERE class.relnamespace = ANY(\(numbers))
      AND pg_constraint.contype = 'f'
      AND pg_constraint.conparentid = 0
    ORDER BY pg_constraint.conrelid, pg_constraint.conname COLLATE "C"
    """

  // https://www.postgresql.org/docs/current/catalog-pg-enum.html
  private static let enumQuery = """
    SELECT
      namespace.nspname::text,
      type.typname::text,
      value.enumlabel::text,
      comment.description
    FROM pg_catalog.pg_type type
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = type.typnamespace
    LEFT JOIN pg_catalog.pg_enum value ON value.enumtypid = type.oid
    LEFT JOIN pg_catalog.pg_description comment
      ON comment.classoid = 'pg_catalog.pg_type'::regclass AND comment.objoid = type.oid
        AND comment.objsubid = 0
    WHERE type.typnamespace = ANY(\(numbers))
      AND type.typtype = 'e'
    ORDER BY namespace.nspname COLLATE "C", type.typname COLLATE "C", value.enumsortorder
    """

  // https://www.postgresql.org/docs/current/catalog-pg-extension.html
  private static let extensionQuery = """
    SELECT extension.extname::text, namespace.nspname::text, extension.extversion
    FROM pg_catalog.pg_extension extension
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = extension.extnamespace
    WHERE extension.extname <> 'plpgsql'
    ORDER BY extension.extname COLLATE "C"
    """

  // https://www.postgresql.org/docs/current/catalog-pg-rewrite.html
  private static let viewQuery = """
    SELECT
      class.oid,
      namespace.nspname::text,
      class.relname::text,
      pg_get_viewdef(class.oid),
      class.relkind = 'm'
    FROM pg_catalog.pg_class class
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
    WHERE class.relnamespace = ANY(\(numbers))
      AND class.relkind IN ('v', 'm')
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend member
        WHERE member.classid = 'pg_catalog.pg_class'::regclass AND member.objid = class.oid
          AND member.deptype = 'e')
    ORDER BY namespace.nspname COLLATE "C", class.relname COLLATE "C"
    """
}
