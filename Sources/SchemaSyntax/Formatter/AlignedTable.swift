/// Rows of cells whose columns are aligned, and rows of free text between them.
///
/// The texts of all rows are in one array of bytes, so a table of any size is four allocations.
/// As in Prisma the width of a cell is its length in UTF-8 bytes.
struct AlignedTable {
  private struct Row {
    /// The indices of its cells.
    var cells: Range<Int>
    /// What stands behind the cells, one space apart, and takes no part in the alignment.
    var suffix: Range<Int>
  }

  private var bytes: [UInt8] = []
  private var cells: [Range<Int>] = []
  private var rows: [Row] = []

  mutating func beginRow() {
    rows.append(
      Row(
        cells: cells.count..<cells.count,
        suffix: bytes.count..<bytes.count))
  }

  /// Adds a cell to the last row, filled by a closure.
  mutating func addCell(_ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    cells.append(start..<bytes.count)
    rows[rows.count - 1].cells = rows[rows.count - 1].cells.lowerBound..<cells.count
  }

  /// Sets what follows the cells of the last row.
  mutating func setSuffix(_ text: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    rows[rows.count - 1].suffix = start..<bytes.count
  }

  /// Adds a row of free text.
  mutating func addText(_ text: some Collection<UInt8>) {
    beginRow()
    setSuffix(text)
  }

  /// Writes all rows, each with a line break and all but empty ones indented, and forgets them.
  mutating func flush(to output: inout [UInt8], indentation: Int) {
    let widths = columnWidths()
    for row in rows {
      let filled = filledCells(of: row)
      if !filled.isEmpty || !row.suffix.isEmpty { output.append(spaces: indentation) }
      for (column, index) in filled.enumerated() {
        output.append(contentsOf: bytes[cells[index]])
        if index < filled.upperBound - 1 {
          output.append(spaces: widths[column] - cells[index].count + 1)
        }
      }
      if !row.suffix.isEmpty {
        if !filled.isEmpty { output.append(UInt8(ascii: " ")) }
        output.append(contentsOf: bytes[row.suffix])
      }
      output.append(UInt8(ascii: "\n"))
    }
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
  }

  private func columnWidths() -> [Int] {
    var widths: [Int] = []
    for row in rows {
      for (column, index) in filledCells(of: row).enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cells[index].count)
      }
    }
    return widths
  }

  /// The cells of a row without the empty ones at its end.
  private func filledCells(of row: Row) -> Range<Int> {
    var end = row.cells.upperBound
    while end > row.cells.lowerBound, cells[end - 1].isEmpty { end -= 1 }
    return row.cells.lowerBound..<end
  }
}

extension [UInt8] {
  mutating func append(spaces count: Int) {
    append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
  }
}
