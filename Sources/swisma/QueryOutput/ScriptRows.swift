import BinaryText
import DatabaseAccess
import JSON

/// The rows of a statement of a script, as the database gave them.
struct ScriptRows {
  private let rows: RowBuffer
  /// The columns that hold truth values.
  private let booleans: [Bool]

  init(_ rows: RowBuffer) {
    self.rows = rows
    // Called as in standard SQL, or shorter.
    booleans = (0..<rows.columnCount).map { column in
      rows.columnTypes.indices.contains(column)
        && ["bool", "boolean"].contains(rows.columnTypes[column].lowercased())
    }
  }

  /// Writes an array of one object a row.
  ///
  /// Columns of the same name stay apart: the second `id` is `id_2`.
  func write(to json: inout JSONWriter) {
    let names = distinctNames
    json.beginArray()
    for row in 0..<rows.rowCount {
      json.beginObject()
      for (column, name) in names.enumerated() {
        json.key(name)
        write(row, column, to: &json)
      }
      json.endObject()
    }
    json.endArray()
  }

  private var distinctNames: [String] {
    var taken = Set(rows.columnNames)
    var seen: Set<String> = []
    return rows.columnNames.map { name in
      guard !seen.insert(name).inserted else { return name }
      var number = 2
      while !taken.insert("\(name)_\(number)").inserted { number += 1 }
      return "\(name)_\(number)"
    }
  }

  private func write(_ row: Int, _ column: Int, to json: inout JSONWriter) {
    switch rows.kind(row, column) {
    case .null: json.null()
    case .integer where isBoolean(row, column): json.boolean(rows.integer(row, column) == 1)
    case .integer: json.integer(rows.integer(row, column))
    case .double:
      let number = rows.double(row, column)
      if number.isFinite { json.raw(number.description) } else { json.string(number.description) }
    case .text: json.string(rows.string(row, column) ?? "")
    case .bytes: json.string(Base64.encode(Array(rows.bytes(row, column))))
    case .dateTime: json.string(text(row, column) ?? "")
    }
  }

  private func isBoolean(_ row: Int, _ column: Int) -> Bool {
    booleans[column] && (0...1).contains(rows.integer(row, column))
  }

  /// The text of a cell for people; `nil` for NULL.
  private func text(_ row: Int, _ column: Int) -> String? {
    switch rows.kind(row, column) {
    case .null: nil
    case .integer where isBoolean(row, column):
      rows.integer(row, column) == 1 ? "true" : "false"
    case .integer: String(rows.integer(row, column))
    case .double: rows.double(row, column).description
    case .text: rows.string(row, column)
    case .bytes: Base64.encode(Array(rows.bytes(row, column)))
    case .dateTime: ISODateTime.text(milliseconds: rows.integer(row, column) / 1000)
    }
  }

  /// Writes columns side by side for people, and how many rows there are, without holding the
  /// text of more than some rows.
  func write(to stream: TextStream) {
    var table = TextTable(rows.columnNames)
    for row in 0..<rows.rowCount {
      for column in 0..<rows.columnCount { table.fit(text(row, column), in: column) }
    }
    var lines = table.head
    for row in 0..<rows.rowCount {
      lines += table.line((0..<rows.columnCount).map { text(row, $0) })
      if lines.utf8.count > 65_536 {
        stream.write(lines)
        lines = ""
      }
    }
    stream.write(lines + table.foot(rows.rowCount))
  }
}
