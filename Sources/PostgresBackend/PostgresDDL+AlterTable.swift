import BinaryText
import SQLBackend
import SQLModel

extension PostgresDDL {
  /// One `ALTER TABLE` with all clauses, between the statements about sequences.
  static func alter(_ table: QualifiedName, _ clauses: [PostgresTableClause]) -> String {
    var text = PostgresTableAlteration(table)
    for clause in clauses { text.add(clause) }
    return text.sql
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
    case .string(let text), .json(let text), .enumValue(let text): string(text)
    case .dateTime(let text): string(PostgresTime.literal(text, type.scalar))
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
