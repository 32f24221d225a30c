import DatabaseAccess

/// Points in time in the forms that SQLite files hold, because SQLite has no type for them.
///
/// Queries write integers, milliseconds since 1970, as Prisma's native engine does. Text comes from
/// `CURRENT_TIMESTAMP` and other defaults in the tables, from Prisma's driver adapters and from
/// SQLite's own date functions; floating-point numbers from its functions `unixepoch` (seconds)
/// and `julianday`. Integers are always milliseconds: seconds cannot be told from them.
/// <https://sqlite.org/lang_datefunc.html>
enum SQLiteTime {
  /// Floating-point numbers with a fraction that lie closer to 0 are seconds; those of milliseconds
  /// before March 1973 would need parts of milliseconds, which nothing writes.
  private static let firstMilliseconds = 1e11
  /// The integers whose microseconds fit into 64 bits.
  static let milliseconds = Int64.min / 1000...Int64.max / 1000
  /// The years 0 to 9999 in Julian days.
  ///
  /// Floating-point numbers in this range are refused, those of noon too, which have no fraction:
  /// `julianday` is likelier to have written them than a program that stores milliseconds of the
  /// first hours of 1970 so.
  private static let julianDays = 1_721_059.0...5_373_485.0

  /// Whether a column of a declared type holds points in time.
  static func isDeclared(_ type: String) -> Bool {
    ["datetime", "timestamp"].contains(SQLiteTypeName.plain(type))
  }

  /// The microseconds of a text; `nil` when it is no point in time.
  static func microseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
    let digits = unsafe text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    // A column of text keeps even integers as text; four digits are a year.
    if unsafe digits.count > 4, unsafe digits.allSatisfy({ (48...57).contains($0) }) {
      return unsafe Int64(String(decoding: text, as: UTF8.self)).flatMap {
        microseconds(milliseconds: $0)
      }
    }
    return unsafe ISODateTime.microseconds(stored: text)
  }

  /// The microseconds of a floating-point number; `nil` when it is a Julian day or no point in time.
  static func microseconds(_ number: Double) -> Int64? {
    guard !julianDays.contains(number) else { return nil }
    var milliseconds = number
    if number.magnitude < firstMilliseconds, number != number.rounded() { milliseconds *= 1000 }
    return Int64(exactly: milliseconds.rounded()).flatMap { microseconds(milliseconds: $0) }
  }

  /// The microseconds of an integer; `nil` when 64 bits do not hold them.
  static func microseconds(milliseconds: Int64) -> Int64? {
    Self.milliseconds.contains(milliseconds) ? milliseconds * 1000 : nil
  }
}
