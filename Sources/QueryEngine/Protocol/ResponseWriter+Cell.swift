import DatabaseAccess

extension ResponseWriter {
  /// Writes one cell as a value of its type.
  mutating func writeCell(_ rows: RowBuffer, _ row: Int, _ column: Int, _ type: ResultType) {
    let kind = rows.kind(row, column)
    guard kind != .null else {
      // A list that was never set is empty.
      if case .list = type { return write("[]") }
      return write("null")
    }
    switch type {
    case .string: writeText(rows, row, column)
    case .boolean: writeBoolean(rows, row, column)
    case .int: writeNumber(rows, row, column)
    case .float: writeFloat(rows, row, column)
    case .bigInt:
      tagged("BigInt") { $0.writeQuoted { $0.writeNumber(rows, row, column) } }
    case .decimal:
      tagged("Decimal") { $0.writeQuoted { $0.writeDecimal(rows, row, column) } }
    case .dateTime:
      tagged("DateTime") { $0.writeQuoted { $0.writeDateTime(rows, row, column) } }
    case .json: tagged("Json") { $0.writeJSON(rows, row, column) }
    case .bytes:
      tagged("Bytes") { writer in
        writer.writeString(Base64.encode(rows.bytes(row, column)).utf8)
      }
    case .enumeration(let renamed): writeEnum(rows, row, column, renamed)
    case .list(let element): writeList(rows, row, column, element)
    }
  }

  /// Writes `{"$type":"…","value":…}` in the JSON dialect, the bare value in the other.
  private mutating func tagged(_ type: StaticString, _ value: (inout ResponseWriter) -> Void) {
    guard dialect == .json else { return value(&self) }
    write("{\"$type\":\"")
    write(type)
    write("\",\"value\":")
    value(&self)
    write("}")
  }

  private mutating func writeQuoted(_ body: (inout ResponseWriter) -> Void) {
    write("\"")
    body(&self)
    write("\"")
  }

  private mutating func writeText(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    switch rows.kind(row, column) {
    case .text: writeString(rows.bytes(row, column))
    case .null: write("null")
    // SQLite keeps what it was given, whatever the column says.
    case .bytes: writeString(Base64.encode(rows.bytes(row, column)).utf8)
    case .integer, .double, .dateTime: writeString((rows.string(row, column) ?? "").utf8)
    }
  }

  /// Writes JSON as the text of a string, without the spaces that databases put in.
  private mutating func writeJSON(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    guard rows.kind(row, column) == .text else { return writeText(rows, row, column) }
    let text = rows.bytes(row, column)
    writeQuoted { writer in
      var isInString = false
      var isEscaped = false
      writer.appendEscaped(
        text.lazy.filter { byte in
          if isInString {
            if isEscaped {
              isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
              isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
              isInString = false
            }
            return true
          }
          isInString = byte == UInt8(ascii: "\"")
          return byte > 0x20
        })
    }
  }

  private mutating func writeBoolean(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    switch rows.kind(row, column) {
    case .integer: write(rows.integer(row, column) != 0 ? "true" : "false")
    case .text:
      let first = rows.bytes(row, column).first
      write(first == UInt8(ascii: "t") || first == UInt8(ascii: "1") ? "true" : "false")
    case .double: write(rows.double(row, column) != 0 ? "true" : "false")
    case .null, .bytes, .dateTime: write("null")
    }
  }

  private mutating func writeNumber(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    switch rows.kind(row, column) {
    case .integer, .dateTime: append(String(rows.integer(row, column)).utf8)
    case .double:
      let number = rows.double(row, column)
      if let integer = Int64(exactly: number) {
        append(String(integer).utf8)
      } else {
        append(String(number).utf8)
      }
    case .text: append(rows.bytes(row, column))
    case .null, .bytes: write("null")
    }
  }

  private mutating func writeFloat(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    let number: Double?
    switch rows.kind(row, column) {
    case .double: number = rows.double(row, column)
    case .integer: number = Double(rows.integer(row, column))
    case .text: number = Double(String(decoding: rows.bytes(row, column), as: UTF8.self))
    case .null, .bytes, .dateTime: number = nil
    }
    guard let number, number.isFinite else { return write("null") }
    writeDouble(number)
  }

