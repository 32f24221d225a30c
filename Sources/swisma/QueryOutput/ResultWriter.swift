import JSON
import QueryEngine

/// Writes results of queries in one of the formats.
struct ResultWriter {
  private let stream: TextStream
  private let format: QueryFormat

  /// Creates a writer on the data stream of a terminal.
  init(_ terminal: Terminal, format: QueryFormat) {
    stream = terminal.output
    self.format = format
  }

  /// Writes one result; `columns` are those of a table, as far as they are known without its rows.
  func write(_ value: ArgumentValue, columns: [String] = []) {
    switch format {
    case .json:
      var writer = JSONWriter(pretty: stream.isTerminal)
      writer.plain(value)
      stream.write(writer.bytes + [UInt8(ascii: "\n")])
    case .ndjson:
      var bytes: [UInt8] = []
      for element in value.elements {
        var writer = JSONWriter()
        writer.plain(element)
        bytes += writer.bytes
        bytes.append(UInt8(ascii: "\n"))
      }
      stream.write(bytes)
    case .csv: stream.write(ResultTable(value, columns: columns).csv)
    case .table: stream.write(ResultTable(value, columns: columns).text)
    }
  }
}

extension ArgumentValue {
  /// The elements of a list; anything else is its own only element.
  var elements: [ArgumentValue] {
    if case .list(let elements) = self { elements } else { [self] }
  }
}
