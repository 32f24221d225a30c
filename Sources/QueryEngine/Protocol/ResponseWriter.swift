import BinaryText
import BackendInterface
import DatabaseAccess

/// Writes a result as JSON in one pass over its buffers.
///
/// The bytes are an answer only as long as there is no `misfit`.
struct ResponseWriter {
  private(set) var bytes: [UInt8] = []
  /// The first cell whose content its type does not allow; nothing is written after its record.
  private(set) var misfit: CellMisfit?
  let dialect: EngineRequest.Dialect
  let driver: any QueryDriver

  init(dialect: EngineRequest.Dialect, driver: any QueryDriver) {
    self.dialect = dialect
    self.driver = driver
  }

  /// Writes `{"data":{"key":…}}`.
  mutating func write(_ result: ResultTree, key: String) {
    write("{\"data\":{")
    writeString(key.utf8)
    write(":")
    switch result.shape {
    case .table: writeTable(result.root.node.rows)
    case .record, .list: write(result.root, ofParent: 0)
    case .scalar:
      bytes.append(contentsOf: String(result.root.node.rows.integer(0, 0)).utf8)
    }
    write("}}")
  }

  mutating func write(_ text: StaticString) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func write(_ relation: ResultRelation, ofParent parent: Int) {
    let rows = relation.rows(ofParent: parent)
    guard relation.isList else {
      guard let row = rows.first else { return write("null") }
      return write(relation.node, row: Int(row), relation.node.fields)
    }
    write("[")
    var isFirst = true
    for row in rows {
      if !isFirst { write(",") }
      isFirst = false
      write(relation.node, row: Int(row), relation.node.fields)
    }
    write("]")
  }

  private mutating func write(_ node: ResultNode, row: Int, _ fields: [ResultField]) {
    guard misfit == nil else { return }
    write("{")
    var isFirst = true
    for field in fields {
      if !isFirst { write(",") }
      isFirst = false
      writeString(field.key.utf8)
      write(":")
      switch field.content {
      case .column(let column, let type):
        let isWritten = writeCell(node.rows, row, column, type, isRequired: field.isRequired)
        if !isWritten, misfit == nil {
          misfit = CellMisfit(
            node.rows, row, column, model: node.model, field: field.key, type)
        }
      case .relation(let number):
        let relation = node.relations[number]
        if field.isRequired, relation.rows(ofParent: row).isEmpty, misfit == nil {
          misfit = CellMisfit(missingRecordOf: field.key, model: node.model)
        }
        write(relation, ofParent: row)
      case .object(let members): write(node, row: row, members)
      }
    }
    write("}")
  }

  /// Writes columns, types and rows of a raw query.
  private mutating func writeTable(_ rows: RowBuffer) {
    let types = (0..<rows.columnCount).map { driver.rawColumnType(rows, column: $0) }
    write("{\"columns\":[")
    for (index, name) in rows.columnNames.enumerated() {
      if index > 0 { write(",") }
      writeString(name.utf8)
    }
    write("],\"types\":[")
    for (index, type) in types.enumerated() {
      if index > 0 { write(",") }
      writeString(type.utf8)
    }
    write("],\"rows\":[")
    for row in 0..<rows.rowCount {
      write(row > 0 ? ",[" : "[")
      for column in 0..<rows.columnCount {
        if column > 0 { write(",") }
        if !writeRaw(rows, row, column, types[column]), misfit == nil {
          misfit = CellMisfit(
            model: nil, field: rows.columnNames[column], kind: rows.kind(row, column),
            expected: "value of the type \(types[column])")
        }
      }
      write("]")
    }
    write("]}")
  }

  mutating func writeString(_ text: some Sequence<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(text)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func appendEscaped(_ text: some Sequence<UInt8>) {
    for byte in text {
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): write("\\\"")
      case UInt8(ascii: "\\"): write("\\\\")
      case 0x0A: write("\\n")
      case 0x0D: write("\\r")
      case 0x09: write("\\t")
      default:
        write("\\u00")
        Hexadecimal.append(byte, to: &bytes)
      }
    }
  }

  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Lets a function append to the bytes.
  mutating func append(_ body: (inout [UInt8]) -> Void) { body(&bytes) }
}
