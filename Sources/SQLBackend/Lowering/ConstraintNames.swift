/// The names that constraints and indexes get when the schema gives none.
package struct ConstraintNames: Sendable {
  /// The longest name that the database keeps, in bytes.
  private let limit: Int

  package init(maximumIdentifierLength: Int) { limit = maximumIdentifierLength }

  package func primaryKey(of table: String) -> String { cut(table, before: "_pkey") }

  package func unique(_ columns: [String], of table: String) -> String {
    cut(joined(table, columns), before: "_key")
  }

  package func index(_ columns: [String], of table: String) -> String {
    cut(joined(table, columns), before: "_idx")
  }

  package func foreignKey(_ columns: [String], of table: String) -> String {
    cut(joined(table, columns), before: "_fkey")
  }

  /// A name with a fixed ending, as of the table of a many-to-many relation and of its keys, cut
  /// before the ending.
  package func fixed(_ name: String, before ending: String = "") -> String {
    cut(name, before: ending)
  }

  private func joined(_ table: String, _ columns: [String]) -> String {
    ([table] + columns).joined(separator: "_")
  }

  private func cut(_ text: String, before suffix: String) -> String {
    let room = limit - suffix.utf8.count
    guard text.utf8.count > room else { return text + suffix }
    var end = text.utf8.index(text.startIndex, offsetBy: max(room, 0))
    // The cut must not fall into the bytes of one character.
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return text[..<end] + suffix
  }
}