  private mutating func writeDouble(_ number: Double) {
    if dialect == .json, let integer = Int64(exactly: number), integer.magnitude < 1 << 53 {
      append(String(integer).utf8)
    } else {
      append(number.description.utf8)
    }
  }

  private mutating func writeDecimal(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    switch rows.kind(row, column) {
    case .text:
      let digits = rows.bytes(row, column)
      append { DecimalText.appendNormalized(digits, to: &$0) }
    case .integer, .dateTime: append(String(rows.integer(row, column)).utf8)
    case .double:
      let digits = rows.double(row, column).description.utf8
      append { DecimalText.appendNormalized(Array(digits), to: &$0) }
    case .null, .bytes: break
    }
  }

  private mutating func writeDateTime(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    let microseconds: Int64?
    switch rows.kind(row, column) {
    case .dateTime: microseconds = rows.integer(row, column)
    // An integer is SQLite's form: milliseconds.
    case .integer:
      let (product, overflows) = rows.integer(row, column).multipliedReportingOverflow(by: 1000)
      microseconds = overflows ? nil : product
    case .text:
      let text = rows.bytes(row, column)
      microseconds = ISODateTime.microseconds(text) ?? ISODateTime.timeOfDay(text)
    case .double: microseconds = Int64(exactly: (rows.double(row, column) * 1000).rounded())
    case .null, .bytes: microseconds = nil
    }
    guard let microseconds else {
      // Shown as it is: better than nothing for a value that no clock could have written.
      if rows.kind(row, column) == .text { appendEscaped(rows.bytes(row, column)) }
      return
    }
    append { ISODateTime.append(microseconds: microseconds, to: &$0) }
  }

  private mutating func writeEnum(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ renamed: [ResultType.RenamedValue]
  ) {
    let name = rows.bytes(row, column)
    for value in renamed where name.elementsEqual(value.databaseName.utf8) {
      return writeString(value.name.utf8)
    }
    writeText(rows, row, column)
  }

  private mutating func writeList(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ element: ResultType
  ) {
    let elements = ArrayText.elements(rows.bytes(row, column), isBytes: element == .bytes)
    write("[")
    for index in 0..<elements.rowCount {
      if index > 0 { write(",") }
      writeCell(elements, index, 0, element)
    }
    write("]")
  }

  /// Writes a cell of a raw query.
  mutating func writeRaw(_ rows: RowBuffer, _ row: Int, _ column: Int, _ type: String) {
    let kind = rows.kind(row, column)
    switch type {
    case _ where kind == .null: write("null")
    case "int": writeNumber(rows, row, column)
    case "bigint": writeQuoted { $0.writeNumber(rows, row, column) }
    case "float", "double": writeFloat(rows, row, column)
    case "decimal": writeQuoted { $0.writeDecimal(rows, row, column) }
    case "bool": writeBoolean(rows, row, column)
    case "bytes": writeString(Base64.encode(rows.bytes(row, column)).utf8)
    case "json" where kind == .text: append(rows.bytes(row, column))
    case "datetime" where kind == .text || kind == .integer || kind == .dateTime:
      writeRawDateTime(rows, row, column)
    default:
      if type.hasSuffix("-array") {
        writeRawList(rows, row, column, String(type.dropLast(6)))
      } else {
        writeText(rows, row, column)
      }
    }
  }

  private mutating func writeRawList(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ type: String
  ) {
    let elements = ArrayText.elements(rows.bytes(row, column), isBytes: type == "bytes")
    write("[")
    for index in 0..<elements.rowCount {
      if index > 0 { write(",") }
      writeRaw(elements, index, 0, type)
    }
    write("]")
  }

  private mutating func writeRawDateTime(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    let microseconds: Int64?
    switch rows.kind(row, column) {
    case .dateTime: microseconds = rows.integer(row, column)
    case .integer:
      let (product, overflows) = rows.integer(row, column).multipliedReportingOverflow(by: 1000)
      microseconds = overflows ? nil : product
    default: microseconds = ISODateTime.microseconds(rows.bytes(row, column))
    }
    guard let microseconds else { return writeText(rows, row, column) }
    writeQuoted { $0.append { ISODateTime.appendRFC3339(microseconds: microseconds, to: &$0) } }
  }
}
