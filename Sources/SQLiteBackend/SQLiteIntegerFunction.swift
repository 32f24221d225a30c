import CSQLite

/// The SQL function that keeps the result of arithmetic within the integers of its column.
///
/// SQLite itself goes on with floating-point numbers, and its columns take them.
enum SQLiteIntegerFunction {
  /// What the function is called in SQL; it takes the result and the number of bits, 32 or 64.
  static let name: StaticString = "swisma_integer"
  /// What SQLite says of a number that does not fit.
  static let message = "integer out of range"

  /// Adds the function to a connection.
  static func register(on database: OpaquePointer) {
    unsafe sqlite3_create_function_v2(
      database, name.description, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil,
      { call, _, arguments in
        guard let value = unsafe arguments?[0], let bits = unsafe arguments?[1] else { return }
        let number = unsafe sqlite3_value_int64(value)
        let fits = unsafe sqlite3_value_int64(bits) == 64 || Int32(exactly: number) != nil
        switch unsafe sqlite3_value_type(value) {
        case SQLITE_NULL: unsafe sqlite3_result_null(call)
        case SQLITE_INTEGER where fits: unsafe sqlite3_result_int64(call, number)
        default: unsafe sqlite3_result_error(call, SQLiteIntegerFunction.message, -1)
        }
      }, nil, nil, nil)
  }
}
