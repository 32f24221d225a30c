import BackendInterface
package import DatabaseAccess
package import SQLBackend
package import SQLQuery
import SchemaModel

extension SQLQueryDriver {
  /// The query side of PostgreSQL.
  package static let postgres: SQLQueryDriver = {
    var capabilities = QueryCapabilities(
      parameterLimit: 32767, supportsSkipDuplicates: true, supportsScalarLists: true,
      supportsInsensitiveMode: true, supportsFullTextSearch: true, usesJSONPathSteps: true,
      supportsJSONComparison: true,
      isolationLevels: [.readUncommitted, .readCommitted, .repeatableRead, .serializable])
    capabilities.supportsDistinctOn = true
    capabilities.defaultNamespace = "public"
    return SQLQueryDriver(
      rules: PostgresQueryText(), names: Postgres.constraintNames, capabilities: capabilities,
      fractionDigits: { field in
        // The schema's own type is `timestamp(3)`, PostgreSQL's without an argument has six digits.
        // https://www.postgresql.org/docs/current/datatype-datetime.html
        guard let native = field.field.nativeType else { return 3 }
        return native.arguments.first.flatMap { Int($0) } ?? 6
      })
  }()
}

/// How PostgreSQL writes what the SQL standard leaves open.
///
/// Parameters go to the server as text without a type: the place of each tells its type. Where the
/// place does not tell, a cast does.
package struct PostgresQueryText: SQLTextRules {
  package init() {}

  package var identifierQuote: UInt8 { UInt8(ascii: "\"") }
  package var sortsNullsFirst: Bool { false }
  package var writesRowListAsValues: Bool { false }

  package func writePlaceholder(
    _ number: Int, for value: Value, type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write("$")
    writer.write(integer: number)
  }

  package func writePage(limit: Int?, offset: Int, to writer: inout SQLWriter) {
    if let limit {
      writer.write(" LIMIT ")
      writer.bind(.integer(Int64(limit)))
    }
    writer.write(" OFFSET ")
    writer.bind(.integer(Int64(offset)))
  }

  package func writeSelected(
    _ expression: SQLExpression, type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write(expression)
    // The text of money has the sign and the commas of the server's locale.
    if type == .money { writer.write("::numeric") }
  }

  // One array for any number of values: no limit, and the same text for every number.
  // https://www.postgresql.org/docs/current/functions-comparisons.html
  package func writeIsIn(
    _ expression: SQLExpression, values: [Value], type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write(expression)
    if values.count == 1 {
      writer.write(" = ")
      writer.bind(values[0], type: type)
      return
    }
    writer.write(" = ANY(")
    writer.bind(.list(values), type: .list(type))
    writer.write(")")
  }

  package func writeAggregate(
    _ aggregate: SQLExpression.Aggregate, _ operand: SQLExpression, type: ColumnType,
    to writer: inout SQLWriter
  ) {
    writer.write(aggregate)
    writer.write("(")
    writer.write(operand)
    if type == .money { writer.write("::numeric") }
    writer.write(")")
  }

  package func writeLike(
    _ operand: SQLExpression, _ match: SQLExpression.Match, _ pattern: SQLExpression,
    ignoresCase: Bool, to writer: inout SQLWriter
  ) {
    writer.write("(")
    writer.write(operand)
    writer.write(ignoresCase ? ")::text ILIKE " : ")::text LIKE ")
    writer.write(pattern: pattern, match)
  }

  package func writeIgnoringCase(
    _ left: SQLExpression, _ comparison: SQLExpression.Comparison, _ right: SQLExpression,
    to writer: inout SQLWriter
  ) {
    writer.write("LOWER((")
    writer.write(left)
    writer.write(")::text)")
    writer.write(comparison)
    writer.write("LOWER((")
    writer.write(right)
    writer.write(")::text)")
  }

  package func writeIsSame(
    _ left: SQLExpression, _ right: SQLExpression, to writer: inout SQLWriter
  ) {
    writer.write(left)
    writer.write(" IS NOT DISTINCT FROM ")
    writer.write(right)
  }

  package func writeArithmetic(
    _ left: SQLExpression, _ operation: SQLExpression.Arithmetic, _ right: SQLExpression,
    type: ColumnType, to writer: inout SQLWriter
  ) {
    writer.write("(")
    writer.write(left)
    writer.write(operation)
    writer.write(right)
    writer.write(")")
  }
}
