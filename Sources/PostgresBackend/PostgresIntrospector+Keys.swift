import DatabaseAccess
import SQLModel

extension PostgresIntrospector {
  // https://www.postgresql.org/docs/current/catalog-pg-index.html
  /// Reads indexes; one row is one part of an index.
  func readIndexes(
    _ receive: (QualifiedName, Index<Postgres>, _ isPrimary: Bool) -> Void
  ) throws(DatabaseError) {
    let rows = try rows(Self.indexQuery)
    var row = 0
    while row < rows.rowCount {
      let first = row
      var index = index(rows, first)
      while row < rows.rowCount, rows.value(row, 0) == rows.value(first, 0) {
        if rows.isTrue(row, 10) {
          index.parts.append(part(rows, row))
        } else if let column = rows.string(row, 11) {
          index.options.included.append(column)
        }
        row += 1
      }
      receive(
        name(rows.string(first, 1), rows.string(first, 2)), index, rows.isTrue(first, 5))
    }
  }

  private static let indexQuery = """
    SELECT
      index.indexrelid,
      namespace.nspname::text,
      class.relname::text,
      indexclass.relname::text,
      index.indisunique,
      index.indisprimary,
      method.amname::text,
      pg_get_expr(index.indpred, index.indrelid),
      pg_constraint.oid IS NOT NULL,
      COALESCE((to_jsonb(index) ->> 'indnullsnotdistinct')::boolean, false),
      part.position <= index.indnkeyatts,
      attribute.attname::text,
      pg_get_indexdef(index.indexrelid, part.position::int, true),
      class_of_operators.opcname::text,
      class_of_operators.opcdefault,
      (index.indoption[part.position - 1] & 1) <> 0,
      (index.indoption[part.position - 1] & 2) <> 0
    FROM pg_catalog.pg_index index
    JOIN pg_catalog.pg_class indexclass ON indexclass.oid = index.indexrelid
    JOIN pg_catalog.pg_class class ON class.oid = index.indrelid
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
    JOIN pg_catalog.pg_am method ON method.oid = indexclass.relam
    LEFT JOIN pg_catalog.pg_constraint
      ON pg_constraint.conindid = index.indexrelid AND pg_constraint.contype IN ('p', 'u', 'x')
    CROSS JOIN LATERAL unnest(index.indkey::int2[]) WITH ORDINALITY AS part (attnum, position)
    LEFT JOIN pg_catalog.pg_attribute attribute
      ON attribute.attrelid = class.oid AND attribute.attnum = part.attnum AND part.attnum <> 0
    LEFT JOIN pg_catalog.pg_opclass class_of_operators
      ON class_of_operators.oid = index.indclass[part.position - 1]
        AND part.position <= index.indnkeyatts
    WHERE namespace.nspname = ANY($1::text[])
      AND class.relkind IN ('r', 'p')
      AND COALESCE(pg_constraint.contype, 'u') <> 'x'
    ORDER BY class.oid, indexclass.relname COLLATE "C", index.indexrelid, part.position
    """

  private func index(_ rows: RowBuffer, _ row: Int) -> Index<Postgres> {
    var options = PostgresIndexOptions()
    options.method = rows.string(row, 6) ?? options.method
    options.areNullsDistinct = !rows.isTrue(row, 9)
    return Index(
      rows.string(row, 3) ?? "", rows.isTrue(row, 4) ? .unique : .normal, [],
      predicate: rows.string(row, 7).map { String(PostgresDefault.withoutParentheses($0)) },
      isConstraint: rows.isTrue(row, 8), options: options)
  }

  private func part(_ rows: RowBuffer, _ row: Int) -> IndexPart<Postgres> {
    var options = PostgresIndexPartOptions(operatorClass: rows.string(row, 13))
    options.isDefaultClass = rows.isTrue(row, 14)
    let isDescending = rows.isTrue(row, 15)
    let areNullsFirst = rows.isTrue(row, 16)
    options.areNullsFirst = areNullsFirst == isDescending ? nil : areNullsFirst
    let content: IndexPart<Postgres>.Content =
      if let column = rows.string(row, 11) {
        .column(column)
      } else {
        .expression(rows.string(row, 12) ?? "")
      }
    return IndexPart(content, isDescending: isDescending, options: options)
  }

