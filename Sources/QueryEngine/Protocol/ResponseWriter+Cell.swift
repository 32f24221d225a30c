import BackendInterface
import BinaryText
import DatabaseAccess
import JSON

/// Every function that says whether it could write a cell writes nothing when it could not: no
/// byte of a database goes into an answer unless it is escaped or known to be of its type.
extension ResponseWriter {
  /// Writes one cell as a value of its type.
  ///
  /// - Returns: Whether the cell holds such a value; else the answer must not be used.
  mutating func writeCell(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ type: ResultType, isRequired: Bool
  ) -> Bool {
    let kind = rows.kind(row, column)
    guard kind != .null else {
      if isRequired { return false }
      // A list that was never set is empty.
      if case .list = type { write("[]") } else { write("null") }
      return true
    }
    switch type {
    case .string:
      guard kind != .bytes else { return false }
      writeText(rows, row, column)
      return true
    case .boolean: return writeBoolean(rows, row, column)
    case .int: return writeInteger(rows, row, column)
    case .float: return writeFloat(rows.scalarFloat(row, column))
    case .bigInt:
      return tagged("BigInt") { $0.writeQuoted { $0.writeInteger(rows, row, column) } }
    case .decimal:
      return tagged("Decimal") { $0.writeQuoted { $0.writeDecimal(rows, row, column) } }
    case .dateTime:
      return tagged("DateTime") { $0.writeQuoted { $0.writeDateTime(rows, row, column) } }
    case .json: return tagged("Json") { $0.writeJSON(rows, row, column) }
    case .bytes: return tagged("Bytes") { $0.writeBytes(rows, row, column) }
    case .enumeration(_, let values): return writeEnum(rows, row, column, values)
    case .list(let element): return writeList(rows, row, column, element)
    }
  }

  /// Writes `{"$type":"…","value":…}` in the JSON dialect, the bare value in the other.
  private mutating func tagged(
    _ type: StaticString, _ value: (inout ResponseWriter) -> Bool
  ) -> Bool {
    guard dialect == .json else { return value(&self) }
    write("{\"$type\":\"")
    write(type)
    write("\",\"value\":")
    guard value(&self) else { return false }
    write("}")
    return true
  }

  private mutating func writeQuoted(_ body: (inout ResponseWriter) -> Bool) -> Bool {
    write("\"")
    guard body(&self) else { return false }
    write("\"")
    return true
  }

  /// Writes a cell of any kind as a string.
  private mutating func writeText(_ rows: RowBuffer, _ row: Int, _ column: Int) {
    switch rows.kind(row, column) {
    case .text: writeString(rows.bytes(row, column))
    case .null: write("null")
    case .bytes: writeString(Base64.encode(rows.bytes(row, column)).utf8)
    case .integer, .double, .dateTime: writeString((rows.string(row, column) ?? "").utf8)
    }
  }

  /// Writes JSON as the text of a string, without the spaces that databases put in.
  private mutating func writeJSON(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard let text = rows.scalarJSON(row, column),
      !driver.queryCapabilities.keepsAnyText || JSONText.isValid(text[...])
    else { return false }
    write("\"")
    appendEscaped(Self.compact(text[...]))
    write("\"")
    return true
  }

  /// JSON without the spaces outside of strings.
  private static func compact(_ text: ArraySlice<UInt8>) -> some Sequence<UInt8> {
    var isInString = false
    var isEscaped = false
    return text.lazy.filter { byte in
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
    }
  }

  private mutating func writeBytes(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard rows.kind(row, column) == .bytes else { return false }
    writeString(Base64.encode(rows.bytes(row, column)).utf8)
    return true
  }

  private mutating func writeBoolean(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard let flag = rows.scalarBoolean(row, column) else { return false }
    write(flag ? "true" : "false")
    return true
  }

  private mutating func writeInteger(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard let number = rows.scalarInteger(row, column) else { return false }
    append(String(number).utf8)
    return true
  }

  private mutating func writeFloat(_ number: Double?) -> Bool {
    guard let number else { return false }
    // JSON has neither infinities nor NaN.
    guard number.isFinite else {
      write("null")
      return true
    }
    let isMinusZero = number == 0 && number.sign == .minus
    if dialect == .json, !isMinusZero, let integer = Int64(exactly: number),
      integer.magnitude < 1 << 53
    {
      append(String(integer).utf8)
    } else {
      append(number.description.utf8)
    }
    return true
  }

