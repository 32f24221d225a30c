/// The question for what is rare, of all tables and on its own; see `PostgresFinding`.
///
/// A row has what it is, the number of the table that it belongs to, its schema, its name and a
/// further text: <https://www.postgresql.org/docs/current/catalogs.html>.
enum PostgresRestQuery {
  static func sql(namespaces: String) -> String {
    """
    WITH namespace AS MATERIALIZED (
      SELECT oid, nspname::text AS name
      FROM pg_catalog.pg_namespace
      WHERE oid = ANY(\(namespaces))
    )
    SELECT kind, table_number, namespace, name, text
    FROM (
    \(ofTables)
    UNION ALL
    \(comments)
    UNION ALL
    SELECT object.kind, 0::oid, namespace.name, object.name, NULL
    FROM (
    \(objects)
    ) AS object (class, number, namespace, kind, name)
    JOIN namespace ON namespace.oid = object.namespace
    WHERE NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend
      WHERE classid = object.class AND objid = object.number
        AND (deptype = 'e' OR deptype = 'i' AND classid = 'pg_catalog.pg_proc'::regclass))
    ) AS finding (kind, table_number, namespace, name, text)
    ORDER BY kind, namespace COLLATE "C", table_number, name COLLATE "C"
    """
  }

  /// Servers before 18 have no constraints for NOT NULL.
  ///
  /// 403 and 405 are the access methods `btree`
  /// and `hash`, whose operator classes have no parameters.
  private static let ofTables = """
    SELECT
      CASE contype WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclusion constraint' ELSE 'not null' END,
      conrelid, NULL::text, conname::text,
      CASE contype WHEN 'c' THEN pg_get_expr(conbin, conrelid) ELSE conkey[1]::text END
    FROM pg_catalog.pg_constraint
    WHERE connamespace IN (SELECT oid FROM namespace) AND conrelid <> 0
      AND (contype IN ('c', 'x') OR contype = 'n' AND NOT convalidated)
    UNION ALL
    SELECT 'trigger', tgrelid, NULL, tgname::text, pg_get_triggerdef(pg_trigger.oid)
    FROM pg_catalog.pg_trigger
    JOIN pg_catalog.pg_class class ON class.oid = tgrelid
    WHERE class.relnamespace IN (SELECT oid FROM namespace) AND NOT tgisinternal
    UNION ALL
    SELECT DISTINCT 'disabled key', conrelid, NULL, conname::text, NULL
    FROM pg_catalog.pg_trigger
    JOIN pg_catalog.pg_constraint ON pg_constraint.oid = tgconstraint
    WHERE tgisinternal AND tgenabled = 'D' AND contype = 'f'
    UNION ALL
    SELECT 'rule', ev_class, NULL, rulename::text, NULL
    FROM pg_catalog.pg_rewrite
    JOIN pg_catalog.pg_class class ON class.oid = ev_class
    WHERE class.relnamespace IN (SELECT oid FROM namespace) AND rulename <> '_RETURN'
    UNION ALL
    SELECT 'operator class parameters', indrelid, NULL, relname::text, options
    FROM pg_catalog.pg_class class
    JOIN pg_catalog.pg_index ON indexrelid = class.oid
    CROSS JOIN LATERAL (
      SELECT string_agg(array_to_string(attoptions, ', '), ', ' ORDER BY attnum) AS options
      FROM pg_catalog.pg_attribute
      WHERE attrelid = class.oid) AS attribute
    WHERE class.relnamespace IN (SELECT oid FROM namespace)
      AND class.relkind = 'i' AND class.relam NOT IN (403, 405) AND options IS NOT NULL
    UNION ALL
    SELECT 'policy', polrelid, NULL, polname::text, NULL
    FROM pg_catalog.pg_policy
    UNION ALL
    SELECT 'parent', inhrelid, nspname::text, parent.relname::text, NULL
    FROM pg_catalog.pg_inherits
    JOIN pg_catalog.pg_class parent ON parent.oid = inhparent
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = parent.relnamespace
    WHERE parent.relkind = 'r'
    """

