/// Points in time as text: ISO 8601 and what databases write.
///
/// Days are counted with the algorithms of
/// <https://howardhinnant.github.io/date_algorithms.html>.
enum DateTimeText {
  private static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Reads `2020-01-02T03:04:05.678+01:00`; the time, the zone and parts of seconds may be missing.
  ///
  /// - Returns: Microseconds since 1970-01-01T00:00:00Z.
  static func parse(_ bytes: some Collection<UInt8>) -> Int64? {
    var reader = Reader(rest: ArraySlice(bytes))
    let isNegative = reader.take(UInt8(ascii: "-"))
    guard let year = reader.number(4...5), reader.take(UInt8(ascii: "-")),
      let month = reader.number(2...2), (1...12).contains(month), reader.take(UInt8(ascii: "-")),
      let day = reader.number(2...2), (1...31).contains(day)
    else { return nil }
    let days = days(year: isNegative ? -year : year, month: month, day: day)
    var microseconds = days * microsecondsPerDay
    guard !reader.rest.isEmpty else { return microseconds }
    guard
      reader.take(UInt8(ascii: "T")) || reader.take(UInt8(ascii: " "))
        || reader.take(UInt8(ascii: "t")), let time = reader.time()
    else { return nil }
    microseconds += time
    guard let offset = reader.zone(), reader.rest.isEmpty else { return nil }
    return microseconds - offset
  }

  /// Reads a time without a date, as microseconds since midnight.
  static func parseTime(_ bytes: some Collection<UInt8>) -> Int64? {
    var reader = Reader(rest: ArraySlice(bytes))
    guard let time = reader.time(), let offset = reader.zone(), reader.rest.isEmpty else {
      return nil
    }
    return time - offset
  }

  /// Appends `2020-01-02T03:04:05.678Z`: milliseconds, UTC.
  static func append(microseconds: Int64, to bytes: inout [UInt8]) {
    let milliseconds = floorDivide(microseconds, 1000)
    appendDateAndTime(milliseconds, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    append(milliseconds - floorDivide(milliseconds, 1000) * 1000, width: 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// Appends `2020-01-02T03:04:05.678+00:00`, parts of seconds only where there are some.
  static func appendRFC3339(microseconds: Int64, to bytes: inout [UInt8]) {
    let milliseconds = floorDivide(microseconds, 1000)
    appendDateAndTime(milliseconds, to: &bytes)
    let fraction = microseconds - floorDivide(microseconds, 1_000_000) * 1_000_000
    if fraction != 0 {
      bytes.append(UInt8(ascii: "."))
      if fraction % 1000 == 0 {
        append(fraction / 1000, width: 3, to: &bytes)
      } else {
        append(fraction, width: 6, to: &bytes)
      }
    }
    bytes.append(contentsOf: "+00:00".utf8)
  }

  private static func appendDateAndTime(_ milliseconds: Int64, to bytes: inout [UInt8]) {
    let seconds = floorDivide(milliseconds, 1000)
    let days = floorDivide(seconds, 86_400)
    let date = civil(days: days)
    if date.year < 0 {
      bytes.append(UInt8(ascii: "-"))
    } else if date.year > 9999 {
      bytes.append(UInt8(ascii: "+"))
    }
    append(abs(date.year), width: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(date.month, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(date.day, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    let time = seconds - days * 86_400
    append(time / 3600, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(time / 60 % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(time % 60, width: 2, to: &bytes)
  }

  static func append(_ number: Int64, width: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = number
    while rest > 0 || bytes.count - start < width {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Takes numbers and signs off the front of a text.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func number(_ width: ClosedRange<Int>) -> Int64? {
      let digits = rest.prefix(width.upperBound).prefix { (48...57).contains($0) }
      guard width.contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      return digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
    }

    /// Microseconds since midnight.
    mutating func time() -> Int64? {
      guard let hour = number(2...2), hour < 24, take(UInt8(ascii: ":")),
        let minute = number(2...2), minute < 60
      else { return nil }
      var microseconds = (hour * 3600 + minute * 60) * 1_000_000
      guard take(UInt8(ascii: ":")) else { return microseconds }
      guard let second = number(2...2), second < 61 else { return nil }
      microseconds += second * 1_000_000
      if take(UInt8(ascii: ".")) {
        let digits = rest.prefix { (48...57).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        var scale: Int64 = 100_000
        for digit in digits.prefix(6) {
          microseconds += Int64(digit - 48) * scale
          scale /= 10
        }
      }
      return microseconds
    }

    /// The offset from UTC in microseconds; 0 when there is none.
    mutating func zone() -> Int64? {
      if rest.isEmpty || take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
      let isNegative = rest.first == UInt8(ascii: "-")
      guard isNegative || rest.first == UInt8(ascii: "+") else { return nil }
      rest = rest.dropFirst()
      guard let hours = number(2...2) else { return nil }
      _ = take(UInt8(ascii: ":"))
      let minutes = rest.isEmpty ? 0 : number(2...2)
      guard let minutes else { return nil }
      let offset = (hours * 3600 + minutes * 60) * 1_000_000
      return isNegative ? -offset : offset
    }
  }
}
