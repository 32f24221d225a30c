import BackendInterface
import DatabaseAccess
import SQLBackend
import SQLModel

/// Finds what is in the way of a change: the server neither drops a column that something else
/// uses nor changes its type. <https://www.postgresql.org/docs/current/ddl-depend.html>
///
/// It does not know what the bodies of functions use that are written as texts.
struct PostgresDependentChecks {
  private(set) var checks: [DataLossCheck] = []
  private let diff: SchemaDiff<Postgres>
  private let hasViews: Bool
  /// Whether some of what hardly any database has is known to be there.
  private let hasOthers: Bool

  init(_ diff: SchemaDiff<Postgres>) {
    self.diff = diff
    let previous = diff.schemas.previous
    hasViews = !previous.views.isEmpty
    hasOthers = previous.tables.contains { !$0.triggers.isEmpty || $0.hasRules }
    for table in diff.droppedTables { add(table) }
    for change in diff.alteredTables {
      for column in change.droppedColumns { add(column.name, .isDropped, of: change) }
      for column in change.alteredColumns where column.type != nil {
        add(column.name, column.isRecreated ? .isDropped : .changesType, of: change)
      }
    }
    for change in PostgresEnumPlanner(diff).changes {
      for usage in change.usages {
        add(
          usage.column, .changesType, in: usage.table,
          besides: diff.alteredTables.first { $0.name == usage.table }?.droppedColumns ?? [])
      }
    }
  }

  private enum Event {
    case isDropped
    case changesType

    var text: String {
      switch self {
      case .isDropped: "is dropped"
      case .changesType: "changes its type"
      }
    }
  }

  private mutating func add(_ table: Table<Postgres>) {
    let name = PostgresDDL.string(Postgres.quote(diff.previousName(of: table.name)))
    let text = "table `\(table.name.display)` is dropped"
    let query = PostgresDependentQuery(
      table: name, column: nil, isDropped: true,
      ownConstraints: referringTables(to: table.name), besides: inheritingTables.map(regclass))
    add(text, .table(table.name), query)
    addOwn(of: table, name)
  }

  private mutating func add(_ column: String, _ event: Event, of change: TableChange<Postgres>) {
    add(column, event, in: change.name, besides: change.droppedColumns)
  }

  private mutating func add(
    _ column: String, _ event: Event, in table: QualifiedName, besides dropped: [Column<Postgres>]
  ) {
    let query = PostgresDependentQuery(
      table: PostgresDDL.string(Postgres.quote(diff.previousName(of: table))),
      column: PostgresDDL.string(diff.previousName(of: column, in: table)),
      isDropped: event == .isDropped, ownConstraints: referringTables(to: table),
      droppedColumns: dropped.map { PostgresDDL.string($0.name) })
    add(
      "column `\(column)` of table `\(table.display)` \(event.text)", .column(column, of: table),
      query)
  }

  private mutating func add(_ text: String, _ object: SchemaObject, _ query: PostgresDependentQuery)
  {
    checks.append(
      DataLossCheck(
        text, .views, obstacle: "views that read it", .unexecutable, of: object,
        count: Statement(query.views), unit: "view", isCaution: hasViews))
    checks.append(
      DataLossCheck(
        text, .dependents, obstacle: "other things that depend on it", .unexecutable, of: object,
        count: Statement(query.others), unit: "thing", isCaution: hasOthers))
  }

  /// Counts what goes with a table that is dropped, and holds no rows.
  private mutating func addOwn(of table: Table<Postgres>, _ name: String) {
    let kinds: [(unit: String, plural: String, isKnown: Bool, sql: String)] = [
      (
        "trigger", "triggers", !table.triggers.isEmpty,
        "SELECT tgname FROM pg_catalog.pg_trigger WHERE tgrelid = to_regclass(\(name)) AND NOT tgisinternal"
      ),
      (
        "rule", "rules and policies", table.hasRules,
        """
        SELECT polname FROM pg_catalog.pg_policy WHERE polrelid = to_regclass(\(name))
        UNION ALL
        SELECT rulename FROM pg_catalog.pg_rewrite WHERE ev_class = to_regclass(\(name))
        """
      ),
    ]
    for kind in kinds {
      checks.append(
        DataLossCheck(
          "table `\(table.name.display)` is dropped with its \(kind.plural)", .dropped, .loss,
          of: .table(table.name),
          count: Statement(
            """
            SELECT COUNT(*), string_agg(name::text, chr(10) ORDER BY name::text)
            FROM (\(kind.sql)) AS own (name)
            """), unit: kind.unit, isCaution: kind.isKnown))
    }
  }

  /// The tables whose foreign keys to a table are known, and make way by themselves.
  private func referringTables(to table: QualifiedName) -> [String] {
    diff.schemas.previous.tables.filter { other in
      other.foreignKeys.contains { $0.referencedTable == table }
    }.map { regclass($0.name) }
  }

  /// The tables that are dropped too, and inherit from others.
  private var inheritingTables: [QualifiedName] {
    diff.droppedTables.filter { !$0.options.parents.isEmpty }.map(\.name)
  }

  private func regclass(_ table: QualifiedName) -> String {
    "to_regclass(\(PostgresDDL.string(Postgres.quote(diff.previousName(of: table)))))"
  }
}

