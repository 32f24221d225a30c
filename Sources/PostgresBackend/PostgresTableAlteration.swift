import SQLBackend
import SQLModel

/// The statements that alter a table, while they are put together.
struct PostgresTableAlteration {
  private let table: String
  /// The clauses of one `ALTER TABLE`, with the statements before and after it.
  private var before: [String] = []
  private var lines: [String] = []
  private var after: [String] = []

  init(_ table: QualifiedName) { self.table = Postgres.quote(table) }

  var sql: String {
    let statement = lines.isEmpty ? [] : ["ALTER TABLE \(table) \(lines.joined(separator: ",\n"));"]
    return (before + statement + after).joined(separator: "\n")
  }

  mutating func add(_ clause: PostgresTableClause) {
    switch clause {
    case .dropPrimaryKey(let name): lines.append("DROP CONSTRAINT \(Postgres.quote(name))")
    case .dropColumn(let name): lines.append("DROP COLUMN \(Postgres.quote(name))")
    case .addColumn(let added): lines.append("ADD COLUMN     \(PostgresDDL.column(added))")
    case .setNotNull(let name): alter(name, "SET NOT NULL")
    case .dropNotNull(let name): alter(name, "DROP NOT NULL")
    case .dropDefault(let name): alter(name, "DROP DEFAULT")
    case .dropIdentity(let name): alter(name, "DROP IDENTITY")
    case .setType(let name, let type, let collation, let conversion):
      alter(
        name,
        "SET DATA TYPE \(type.ddl)" + (collation.map { " COLLATE \($0)" } ?? "")
          + (conversion.map { " USING (\($0))" } ?? ""))
    case .setDefault(let name, let value, let type):
      alter(name, "SET DEFAULT \(PostgresDDL.expression(value, type))")
    case .addPrimaryKey(let key): lines.append("ADD \(PostgresDDL.primaryKey(key))")
    case .startNumbering(let column, let sequence): startNumbering(column, with: sequence)
    case .dropSequence(let sequence):
      after.append("DROP SEQUENCE IF EXISTS \(Postgres.quote(sequence));")
    }
  }

  private mutating func alter(_ column: String, _ action: String) {
    lines.append("ALTER COLUMN \(Postgres.quote(column)) \(action)")
  }

  private mutating func startNumbering(_ column: String, with sequence: QualifiedName) {
    let (name, quoted) = (Postgres.quote(sequence), Postgres.quote(column))
    let string = PostgresDDL.string(name)
    before.append("CREATE SEQUENCE \(name);")
    alter(column, "SET DEFAULT nextval(\(string))")
    after.append("ALTER SEQUENCE \(name) OWNED BY \(table).\(quoted);")
    // Rows that are there keep their numbers; the next one must not meet them. A sequence has no
    // numbers below 1, and the one after the greatest may not be a number at all.
    let greatest = "MAX(\(quoted))"
    after.append(
      "SELECT setval(\(string), GREATEST(\(greatest), 1), COALESCE(\(greatest) >= 1, false)) "
        + "FROM \(table);")
  }
}
