import BinaryText
import SQLBackend
import SQLModel

extension PostgresDDL {
  /// One `ALTER TABLE` with all clauses, between the statements about sequences.
  static func alter(_ table: QualifiedName, _ clauses: [PostgresTableClause]) -> String {
    var before: [String] = []
    var lines: [String] = []
    var after: [String] = []
    for clause in clauses {
      switch clause {
      case .startNumbering(let column, let sequence):
        let name = Postgres.quote(sequence)
        before.append("CREATE SEQUENCE \(name);")
        lines.append(
          "ALTER COLUMN \(Postgres.quote(column)) SET DEFAULT nextval(\(string(name)))")
        after.append(
          "ALTER SEQUENCE \(name) OWNED BY \(Postgres.quote(table)).\(Postgres.quote(column));")
        // Rows that are there keep their numbers; the next one must not meet them.
        after.append(
          "SELECT setval(\(string(name)), COALESCE(MAX(\(Postgres.quote(column))), 0) + 1, false) FROM \(Postgres.quote(table));"
        )
      case .dropSequence(let sequence):
        after.append("DROP SEQUENCE IF EXISTS \(Postgres.quote(sequence));")
      case .dropPrimaryKey, .dropColumn, .addColumn, .setNotNull, .dropNotNull, .dropDefault,
        .setType, .setDefault, .dropIdentity, .addPrimaryKey:
        lines.append(text(of: clause))
      }
    }
    if !lines.isEmpty {
      before.append("ALTER TABLE \(Postgres.quote(table)) \(lines.joined(separator: ",\n"));")
    }
    return (before + after).joined(separator: "\n")
  }

  private static func text(of clause: PostgresTableClause) -> String {
    switch clause {
    case .dropPrimaryKey(let name): "DROP CONSTRAINT \(Postgres.quote(name))"
    case .dropColumn(let name): "DROP COLUMN \(Postgres.quote(name))"
    case .addColumn(let added): "ADD COLUMN     \(column(added))"
    case .setNotNull(let name): "ALTER COLUMN \(Postgres.quote(name)) SET NOT NULL"
    case .dropNotNull(let name): "ALTER COLUMN \(Postgres.quote(name)) DROP NOT NULL"
    case .dropDefault(let name): "ALTER COLUMN \(Postgres.quote(name)) DROP DEFAULT"
    case .dropIdentity(let name): "ALTER COLUMN \(Postgres.quote(name)) DROP IDENTITY"
    case .setType(let name, let type, let collation, let conversion):
      "ALTER COLUMN \(Postgres.quote(name)) SET DATA TYPE \(type.ddl)"
        + (collation.map { " COLLATE \($0)" } ?? "")
        + (conversion.map { " USING (\($0))" } ?? "")
    case .setDefault(let name, let value, let type):
      "ALTER COLUMN \(Postgres.quote(name)) SET DEFAULT \(expression(value, type))"
    case .addPrimaryKey(let key): "ADD \(primaryKey(key))"
    case .startNumbering, .dropSequence: ""
    }
  }

  /// The expression of a default.
  static func expression(_ value: ColumnDefault, _ type: PostgresType) -> String {
    switch value {
    case .literal(let constant): literal(constant, type)
    case .now: "CURRENT_TIMESTAMP"
    case .sequence(let name): "nextval(\(string(Postgres.quote(name))))"
    case .expression(let text): text ?? "NULL"
    }
  }

  static func literal(_ literal: SQLLiteral, _ type: PostgresType) -> String {
    switch literal {
    case .null: "NULL"
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let digits): digits
    case .string(let text), .json(let text), .enumValue(let text), .dateTime(let text):
      string(text)
    case .bytes(let bytes): string(#"\x"# + Hexadecimal.encode(bytes))
    case .list(let elements):
      "ARRAY[\(elements.map { Self.literal($0, type) }.joined(separator: ", "))]::\(type.ddl)"
    }
  }

  /// A string literal; backslashes mean themselves, as the standard has it.
  static func string(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }
}
