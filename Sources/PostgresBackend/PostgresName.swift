/// A name of PostgreSQL as it is written in SQL.
struct PostgresName {
  let text: String

  init(_ text: String) { self.text = text }

  /// The name in quotation marks.
  var quoted: String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}