extension Table<Postgres> {
  /// Whether it is known to have rules or policies.
  fileprivate var hasRules: Bool {
    options.parts.contains { ["rule", "policy"].contains($0.code) }
  }
}

/// A question to the catalog, what the server would name as depending on a table or a column.
///
/// What goes along with it, such as its indexes and sequences, is followed as the server does.
/// <https://www.postgresql.org/docs/current/catalog-pg-depend.html>
private struct PostgresDependentQuery {
  /// The name of the table as a literal.
  var table: String
  /// The name of the column as a literal; `nil` for the whole table.
  var column: String?
  var isDropped: Bool
  /// The tables whose foreign keys do not count, as expressions.
  var ownConstraints: [String]
  /// The tables that do not count, as expressions.
  var besides: [String] = []
  /// The names of columns that are dropped at once, as literals.
  var droppedColumns: [String] = []

  var views: String {
    """
    \(dependents)
    SELECT COUNT(*), string_agg(relname::text, chr(10) ORDER BY relname::text)
    FROM pg_catalog.pg_class WHERE oid IN (SELECT view FROM dependents)
    """
  }

  var others: String {
    """
    \(dependents)
    SELECT COUNT(*), string_agg(name, chr(10) ORDER BY name) FROM (
      SELECT pg_describe_object(classid, objid, objsubid) AS name FROM dependents
      WHERE view IS NULL\(exceptions)) AS others
    """
  }

  private var dependents: String {
    let attribute =
      column.map {
        """
        (SELECT attnum::int FROM pg_catalog.pg_attribute
            WHERE attrelid = to_regclass(\(table)) AND attname = \($0))
        """
      } ?? "0"
    // What is dropped takes something along; a change of type concerns the columns of other tables
    // that hold whole rows of this one.
    let following =
      isDropped
      ? """
      SELECT dependency.classid, dependency.objid, dependency.objsubid
          FROM gone JOIN pg_catalog.pg_depend AS dependency ON \(Self.dependsOnGone)
          WHERE dependency.deptype IN ('a', 'i')
      """
      : """
      SELECT 'pg_catalog.pg_type'::regclass::oid, unnest(ARRAY[type.oid, type.typarray]), 0
          FROM pg_catalog.pg_type AS type WHERE type.typrelid = to_regclass(\(table))
      """
    let holdsRows =
      isDropped
      ? ""
      : """

          AND (dependency.refclassid = 'pg_catalog.pg_class'::regclass
            OR dependency.classid = 'pg_catalog.pg_class'::regclass)
      """
    return """
      WITH RECURSIVE gone (classid, objid, objsubid) AS (
        SELECT 'pg_catalog.pg_class'::regclass::oid, to_regclass(\(table))::oid, \(attribute)
        UNION \(following)
      ), dependents AS (
        SELECT DISTINCT dependency.classid, dependency.objid, dependency.objsubid,
          view.oid AS view
        FROM gone JOIN pg_catalog.pg_depend AS dependency ON \(Self.dependsOnGone)
        LEFT JOIN pg_catalog.pg_rewrite AS rule
          ON dependency.classid = 'pg_catalog.pg_rewrite'::regclass AND rule.oid = dependency.objid
        LEFT JOIN pg_catalog.pg_class AS view
          ON view.oid = rule.ev_class AND view.relkind IN ('v', 'm')
        WHERE dependency.deptype = 'n'\(holdsRows) AND NOT EXISTS (
          SELECT FROM gone AS other
          WHERE other.classid = dependency.classid AND other.objid = dependency.objid
            AND other.objsubid IN (0, dependency.objsubid))
      )
      """
  }

  private static let dependsOnGone = """
    dependency.refclassid = gone.classid AND dependency.refobjid = gone.objid
          AND (gone.objsubid = 0 OR dependency.refobjsubid = gone.objsubid)
    """

  /// What is no obstacle, because the plan itself takes care of it.
  private var exceptions: String {
    var text = """

        AND NOT (classid = 'pg_catalog.pg_constraint'::regclass AND EXISTS (
          SELECT FROM pg_catalog.pg_constraint WHERE oid = objid AND \(ownConstraint)))
      """
    if !besides.isEmpty {
      text += """

          AND NOT (classid = 'pg_catalog.pg_class'::regclass AND objsubid = 0
            AND objid IN (\(besides.joined(separator: ", "))))
        """
    }
    if !droppedColumns.isEmpty {
      text += """

          AND NOT (classid = 'pg_catalog.pg_attrdef'::regclass AND EXISTS (
            SELECT FROM pg_catalog.pg_attrdef AS expression
            JOIN pg_catalog.pg_attribute AS attribute
              ON attribute.attrelid = expression.adrelid AND attribute.attnum = expression.adnum
            WHERE expression.oid = objid AND expression.adrelid = to_regclass(\(table))
              AND attribute.attname IN (\(droppedColumns.joined(separator: ", ")))))
        """
    }
    return text
  }

  /// Whether a constraint makes way: one of the table's own is changed with the column, and known
  /// foreign keys are dropped before.
  private var ownConstraint: String {
    let own = "conrelid = to_regclass(\(table))"
    guard !ownConstraints.isEmpty else { return own }
    return "(\(own) OR conrelid IN (\(ownConstraints.joined(separator: ", "))))"
  }
}