  // https://www.postgresql.org/docs/current/catalog-pg-constraint.html
  /// Reads foreign keys; one row is one pair of columns.
  func readForeignKeys(
    _ receive: (QualifiedName, ForeignKey) -> Void
  ) throws(DatabaseError) {
    let rows = try rows(Self.foreignKeyQuery)
    var row = 0
    while row < rows.rowCount {
      let first = row
      var key = foreignKey(rows, first)
      while row < rows.rowCount, rows.value(row, 0) == rows.value(first, 0) {
        key.columns.append(rows.string(row, 10) ?? "")
        key.referencedColumns.append(rows.string(row, 11) ?? "")
        row += 1
      }
      receive(name(rows.string(first, 1), rows.string(first, 2)), key)
    }
  }

  private static let foreignKeyQuery = """
    SELECT
      pg_constraint.oid,
      namespace.nspname::text,
      class.relname::text,
      pg_constraint.conname::text,
      targetspace.nspname::text,
      target.relname::text,
      pg_constraint.confdeltype::text,
      pg_constraint.confupdtype::text,
      pg_constraint.condeferrable,
      pg_constraint.condeferred,
      attribute.attname::text,
      targetattribute.attname::text
    FROM pg_catalog.pg_constraint
    JOIN pg_catalog.pg_class class ON class.oid = pg_constraint.conrelid
    JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
    JOIN pg_catalog.pg_class target ON target.oid = pg_constraint.confrelid
    JOIN pg_catalog.pg_namespace targetspace ON targetspace.oid = target.relnamespace
    CROSS JOIN LATERAL unnest(pg_constraint.conkey, pg_constraint.confkey)
      WITH ORDINALITY AS pair (attnum, targetattnum, position)
    JOIN pg_catalog.pg_attribute attribute
      ON attribute.attrelid = class.oid AND attribute.attnum = pair.attnum
    JOIN pg_catalog.pg_attribute targetattribute
      ON targetattribute.attrelid = target.oid AND targetattribute.attnum = pair.targetattnum
    WHERE namespace.nspname = ANY($1::text[])
      AND pg_constraint.contype = 'f'
      AND pg_constraint.conparentid = 0
    ORDER BY class.oid, pg_constraint.conname COLLATE "C", pg_constraint.oid, pair.position
    """

  private func foreignKey(_ rows: RowBuffer, _ row: Int) -> ForeignKey {
    ForeignKey(
      name: rows.string(row, 3), columns: [],
      referencedTable: name(rows.string(row, 4), rows.string(row, 5)), referencedColumns: [],
      onDelete: Self.action(rows.string(row, 6)), onUpdate: Self.action(rows.string(row, 7)),
      timing: !rows.isTrue(row, 8) ? .immediate : rows.isTrue(row, 9) ? .deferred : .deferrable)
  }

  private static func action(_ letter: String?) -> ForeignKey.Action {
    switch letter {
    case "r": .restrict
    case "c": .cascade
    case "n": .setNull
    case "d": .setDefault
    default: .noAction
    }
  }

  /// Reads check constraints.
  func readChecks(
    _ receive: (QualifiedName, CheckConstraint) -> Void
  ) throws(DatabaseError) {
    let rows = try rows(
      """
      SELECT
        namespace.nspname::text,
        class.relname::text,
        pg_constraint.conname::text,
        pg_get_expr(pg_constraint.conbin, pg_constraint.conrelid)
      FROM pg_catalog.pg_constraint
      JOIN pg_catalog.pg_class class ON class.oid = pg_constraint.conrelid
      JOIN pg_catalog.pg_namespace namespace ON namespace.oid = class.relnamespace
      WHERE namespace.nspname = ANY($1::text[])
        AND pg_constraint.contype = 'c'
      ORDER BY class.oid, pg_constraint.conname COLLATE "C"
      """)
    for row in 0..<rows.rowCount {
      let expression = PostgresDefault.withoutParentheses(rows.string(row, 3) ?? "")
      receive(
        name(rows.string(row, 0), rows.string(row, 1)),
        CheckConstraint(name: rows.string(row, 2), expression: String(expression)))
    }
  }
}
