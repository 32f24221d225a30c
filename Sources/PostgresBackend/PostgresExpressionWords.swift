/// The words, numbers and parts of texts of an expression, without what the server adds, leaves out
/// or moves when it writes it anew: signs, casts and the names of types.
struct PostgresExpressionWords: Equatable {
  private let words: Set<String>

  init(_ expression: String) {
    let words = expression.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    self.words = Set(words.map { $0 == "current_timestamp" ? "now" : String($0) })
      .subtracting(Self.typeWords)
  }

  private static let typeWords: Set = [
    "as", "bigint", "bool", "boolean", "bytea", "bpchar", "cast", "char", "character", "date",
    "decimal", "double", "e", "float4", "float8", "int", "int2", "int4", "int8", "integer",
    "interval", "json", "jsonb", "numeric", "precision", "real", "smallint", "text", "time",
    "timestamp", "timestamptz", "timetz", "uuid", "varchar", "varying", "with", "without", "zone",
  ]
}
