import DatabaseAccess
import PostgresBackend
import SQLQuery
import SQLiteBackend
import Testing

/// What is written as SQL.
enum Written: Sendable {
  case select(Select)
  case insert(Insert)
  case update(Update)
  case delete(Delete)
  case expression(SQLExpression)

  /// The statement in the text of a product.
  func statement(_ rules: any SQLTextRules) -> Statement {
    var writer = SQLWriter(rules)
    switch self {
    case .select(let select): writer.write(select)
    case .insert(let insert): writer.write(insert)
    case .update(let update): writer.write(update)
    case .delete(let delete): writer.write(delete)
    case .expression(let expression): writer.write(expression)
    }
    return writer.statement
  }
}

/// Something that is written, with its text on both products.
struct WrittenCase: Sendable, CustomTestStringConvertible {
  let name: String
  let written: Written
  let sqlite: String
  let postgres: String
  /// The parameters; on PostgreSQL others where they differ.
  let parameters: [Value]
  let postgresParameters: [Value]?

  init(
    _ name: String, _ written: Written, sqlite: String, postgres: String,
    _ parameters: [Value] = [], postgres postgresParameters: [Value]? = nil
  ) {
    self.name = name
    self.written = written
    self.sqlite = sqlite
    self.postgres = postgres
    self.parameters = parameters
    self.postgresParameters = postgresParameters
  }

  var testDescription: String { name }

  func check(at location: SourceLocation = #_sourceLocation) {
    let sqlite = written.statement(SQLiteQueryText())
    #expect(sqlite.sql == self.sqlite, sourceLocation: location)
    #expect(sqlite.parameters == parameters, sourceLocation: location)
    let postgres = written.statement(PostgresQueryText())
    #expect(postgres.sql == self.postgres, sourceLocation: location)
    #expect(postgres.parameters == postgresParameters ?? parameters, sourceLocation: location)
  }
}

let things = TableName(schema: nil, name: "things")

func column(_ name: String) -> SQLExpression { .column(table: "t", name: name) }
func number(_ value: Int64) -> SQLExpression { .value(.integer(value), .int) }
func text(_ value: String) -> SQLExpression { .value(.text(value), .string) }
func select(_ columns: [SQLExpression] = [], where filter: SQLExpression? = nil) -> Select {
  Select(
    columns: columns.map { SelectedColumn($0) }, from: .table(things, alias: "t"), filter: filter)
}

/// The rules of all products.
let products: [any SQLTextRules] = [SQLiteQueryText(), PostgresQueryText()]
