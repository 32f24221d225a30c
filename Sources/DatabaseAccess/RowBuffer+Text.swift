/// Looking through texts of databases that keep any bytes as text.
extension RowBuffer {
  /// The first column with a text that is not UTF-8.
  package var malformedTextColumn: Int? {
    // One pass over all bytes: most texts have none that could be wrong.
    guard arena.contains(where: { $0 >= 0x80 }) else { return nil }
    for row in 0..<rowCount {
      for column in 0..<columnCount where kind(row, column) == .text {
        let text = bytes(row, column)
        guard
          !text.contains(where: { $0 >= 0x80 }) || String(validating: text, as: UTF8.self) != nil
        else { return column }
      }
    }
    return nil
  }
}
