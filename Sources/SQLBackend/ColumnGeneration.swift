package import SQLModel

/// How the database computes the values of a column.
///
/// The schema language has no words for it. Schemas write the expression as a default, which can
/// mean nothing else where it names other columns; `STORED` or `VIRTUAL` after it says so where it
/// names none, and when the values are computed where that is not as usual.
package struct ColumnGeneration: Sendable, Hashable {
  package enum Storage: String, Sendable, Hashable {
    /// Computed when a row is written.
    case stored = "STORED"
    /// Computed when a row is read.
    case virtual = "VIRTUAL"
  }

  package var expression: String
  package var storage: Storage

  package init(_ expression: String, _ storage: Storage) {
    self.expression = expression
    self.storage = storage
  }

  /// Reads the text of a default with `STORED` or `VIRTUAL` after a parenthesis.
  init?(marked text: String) {
    for storage in [Storage.stored, .virtual] {
      let bytes = text.utf8.dropLast(storage.rawValue.utf8.count)
      guard text.uppercased().hasSuffix(storage.rawValue) else { continue }
      let expression = String(decoding: bytes, as: UTF8.self).trimmingTrailingSpaces
      guard expression.hasSuffix(")") else { continue }
      self.init(expression, storage)
      return
    }
    return nil
  }

  /// The text of the default that stands for it, where columns are computed as `usual` and the
  /// table has columns of these names beside this one.
  func text(usual: Storage, beside columns: [String]) -> String {
    let isPlain = storage == usual && ExpressionWords(expression).mention(columns)
    guard !isPlain else { return expression }
    return "\(expression.hasSuffix(")") ? expression : "(\(expression))") \(storage.rawValue)"
  }
}

extension Column where Dialect: SQLDialect {
  /// What a default means that has the mark of a computed column or names other columns of the
  /// table, which no default can do.
  package func impliedGeneration(in table: Table<Dialect>) -> ColumnGeneration? {
    guard case .expression(let text?) = defaultValue else { return nil }
    if let marked = ColumnGeneration(marked: text) { return marked }
    let others = table.columns.map(\.name).filter { $0 != name }
    guard ExpressionWords(text).mention(others) else { return nil }
    return ColumnGeneration(text, Dialect.usualGeneration)
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