  /// Those on tables and columns come with these.
  private static let comments = """
    SELECT 'comment on the index', indrelid, NULL, relname::text, NULL
    FROM pg_catalog.pg_description
    JOIN pg_catalog.pg_index ON indexrelid = objoid
    JOIN pg_catalog.pg_class class ON class.oid = indexrelid
    WHERE classoid = 'pg_catalog.pg_class'::regclass
      AND relnamespace IN (SELECT oid FROM namespace)
    UNION ALL
    SELECT 'comment on the constraint', conrelid, NULL, conname::text, NULL
    FROM pg_catalog.pg_description
    JOIN pg_catalog.pg_constraint ON pg_constraint.oid = objoid
    WHERE classoid = 'pg_catalog.pg_constraint'::regclass
      AND connamespace IN (SELECT oid FROM namespace)
    """

  /// Range types bring functions along.
  private static let objects = """
    SELECT 'pg_catalog.pg_type'::regclass, type.oid, typnamespace,
      CASE typtype
        WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' WHEN 'b' THEN 'base type'
        ELSE 'composite type' END,
      typname::text
    FROM pg_catalog.pg_type type
    LEFT JOIN pg_catalog.pg_class class ON class.oid = typrelid
    WHERE typtype IN ('d', 'r') OR typtype = 'b' AND typelem = 0
      OR typtype = 'c' AND class.relkind = 'c'
    UNION ALL
    SELECT 'pg_catalog.pg_class'::regclass, class.oid, relnamespace, 'foreign table', relname::text
    FROM pg_catalog.pg_class class
    WHERE relkind = 'f'
    UNION ALL
    \(sequences)
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::regclass, oid, pronamespace,
      CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
      proname || '(' || pg_get_function_identity_arguments(oid) || ')'
    FROM pg_catalog.pg_proc
    WHERE pronamespace IN (SELECT oid FROM namespace)
    UNION ALL
    SELECT 'pg_catalog.pg_operator'::regclass, oid, oprnamespace, 'operator',
      oprname || '(' || concat_ws(', ', CASE WHEN oprleft <> 0 THEN format_type(oprleft, NULL) END,
        format_type(oprright, NULL)) || ')'
    FROM pg_catalog.pg_operator
    WHERE oprnamespace IN (SELECT oid FROM namespace)
    UNION ALL
    SELECT 'pg_catalog.pg_opclass'::regclass, oid, opcnamespace, 'operator class', opcname::text
    FROM pg_catalog.pg_opclass
    UNION ALL
    SELECT 'pg_catalog.pg_collation'::regclass, oid, collnamespace, 'collation', collname::text
    FROM pg_catalog.pg_collation
    UNION ALL
    SELECT 'pg_catalog.pg_ts_config'::regclass, oid, cfgnamespace, 'text search configuration',
      cfgname::text
    FROM pg_catalog.pg_ts_config
    UNION ALL
    SELECT 'pg_catalog.pg_ts_dict'::regclass, oid, dictnamespace, 'text search dictionary',
      dictname::text
    FROM pg_catalog.pg_ts_dict
    """

  /// The sequences that no field stands for, or that count otherwise than those of fields do.
  ///
  /// Those of identity columns have the type of their column.
  private static let sequences = """
    SELECT 'pg_catalog.pg_class'::regclass, seqrelid, relnamespace, 'sequence', relname::text
    FROM pg_catalog.pg_sequence
    JOIN pg_catalog.pg_class class ON class.oid = seqrelid
    LEFT JOIN (
      SELECT refobjid AS sequence, max(atttypid) AS type
      FROM pg_catalog.pg_depend
      JOIN pg_catalog.pg_attrdef ON pg_attrdef.oid = pg_depend.objid
      JOIN pg_catalog.pg_attribute ON attrelid = adrelid AND attnum = adnum
      WHERE classid = 'pg_catalog.pg_attrdef'::regclass
        AND refclassid = 'pg_catalog.pg_class'::regclass AND refobjsubid = 0
      GROUP BY refobjid
      UNION ALL
      SELECT objid, 0
      FROM pg_catalog.pg_depend
      WHERE classid = 'pg_catalog.pg_class'::regclass AND objsubid = 0
        AND refclassid = 'pg_catalog.pg_class'::regclass AND refobjsubid > 0 AND deptype = 'i'
    ) AS usage ON usage.sequence = seqrelid
    WHERE usage.type IS NULL OR seqincrement <> 1 OR seqstart <> 1 OR seqmin <> 1 OR seqcycle
      OR seqcache <> 1
      OR seqmax < CASE COALESCE(NULLIF(usage.type, 0), seqtypid)
        WHEN 21 THEN 32767 WHEN 23 THEN 2147483647 ELSE 9223372036854775807 END
    """
}
