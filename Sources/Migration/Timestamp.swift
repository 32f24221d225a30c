import DatabaseAccess
import Glibc

/// Points in time as the history and the names of migrations write them.
package enum Timestamp {
  /// Milliseconds since 1970.
  package static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// `YYYYMMDDHHMMSS` in UTC: the start of a migration's name.
  package static func compact(_ milliseconds: Int64) -> String {
    iso8601(milliseconds).prefix(19).filter(\.isNumber)
  }

  /// `YYYY-MM-DD HH:MM:SS UTC`, for people.
  package static func text(_ milliseconds: Int64) -> String {
    iso8601(milliseconds).prefix(19).replacing("T", with: " ") + " UTC"
  }

  /// `YYYY-MM-DDTHH:MM:SS.mmmZ`, for programs.
  ///
  /// Times outside the years 0 to 9999, which only a damaged history has, stay numbers.
  package static func iso8601(_ milliseconds: Int64) -> String {
    ISODateTime.text(milliseconds: milliseconds) ?? String(milliseconds)
  }
}
