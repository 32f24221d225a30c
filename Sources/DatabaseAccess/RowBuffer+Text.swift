/// Looking through texts of databases that keep any bytes as text.
extension RowBuffer {
  /// The first column with a text that is not UTF-8.
  package var malformedTextColumn: Int? {
    // Most results have only bytes that cannot be wrong, or only texts.
    guard arena.reduce(0, |) >= 0x80, !areCellsUTF8 else { return nil }
    for row in 0..<rowCount {
      for column in 0..<columnCount where kind(row, column) == .text {
        guard String(validating: bytes(row, column), as: UTF8.self) != nil else { return column }
      }
    }
    return nil
  }

  /// Whether all texts and bytes are UTF-8, which is quicker to tell of all of them together: each
  /// of them is when it also begins with a scalar.
  private var areCellsUTF8: Bool {
    guard String(validating: arena, as: UTF8.self) != nil else { return false }
    return cells.allSatisfy { cell in
      (cell.kind != .text && cell.kind != .bytes) || cell.length == 0
        || !UTF8.isContinuation(arena[Int(cell.payload)])
    }
  }
}
