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
    var table = TextTable(columns)
    for row in rows {
      for (column, cell) in row.enumerated() { table.fit(cell, in: column) }
    }
    return table.head + rows.map { table.line($0) }.joined() + table.foot(rows.count)
  }
}

extension ArgumentValue {
  fileprivate var isBytes: Bool {
    if case .bytes = self { true } else { false }
  }
}
