import DatabaseAccess

/// Points in time in PostgreSQL's ISO form, `2026-11-21 02:20:00.123456+00`.
enum PostgresTime {
  private static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Writes microseconds since 1970 in UTC.
  static func text(_ microseconds: Int64) -> String {
    let days = microseconds.floorDivided(by: microsecondsPerDay)
    // The first day that 64 bits reach begins before them: the product may wrap, the rest is right.
    let rest = microseconds &- days &* microsecondsPerDay
    let date = CivilDate(daysSince1970: days)
    // There is no year 0: 1 BC precedes 1 AD.
    let isBC = date.year <= 0
    let seconds = rest / 1_000_000
    let text =
      padded(isBC ? 1 - date.year : date.year, 4) + "-" + padded(date.month, 2) + "-"
      + padded(date.day, 2) + " "
      + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
      + padded(seconds % 60, 2) + "." + padded(rest % 1_000_000, 6) + "+00"
    return isBC ? text + " BC" : text
  }

  /// A point in time as a schema writes it, in a form that a column of the type reads.
  ///
  /// Times without a date do not take ISO 8601. Timestamps without a zone leave out the offset, so
  /// that databases have had the hour as it is written ever since.
  static func literal(_ text: String, _ scalar: PostgresScalar?) -> String {
    guard scalar == .time || scalar == .timetz else { return text }
    return ISODateTime.microseconds(text.utf8).map(Self.text) ?? text
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
    let date = CivilDate(year: isBC ? 1 - year : year, month: month, day: day)
    return date.daysSince1970 * microsecondsPerDay + time - offset * 1_000_000
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