  private mutating func writeDecimal(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard let digits = rows.scalarDecimal(row, column) else { return false }
    append { DecimalText.appendNormalized(digits, to: &$0) }
    return true
  }

  private mutating func writeDateTime(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard let microseconds = rows.scalarDateTime(row, column) else { return false }
    append { ISODateTime.append(microseconds: microseconds, to: &$0) }
    return true
  }

  private mutating func writeEnum(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ values: [ResultType.EnumValue]
  ) -> Bool {
    guard rows.kind(row, column) == .text else { return false }
    let name = rows.bytes(row, column)
    for value in values where name.elementsEqual(value.databaseName.utf8) {
      writeString(value.name.utf8)
      return true
    }
    return false
  }

  private mutating func writeList(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ element: ResultType
  ) -> Bool {
    guard rows.kind(row, column) == .text else { return false }
    guard
      let elements = ArrayText.elements(rows.bytes(row, column), isBytes: element == .bytes)
    else { return false }
    write("[")
    for index in 0..<elements.rowCount {
      if index > 0 { write(",") }
      guard writeCell(elements, index, 0, element, isRequired: false) else { return false }
    }
    write("]")
    return true
  }

  /// Writes a cell of a raw query.
  ///
  /// What does not fit the type of its column stands as a string where clients take the value as
  /// it is; where they convert it the cell cannot be written.
  mutating func writeRaw(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ type: String
  ) -> Bool {
    let kind = rows.kind(row, column)
    switch type {
    case _ where kind == .null: break
    case "int":
      if writeInteger(rows, row, column) || writeFloat(rows.scalarFloat(row, column)) {
        return true
      }
    case "bigint": return writeQuoted { $0.writeInteger(rows, row, column) }
    case "float", "double": if writeFloat(rows.scalarFloat(row, column)) { return true }
    case "decimal": return writeQuoted { $0.writeDecimal(rows, row, column) }
    case "bool": if writeBoolean(rows, row, column) { return true }
    case "bytes": return writeBytes(rows, row, column)
    case "json": if writeRawJSON(rows, row, column) { return true }
    case "time": if writeRawTime(rows, row, column) { return true }
    case "datetime": if writeRawDateTime(rows, row, column) { return true }
    case _ where type.hasSuffix("-array") && kind == .text:
      return writeRawList(rows, row, column, String(type.dropLast(6)))
    default: break
    }
    writeText(rows, row, column)
    return true
  }

  private mutating func writeRawList(
    _ rows: RowBuffer, _ row: Int, _ column: Int, _ type: String
  ) -> Bool {
    guard let elements = ArrayText.elements(rows.bytes(row, column), isBytes: type == "bytes")
    else { return false }
    write("[")
    for index in 0..<elements.rowCount {
      if index > 0 { write(",") }
      guard writeRaw(elements, index, 0, type) else { return false }
    }
    write("]")
    return true
  }

  private mutating func writeRawJSON(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard rows.kind(row, column) == .text else { return writeFloat(rows.scalarFloat(row, column)) }
    let text = rows.bytes(row, column)
    // A byte order mark may begin a file, not a value.
    guard text.first != 0xEF, (try? JSONReader.read(Array(text))) != nil else { return false }
    append(Self.compact(text))
    return true
  }

  /// Writes a time without its offset from UTC, which clients do not expect.
  private mutating func writeRawTime(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    guard rows.kind(row, column) == .text else { return false }
    writeString(
      rows.bytes(row, column).prefix { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
    return true
  }

  private mutating func writeRawDateTime(_ rows: RowBuffer, _ row: Int, _ column: Int) -> Bool {
    let microseconds: Int64?
    switch rows.kind(row, column) {
    case .text: microseconds = ISODateTime.microseconds(stored: rows.bytes(row, column))
    case .dateTime: microseconds = rows.integer(row, column)
    case .null, .integer, .double, .bytes: microseconds = nil
    }
    guard let microseconds else { return false }
    write("\"")
    append { ISODateTime.appendRFC3339(microseconds: microseconds, to: &$0) }
    write("\"")
    return true
  }
}
