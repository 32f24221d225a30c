import Diagnostics

/// Columns side by side, as wide as the widest of their cells.
struct TextTable {
  private let columns: [String]
  private var widths: [Int]

  init(_ columns: [String]) {
    self.columns = columns.map { Self.onOneLine($0) }
    widths = self.columns.map(\.unicodeScalars.count)
  }

  /// Makes a column as wide as a cell; `nil` is a null.
  mutating func fit(_ cell: String?, in column: Int) {
    widths[column] = max(widths[column], Self.onOneLine(cell ?? "null").unicodeScalars.count)
  }

  /// The names of the columns and the line below them.
  var head: String {
    guard !columns.isEmpty else { return "" }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "-+-")
    return line(columns) + rule + "\n"
  }

  /// A row; `nil` is a null.
  func line(_ cells: [String?]) -> String {
    guard !columns.isEmpty else { return "" }
    var line = ""
    for (index, cell) in cells.enumerated() {
      let text = Self.onOneLine(cell ?? "null")
      if index > 0 { line += " | " }
      line += text
      line += String(repeating: " ", count: widths[index] - text.unicodeScalars.count)
    }
    while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
    return line + "\n"
  }

  /// How many rows there are.
  func foot(_ count: Int) -> String { "(\(count.counted("row")))\n" }

  /// A cell without line breaks and control characters, which would tear the table.
  private static func onOneLine(_ cell: String) -> String {
    guard cell.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return cell }
    var text = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      case "\t": text.append(contentsOf: "\\t".unicodeScalars)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: text.append("\u{FFFD}")
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
