import Diagnostics
import JSON
import QueryEngine

/// A result as rows and columns.
///
/// Objects become rows; their keys, in the order in which they first appear, the columns. What is
/// nested stands in its cell as JSON.
struct ResultTable {
  private let columns: [String]
  /// The text of each cell; `nil` for null and for what a row does not have.
  private let rows: [[String?]]

  init(_ value: ArgumentValue, columns known: [String] = []) {
    let elements = value.elements
    var positions: [String: Int] = [:]
    var columns: [String] = []
    func position(of name: String) -> Int {
      if let position = positions[name] { return position }
      positions[name] = columns.count
      columns.append(name)
      return columns.count - 1
    }
    for name in known { _ = position(of: name) }
    var rows: [[String?]] = []
    for element in elements {
      var row = [String?](repeating: nil, count: columns.count)
      let members: [QueryRequest.Argument] =
        if case .object(let members) = element { members } else { [.init("value", element)] }
      for member in members {
        let index = position(of: member.name)
        if index >= row.count {
          row += [String?](repeating: nil, count: index + 1 - row.count)
        }
        row[index] = Self.cell(member.value)
      }
      rows.append(row)
    }
    self.columns = columns
    self.rows = rows.map { $0 + [String?](repeating: nil, count: columns.count - $0.count) }
  }

  private static func cell(_ value: ArgumentValue) -> String? {
    switch value {
    case .null: return nil
    case .string(let text), .dateTime(let text), .bigInt(let text), .decimal(let text),
      .enumeration(let text):
      return text
    case .boolean, .integer, .number, .bytes, .json, .raw, .fieldReference, .list, .object:
      var writer = JSONWriter()
      writer.plain(value)
      return value.isBytes ? String(writer.text.dropFirst().dropLast()) : writer.text
    }
  }

  /// RFC 4180: one header line, quotes only where needed, null as nothing.
  var csv: String {
    var text = ""
    for row in [columns.map(Optional.some)] + rows where !columns.isEmpty {
      text += row.map { $0.map(Self.quoted) ?? "" }.joined(separator: ",") + "\r\n"
    }
    return text
  }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes else { return cell }
    var text = "\""
    for character in cell.unicodeScalars {
      if character == "\"" { text += "\"" }
      text.unicodeScalars.append(character)
    }
    return text + "\""
  }

  /// Columns side by side for people, and how many rows there are.
  var text: String {
    let count = rows.count.counted("row")
    guard !columns.isEmpty else { return "(\(count))\n" }
    let cells = rows.map { row in row.map { Self.onOneLine($0 ?? "null") } }
    var widths = columns.map(\.unicodeScalars.count)
    for row in cells {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], cell.unicodeScalars.count)
      }
    }
    var text = Self.line(columns, widths)
    text += widths.map { String(repeating: "-", count: $0) }.joined(separator: "-+-") + "\n"
    for row in cells { text += Self.line(row, widths) }
    return text + "(\(count))\n"
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: width - cell.unicodeScalars.count)
    }.joined(separator: " | ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line + "\n"
  }

  /// A cell without line breaks and control characters, which would tear the table.
  private static func onOneLine(_ cell: String) -> String {
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

extension ArgumentValue {
  fileprivate var isBytes: Bool {
    if case .bytes = self { true } else { false }
  }
}
