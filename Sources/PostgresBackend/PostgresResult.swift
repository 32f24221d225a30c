import BinaryText
import CPostgres
import DatabaseAccess
import Glibc

/// The result of one statement; freed with its last reference.
///
/// Results are asked for as text. Measured over a million rows, text and binary cost the same once
/// timestamps and decimals are formatted, and text reads every type, also those of extensions,
/// while binary needs a decoder for each.
@safe
final class PostgresResult {
  private let library: LibPQ
  private let handle: OpaquePointer

  init(_ library: LibPQ, _ handle: OpaquePointer) {
    self.library = library
    unsafe self.handle = handle
  }

  deinit { unsafe library.functions.PQclear(handle) }

  /// The status, one of libpq's `ExecStatusType`.
  var status: Int { unsafe Int(library.functions.PQresultStatus(handle)) }

  /// Whether the statement was carried out.
  var isSuccess: Bool {
    [SWISMA_EMPTY_QUERY, SWISMA_COMMAND_OK, SWISMA_TUPLES_OK].contains { Int($0) == status }
  }

  /// Whether the server waits for or sends the data of a COPY.
  var isCopy: Bool {
    [SWISMA_COPY_IN, SWISMA_COPY_OUT, SWISMA_COPY_BOTH].contains { Int($0) == status }
  }

  /// The number of rows that the statement changed; 0 for one that does not change rows.
  var changedRows: Int {
    unsafe Self.text(library.functions.PQcmdTuples(handle)).flatMap { Int($0) } ?? 0
  }

  /// What was done, such as `COMMIT`.
  var commandTag: String { unsafe Self.text(library.functions.PQcmdStatus(handle)) ?? "" }

  /// The server's whole message, or libpq's own when the server did not answer.
  var message: String { unsafe Self.text(library.functions.PQresultErrorMessage(handle)) ?? "" }

  /// A field of an error; the letters are those of the protocol.
  /// <https://www.postgresql.org/docs/current/protocol-error-fields.html>
  func errorField(_ letter: Unicode.Scalar) -> String? {
    unsafe Self.text(library.functions.PQresultErrorField(handle, Int32(letter.value)))
  }

  /// The number of columns.
  var columnCount: Int32 { unsafe library.functions.PQnfields(handle) }

  /// The name of a column.
  func columnName(_ column: Int32) -> String {
    unsafe Self.text(library.functions.PQfname(handle, column)) ?? ""
  }

  /// The number of a column's type.
  func columnType(_ column: Int32) -> UInt32 { unsafe library.functions.PQftype(handle, column) }

  private static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }

  /// Copies the rows.
  ///
  /// - Parameters:
  ///   - names: The names of the columns.
  ///   - types: The names of their types.
  ///   - showsServerText: Whether points in time and money stay as the server writes them.
  ///   - moneyDigits: The digits of money behind the point.
  /// - Returns: All rows.
  func rows(
    names: [String], types: [String], showsServerText: Bool, moneyDigits: Int
  ) -> RowBuffer {
    var buffer = RowBuffer(columnNames: names, columnTypes: types)
    let columns = (0..<columnCount).map { column in
      let type = columnType(column)
      return (column, showsServerText && Self.isRewritten(type) ? PostgresTypeNames.text : type)
    }
    for row in 0..<(unsafe library.functions.PQntuples(handle)) {
      if columns.isEmpty { buffer.appendEmptyRow() }
      for (column, type) in columns { append(row, column, type, moneyDigits, to: &buffer) }
    }
    return buffer
  }

  /// Whether a value is not kept as the server writes it, though it is neither a number nor bytes.
  private static func isRewritten(_ type: UInt32) -> Bool {
    switch type {
    case PostgresTypeNames.timestamp, PostgresTypeNames.timestamptz, PostgresTypeNames.money,
      PostgresTypeNames.moneyArray:
      true
    default: false
    }
  }

  @inline(__always)
  private func append(
    _ row: Int32, _ column: Int32, _ type: UInt32, _ moneyDigits: Int, to buffer: inout RowBuffer
  ) {
    guard unsafe library.functions.PQgetisnull(handle, row, column) == 0,
      let value = unsafe library.functions.PQgetvalue(handle, row, column)
    else {
      buffer.appendNull()
      return
    }
    let length = unsafe Int(library.functions.PQgetlength(handle, row, column))
    let bytes = unsafe UnsafeRawBufferPointer(start: value, count: length)
    switch type {
    case PostgresTypeNames.int4, PostgresTypeNames.int8, PostgresTypeNames.int2,
      PostgresTypeNames.oid:
      buffer.append(integer: unsafe Self.integer(bytes))
    case PostgresTypeNames.boolean: buffer.append(integer: unsafe bytes.first == 0x74 ? 1 : 0)
    // libpq ends every value with a NUL, which strtod needs.
    case PostgresTypeNames.float8, PostgresTypeNames.float4:
      buffer.append(double: unsafe strtod(value, nil))
    case PostgresTypeNames.timestamp, PostgresTypeNames.timestamptz:
      if let time = unsafe PostgresTime.microseconds(bytes) {
        buffer.append(dateTime: time)
      } else {
        unsafe buffer.append(bytes, kind: .text)
      }
    case PostgresTypeNames.money:
      append(unsafe PostgresMoney.plain(bytes, fractionDigits: moneyDigits), to: &buffer)
    case PostgresTypeNames.moneyArray:
      let text = unsafe Array(bytes)
      append(
        PostgresMoney.plainArray(text[...], fractionDigits: moneyDigits) ?? text, to: &buffer)
    case PostgresTypeNames.bytea: unsafe Self.append(hexadecimal: bytes, to: &buffer)
    default: unsafe buffer.append(bytes, kind: .text)
    }
  }

  private func append(_ text: [UInt8], to buffer: inout RowBuffer) {
    unsafe text.withUnsafeBytes { unsafe buffer.append($0, kind: .text) }
  }

  /// The server writes no more digits than 64 bits hold, so the sums cannot overflow.
  private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    let isNegative = unsafe bytes.first == UInt8(ascii: "-")
    var number: Int64 = 0
    for index in (isNegative ? 1 : 0)..<bytes.count {
      number = unsafe number &* 10 &- Int64(bytes[index] &- 48)
    }
    return isNegative ? number : 0 &- number
  }

  /// The session asks for `bytea_output = hex`: `\x` and two digits a byte.
  private static func append(hexadecimal bytes: UnsafeRawBufferPointer, to buffer: inout RowBuffer)
  {
    let decoded = unsafe Hexadecimal.decode(bytes.dropFirst(2)) ?? []
    unsafe decoded.withUnsafeBytes { unsafe buffer.append($0, kind: .bytes) }
  }
}
