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
    let time = Moment(milliseconds)
    return time.fields.map { pad($0.value, $0.width) }.joined()
  }

  /// `YYYY-MM-DD HH:MM:SS UTC`, for people.
  package static func text(_ milliseconds: Int64) -> String {
    let fields = Moment(milliseconds).fields.map { pad($0.value, $0.width) }
    return fields[..<3].joined(separator: "-") + " " + fields[3...].joined(separator: ":") + " UTC"
  }

  /// `YYYY-MM-DDTHH:MM:SS.mmmZ`, for programs.
  package static func iso8601(_ milliseconds: Int64) -> String {
    let time = Moment(milliseconds)
    let fields = time.fields.map { pad($0.value, $0.width) }
    return fields[..<3].joined(separator: "-") + "T" + fields[3...].joined(separator: ":")
      + "." + pad(time.millisecond, 3) + "Z"
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

/// A point in time in the fields of the proleptic Gregorian calendar, UTC.
private struct Moment {
  var fields: [(value: Int64, width: Int)]
  var millisecond: Int64

  init(_ milliseconds: Int64) {
    let (seconds, rest) = Self.floorDivide(milliseconds, 1000)
    let (days, second) = Self.floorDivide(seconds, 86_400)
    // Civil date from a day count: eras of 400 years that start on March 1st.
    // http://howardhinnant.github.io/date_algorithms.html#civil_from_days
    let (era, dayOfEra) = Self.floorDivide(days + 719_468, 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    fields = [
      (year, 4), (month, 2), (day, 2), (second / 3600, 2), (second / 60 % 60, 2), (second % 60, 2),
    ]
    millisecond = rest
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
