import CSQLite
import DatabaseAccess

/// One prepared statement; finalized with its last reference.
@safe
final class SQLiteStatement {
  private let handle: OpaquePointer
  /// The bytes of the text that the statement was made from, up to and with its semicolon.
  let length: Int

  private init(handle: OpaquePointer, length: Int) {
    unsafe self.handle = handle
    self.length = length
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Prepares the first statement of a text.
  ///
  /// - Returns: `nil` when there is only white space and comments.
  /// - Throws: The result code when the text is no statement.
  static func prepare(
    _ sql: UnsafeBufferPointer<CChar>, on database: OpaquePointer, isKept: Bool
  ) throws(SQLiteCode) -> (statement: SQLiteStatement?, length: Int) {
    var handle: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = unsafe sqlite3_prepare_v3(
      database, sql.baseAddress, Int32(clamping: sql.count), flags, &handle, &tail)
    guard code == SQLITE_OK else { throw SQLiteCode(code) }
    var length = sql.count
    if let start = sql.baseAddress, let tail = unsafe tail { length = unsafe tail - start }
    guard let handle = unsafe handle else { return (nil, length) }
    return (unsafe SQLiteStatement(handle: handle, length: length), length)
  }

  /// The number of parameters that the text asks for.
  var parameterCount: Int { unsafe Int(sqlite3_bind_parameter_count(handle)) }

  /// Whether the statement changes nothing in the database.
  var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(handle) != 0 }

  /// Binds a value to a parameter, counted from 0.
  ///
  /// The forms are those of Prisma 6: booleans are 0 and 1, a point in time is an integer of
  /// milliseconds since 1970, a decimal is a floating-point number (SQLite has no other).
  func bind(_ value: Value, at index: Int) throws(SQLiteCode) {
    let position = Int32(clamping: index + 1)
    let code: Int32 =
      switch value {
      case .null: unsafe sqlite3_bind_null(handle, position)
      case .boolean(let flag): unsafe sqlite3_bind_int64(handle, position, flag ? 1 : 0)
      case .integer(let number): unsafe sqlite3_bind_int64(handle, position, number)
      case .double(let number): unsafe sqlite3_bind_double(handle, position, number)
      case .decimal(let digits):
        if let number = Double(digits) {
          unsafe sqlite3_bind_double(handle, position, number)
        } else {
          bind(text: digits, position)
        }
      case .text(let text), .json(let text), .enumeration(let text), .uuid(let text):
        bind(text: text, position)
      case .bytes(let bytes): bind(bytes: bytes, position)
      case .dateTime(let microseconds):
        // Rounded down, so that times before 1970 keep their order.
        unsafe sqlite3_bind_int64(handle, position, microseconds.floorDivided(by: 1000))
      case .list: SQLITE_MISMATCH
      }
    guard code == SQLITE_OK else { throw SQLiteCode(code) }
  }

  private func bind(text: String, _ position: Int32) -> Int32 {
    unsafe sqlite3_bind_text64(
      handle, position, text, UInt64(text.utf8.count), swisma_sqlite_transient(),
      UInt8(SQLITE_UTF8))
  }

  private func bind(bytes: [UInt8], _ position: Int32) -> Int32 {
    // A nil pointer would bind NULL instead of no bytes.
    guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, position, 0) }
    return unsafe sqlite3_bind_blob64(
      handle, position, bytes, UInt64(bytes.count), swisma_sqlite_transient())
  }

  /// Runs the statement to its end and drops its rows.
  func run() throws(SQLiteCode) {
    while true {
      let code = unsafe sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw SQLiteCode(code) }
    }
  }

  /// Runs the statement to its end and copies its rows; `holdsTimes` tells of a column, by its
  /// number and its declared type, whether its cells are points in time.
  func rows(
    keepsStoredTimes: Bool = false,
    holdsTimes: (_ column: Int, _ type: String) -> Bool = { _, _ in false }
  ) throws(SQLiteCode) -> RowBuffer {
    // The first step may prepare the statement anew after a change of the schema, so the columns
    // are read after it. https://sqlite.org/c3ref/prepare.html
    var code = unsafe sqlite3_step(handle)
    let count = unsafe sqlite3_column_count(handle)
    var names: [String] = []
    var types: [String] = []
    for column in 0..<count {
      names.append(
        unsafe sqlite3_column_name(handle, column).map { unsafe String(cString: $0) } ?? "")
      types.append(
        unsafe sqlite3_column_decltype(handle, column).map { unsafe String(cString: $0) } ?? "")
    }
    var buffer = RowBuffer(columnNames: names, columnTypes: types)
    buffer.hasReadTimes = true
    let timeColumns = types.enumerated().map { holdsTimes($0.offset, $0.element) }
    while code == SQLITE_ROW {
      if count == 0 { buffer.appendEmptyRow() }
      for column in 0..<count {
        if timeColumns[Int(column)], let time = microseconds(column) {
          if keepsStoredTimes, let stored = unusualTime(column) {
            buffer.append(dateTime: time, stored: stored)
          } else {
            buffer.append(dateTime: time)
          }
        } else {
          append(column, to: &buffer)
        }
      }
      code = unsafe sqlite3_step(handle)
    }
    guard code == SQLITE_DONE else { throw SQLiteCode(code) }
    return buffer
  }

  @inline(__always)
  private func append(_ column: Int32, to buffer: inout RowBuffer) {
    switch unsafe sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: buffer.append(integer: unsafe sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: buffer.append(double: unsafe sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      // The pointer first, the length second: the order that sqlite3_column_bytes asks for.
      let text = unsafe sqlite3_column_text(handle, column)
      let length = unsafe Int(sqlite3_column_bytes(handle, column))
      unsafe buffer.append(UnsafeRawBufferPointer(start: text, count: length), kind: .text)
    case SQLITE_BLOB:
      let bytes = unsafe sqlite3_column_blob(handle, column)
      let length = unsafe Int(sqlite3_column_bytes(handle, column))
      unsafe buffer.append(UnsafeRawBufferPointer(start: bytes, count: length), kind: .bytes)
    default: buffer.appendNull()
    }
  }

  /// A point in time as it is stored; `nil` when it is an integer, as usual.
  private func unusualTime(_ column: Int32) -> Value? {
    switch unsafe sqlite3_column_type(handle, column) {
    case SQLITE_FLOAT: return unsafe .double(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      guard let text = unsafe sqlite3_column_text(handle, column) else { return nil }
      return unsafe .text(String(cString: text))
    default: return nil
    }
  }

  /// The point in time in a cell, whatever its form; `nil` when it holds something else.
  private func microseconds(_ column: Int32) -> Int64? {
    switch unsafe sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER:
      return SQLiteTime.microseconds(milliseconds: unsafe sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: return SQLiteTime.microseconds(unsafe sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      let text = unsafe sqlite3_column_text(handle, column)
      let length = unsafe Int(sqlite3_column_bytes(handle, column))
      return unsafe SQLiteTime.microseconds(UnsafeRawBufferPointer(start: text, count: length))
    default: return nil
    }
  }

  /// Makes the statement ready for its next use and lets go of its locks and parameters.
  func reset() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }
}
