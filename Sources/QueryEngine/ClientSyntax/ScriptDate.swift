import DatabaseAccess

/// Dates as JavaScript makes them from numbers and texts, in milliseconds since 1970.
///
/// Texts have the form of ECMAScript alone, with a space allowed for the `T`: what engines make of
/// others differs from one to the next. https://tc39.es/ecma262/#sec-date-time-string-format
struct ScriptDate {
  let clock: ScriptClock
  /// Makes an error of a message and a help.
  let failure: (String, String?) -> ScriptError

  private static let millisecondsPerDay: Int64 = 86_400_000
  /// The largest number of milliseconds that a date has, before and after 1970.
  private static let limit: Int64 = 8_640_000_000_000_000

  /// `new Date(…)`.
  func constructed(from values: [ArgumentValue]) throws(ScriptError) -> Int64 {
    guard let first = values.first else { return clock.now() }
    guard values.count == 1 else {
      return try checked(clock.utc(ofLocal: try milliseconds(of: values)))
    }
    switch first {
    case .integer, .number: return try checked(try integer(first))
    case .string(let text): return try milliseconds(text)
    case .dateTime(let text):
      guard let milliseconds = ISODateTime.milliseconds(text) else { throw noDate() }
      return milliseconds
    case .null, .boolean, .enumeration, .bigInt, .decimal, .bytes, .json, .raw, .fieldReference,
      .list, .object:
      throw noDate()
    }
  }

  /// `Date.UTC(…)`.
  func milliseconds(ofUTC parts: [ArgumentValue]) throws(ScriptError) -> Int64 {
    guard !parts.isEmpty else { throw noDate() }
    return try checked(try milliseconds(of: parts))
  }

  /// A date as a value of queries.
  func value(_ milliseconds: Int64) throws(ScriptError) -> ArgumentValue {
    guard let text = ISODateTime.text(milliseconds: milliseconds) else {
      throw failure("the date is outside the years 0 to 9999", nil)
    }
    return .dateTime(text)
  }

  /// The milliseconds from the year, the month from 0, the day from 1, and the parts of the time;
  /// what is beyond the next larger part is carried into it.
  private func milliseconds(of parts: [ArgumentValue]) throws(ScriptError) -> Int64 {
    let units: [Int64] = [1, 1, Self.millisecondsPerDay, 3_600_000, 60_000, 1000, 1]
    var numbers: [Int64] = [0, 0, 1, 0, 0, 0, 0]
    for (index, part) in parts.enumerated() {
      numbers[index] = try integer(part)
      // Twice the range of dates, so that no sum of them leaves 64 bits.
      let limit = index < 2 ? 10_000_000 : 2 * Self.limit / units[index]
      guard numbers[index].magnitude <= limit.magnitude else { throw noDate() }
    }
    if 0...99 ~= numbers[0] { numbers[0] += 1900 }
    let years = numbers[1].floorDivided(by: 12)
    let first = CivilDate(
      year: numbers[0] + years, month: numbers[1] - 12 * years + 1, day: 1)
    var result = (first.daysSince1970 - 1) * Self.millisecondsPerDay
    for index in 2..<7 { result += numbers[index] * units[index] }
    return result
  }

  private func integer(_ value: ArgumentValue) throws(ScriptError) -> Int64 {
    switch value {
    case .integer(let number): return number
    case .number(let digits):
      guard let number = Double(digits), number.magnitude <= 2 * Double(Self.limit) else {
        throw noDate()
      }
      return Int64(number)
    case .null, .boolean, .string, .enumeration, .dateTime, .bigInt, .decimal, .bytes, .json, .raw,
      .fieldReference, .list, .object:
      throw noDate()
    }
  }

  private func checked(_ milliseconds: Int64) throws(ScriptError) -> Int64 {
    guard milliseconds.magnitude <= Self.limit.magnitude else { throw noDate() }
    return milliseconds
  }

  private func noDate() -> ScriptError {
    failure("this is not a date", "write `new Date(\"2026-01-31T12:00:00Z\")`")
  }

  /// `Date.parse(text)`: a date alone is meant in UTC, one with a time but no offset in local time.
  func milliseconds(_ text: String) throws(ScriptError) -> Int64 {
    var reader = Reader(bytes: Array(text.utf8)[...])
    guard let day = reader.date() else { throw noDate() }
    let midnight = day * Self.millisecondsPerDay
    if reader.bytes.isEmpty { return try checked(midnight) }
    guard reader.take("T") || reader.take("t") || reader.take(" "), let time = reader.time() else {
      throw noDate()
    }
    let local = midnight + time
    if reader.bytes.isEmpty { return try checked(clock.utc(ofLocal: local)) }
    guard let offset = reader.offset(), reader.bytes.isEmpty else { throw noDate() }
    return try checked(local - offset)
  }
}

extension ScriptDate {
  /// Takes the parts of a text from its front.
  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func take(_ byte: Unicode.Scalar) -> Bool {
      guard bytes.first == UInt8(ascii: byte) else { return false }
      bytes.removeFirst()
      return true
    }

    /// A number of exactly so many digits.
    private mutating func digits(_ count: Int, _ range: ClosedRange<Int64>) -> Int64? {
      let digits = bytes.prefix(count)
      guard digits.count == count,
        digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      else { return nil }
      bytes.removeFirst(count)
      let number = digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
      return range.contains(number) ? number : nil
    }

    /// The days since 1970 of a year, a month or a day.
    mutating func date() -> Int64? {
      let year: Int64
      if bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-") {
        let isNegative = !take("+") && take("-")
        guard let number = digits(6, 0...999_999), !(isNegative && number == 0) else { return nil }
        year = isNegative ? -number : number
      } else {
        guard let number = digits(4, 0...9999) else { return nil }
        year = number
      }
      guard take("-") else { return CivilDate(year: year, month: 1, day: 1).daysSince1970 }
      guard let month = digits(2, 1...12) else { return nil }
      guard take("-") else { return CivilDate(year: year, month: month, day: 1).daysSince1970 }
      guard let day = digits(2, 1...31) else { return nil }
      let date = CivilDate(year: year, month: month, day: day)
      // The 30th of February is none, where engines disagree.
      return date.isInMonth ? date.daysSince1970 : nil
    }

    /// The milliseconds since midnight of hours and minutes, of seconds and their parts.
    mutating func time() -> Int64? {
      guard let hours = digits(2, 0...24), take(":"), let minutes = digits(2, 0...59) else {
        return nil
      }
      var result = hours * 3_600_000 + minutes * 60_000
      if take(":") {
        guard let seconds = digits(2, 0...59) else { return nil }
        result += seconds * 1000
        if take(".") {
          guard var scale = digits(1, 0...9).map({ $0 * 100 }) else { return nil }
          var unit: Int64 = 10
          while let digit = digits(1, 0...9) {
            scale += digit * unit
            unit /= 10
          }
          result += scale
        }
      }
      return result <= ScriptDate.millisecondsPerDay ? result : nil
    }

    /// The milliseconds that an offset is ahead of UTC.
    mutating func offset() -> Int64? {
      if take("Z") || take("z") { return 0 }
      let sign: Int64 = take("-") ? -1 : 1
      guard sign == -1 || take("+"), let hours = digits(2, 0...23) else { return nil }
      _ = take(":")
      guard let minutes = digits(2, 0...59) else { return nil }
      return sign * (hours * 3_600_000 + minutes * 60_000)
    }
  }
}
