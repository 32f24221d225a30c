/// Points in time in PostgreSQL's ISO form, `2026-11-21 02:20:00.123456+00`.
enum PostgresTime {
  private static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Writes microseconds since 1970 in UTC.
  static func text(_ microseconds: Int64) -> String {
    var days = microseconds / microsecondsPerDay
    var rest = microseconds % microsecondsPerDay
    if rest < 0 {
      rest += microsecondsPerDay
      days -= 1
    }
    let (year, month, day) = civil(days)
    // There is no year 0: 1 BC precedes 1 AD.
    let shownYear = year > 0 ? year : 1 - year
    let seconds = rest / 1_000_000
    let text =
      padded(shownYear, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + " "
      + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
      + padded(seconds % 60, 2) + "." + padded(rest % 1_000_000, 6) + "+00"
    return year > 0 ? text : text + " BC"
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// Reads a timestamp with or without an offset as microseconds since 1970.
  ///
  /// - Returns: `nil` for what is no point in time, such as `infinity`.
  static func microseconds(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    var reader = unsafe Reader(bytes: bytes)
    guard let year = reader.number(), reader.skip("-"), let month = reader.number(),
      reader.skip("-"), let day = reader.number(), reader.skip(" "),
      let time = reader.time()
    else { return nil }
    let offset = reader.offset()
    let isBC = reader.skip(" ") && reader.skip("B") && reader.skip("C")
    // The limits keep the sums within 64 bits; the server sends no other months and days.
    guard reader.isAtEnd, year < 290_000, month <= 12, day <= 31 else { return nil }
    let days = days(isBC ? 1 - year : year, month, day)
    return days * microsecondsPerDay + time - offset * 1_000_000
  }

  // Both algorithms: https://howardhinnant.github.io/date_algorithms.html
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  @safe
  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    init(bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

    var isAtEnd: Bool { unsafe position == bytes.count }

    private var next: UInt8 { isAtEnd ? 0 : unsafe bytes[position] }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    /// Reads up to nine digits.
    mutating func number() -> Int64? {
      let start = position
      var number: Int64 = 0
      while position - start < 9, case 48...57 = next {
        number = number * 10 + Int64(next - 48)
        position += 1
      }
      return position > start ? number : nil
    }

    /// Reads `hh:mm:ss[.ffffff]` as microseconds.
    mutating func time() -> Int64? {
      guard let hours = number(), skip(":"), let minutes = number(), skip(":"),
        let seconds = number(), hours <= 24, minutes < 60, seconds <= 60
      else { return nil }
      var microseconds: Int64 = 0
      if skip(".") {
        let start = position
        microseconds = number() ?? 0
        for _ in position - start..<max(6, position - start) { microseconds *= 10 }
      }
      return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + microseconds
    }

    /// Reads `+hh[:mm[:ss]]` as seconds; 0 when there is none.
    mutating func offset() -> Int64 {
      let isNegative = skip("-")
      guard isNegative || skip("+") else { return 0 }
      var seconds = (number() ?? 0) * 3600
      if skip(":") { seconds += (number() ?? 0) * 60 }
      if skip(":") { seconds += number() ?? 0 }
      return isNegative ? -seconds : seconds
    }
  }
}
