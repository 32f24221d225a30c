import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel

/// Finds the views that are in the way of a change: the server neither drops a column that a view
/// reads nor changes its type. <https://www.postgresql.org/docs/current/ddl-depend.html>
struct PostgresViewChecks {
  private(set) var checks: [DataLossCheck] = []
  private let diff: SchemaDiff<Postgres>

  init(_ diff: SchemaDiff<Postgres>) {
    self.diff = diff
    guard !diff.schemas.previous.views.isEmpty else { return }
    for table in diff.droppedTables {
      add("table `\(table.name.display)` is dropped", .table(table.name), table.name, nil)
    }
    for change in diff.alteredTables {
      for column in change.droppedColumns { add(column.name, "is dropped", change.name) }
      for column in change.alteredColumns where column.type != nil {
        add(column.name, "changes its type", change.name)
      }
    }
    for change in PostgresEnumPlanner(diff).changes {
      for usage in change.usages { add(usage.column, "changes its type", usage.table) }
    }
  }

  private mutating func add(_ column: String, _ what: String, _ table: QualifiedName) {
    add(
      "column `\(column)` of table `\(table.display)` \(what)",
      .column(column, of: table), table, diff.previousName(of: column, in: table))
  }

  private mutating func add(
    _ text: String, _ object: SchemaObject, _ table: QualifiedName, _ column: String?
  ) {
    let name = PostgresDDL.string(Postgres.quote(diff.previousName(of: table)))
    let condition = column.map { " AND attribute.attname = \(PostgresDDL.string($0))" } ?? ""
    checks.append(
      DataLossCheck(
        text, .views, obstacle: "views that read it", .unexecutable, of: object,
        count: Statement(
          """
          SELECT COUNT(DISTINCT view.oid),
            string_agg(DISTINCT view.relname::text, chr(10) ORDER BY view.relname::text)
          FROM pg_catalog.pg_depend dependency
          JOIN pg_catalog.pg_rewrite rule ON rule.oid = dependency.objid
          JOIN pg_catalog.pg_class view ON view.oid = rule.ev_class
          JOIN pg_catalog.pg_attribute attribute
            ON attribute.attrelid = dependency.refobjid AND attribute.attnum = dependency.refobjsubid
          WHERE dependency.classid = 'pg_catalog.pg_rewrite'::regclass
            AND dependency.refclassid = 'pg_catalog.pg_class'::regclass
            AND dependency.refobjid = to_regclass(\(name)) AND view.oid <> dependency.refobjid\(condition)
          """), unit: "view"))
  }
}
