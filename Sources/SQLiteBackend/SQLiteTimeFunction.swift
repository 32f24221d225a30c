import CSQLite
import DatabaseAccess

/// The SQL function that makes points in time of all forms comparable; what is none is NULL.
@safe
final class SQLiteTimeFunction {
  /// What the function is called in SQL; it takes a value and the number of its column.
  static let name: StaticString = "swisma_milliseconds"

  /// The numbers of the columns that text came from.
  private(set) var columnsOfText: Set<Int> = []

  /// Adds the function to a connection, which must not run statements after the object is gone.
  func register(on database: OpaquePointer) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe sqlite3_create_function_v2(
      database, Self.name.description, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
      context,
      { call, _, arguments in
        guard let value = unsafe arguments?[0], let column = unsafe arguments?[1],
          let context = unsafe sqlite3_user_data(call)
        else { return }
        let function = unsafe Unmanaged<SQLiteTimeFunction>.fromOpaque(context)
        if let milliseconds = unsafe function._withUnsafeGuaranteedRef({
          unsafe $0.milliseconds(value, ofColumn: column)
        }) {
          unsafe sqlite3_result_int64(call, milliseconds)
        } else {
          unsafe sqlite3_result_null(call)
        }
      }, nil, nil, nil)
  }

  private func milliseconds(_ value: OpaquePointer, ofColumn column: OpaquePointer) -> Int64? {
    switch unsafe sqlite3_value_type(value) {
    case SQLITE_INTEGER:
      let milliseconds = unsafe sqlite3_value_int64(value)
      return SQLiteTime.milliseconds.contains(milliseconds) ? milliseconds : nil
    case SQLITE_FLOAT:
      return SQLiteTime.microseconds(unsafe sqlite3_value_double(value))?.floorDivided(by: 1000)
    case SQLITE_TEXT:
      unsafe columnsOfText.insert(Int(sqlite3_value_int64(column)))
      let text = unsafe sqlite3_value_text(value)
      let length = unsafe Int(sqlite3_value_bytes(value))
      return unsafe SQLiteTime.microseconds(UnsafeRawBufferPointer(start: text, count: length))?
        .floorDivided(by: 1000)
    default: return nil
    }
  }
}
