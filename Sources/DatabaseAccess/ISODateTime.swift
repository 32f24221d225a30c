/// Points in time as text: ISO 8601, as JavaScript, RFC 3339 and databases write it.
///
/// Points in time are counted from 1970-01-01T00:00:00Z.
public enum ISODateTime {
  private static let microsecondsPerDay: Int64 = 86_400_000_000
  /// Microseconds of later years may not fit into 64 bits.
  private static let lastYear: Int64 = 290_000

  /// The text of a number of milliseconds as JavaScript writes it; `nil` outside the years 0 to
  /// 9999.
  public static func text(milliseconds: Int64) -> String? {
    let (microseconds, overflows) = milliseconds.multipliedReportingOverflow(by: 1000)
    guard !overflows else { return nil }
    return text(microseconds: microseconds)
  }

  /// The text of a number of microseconds, with six digits after the point where they are needed;
  /// `nil` outside the years 0 to 9999.
  public static func text(microseconds: Int64) -> String? {
    guard microseconds >= -62_167_219_200_000_000, microseconds < 253_402_300_800_000_000 else {
      return nil
    }
    var bytes: [UInt8] = []
    appendDateAndTime(microseconds, to: &bytes)
    let fraction = fraction(of: microseconds)
    bytes.append(UInt8(ascii: "."))
    if fraction % 1000 == 0 {
      append(fraction / 1000, width: 3, to: &bytes)
    } else {
      append(fraction, width: 6, to: &bytes)
    }
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The milliseconds of a text; see `microseconds`.
  public static func milliseconds(_ text: String) -> Int64? {
    microseconds(text.utf8).map { $0.floorDivided(by: 1000) }
  }

  /// The microseconds of a text in UTF-8 such as `2020-01-02T03:04:05.678+01:00`.
  ///
  /// A year, a month or a day may stand alone, seconds and their parts may be missing, and a time
  /// without offset is taken as UTC.
  public static func microseconds(_ text: some Collection<UInt8>) -> Int64? {
    microseconds(text) { $0.offset() }
  }

  /// The microseconds of a text in a database without a type for points in time: as
  /// `microseconds`, also with a space before the offset and with `UTC` in its place.
  package static func microseconds(stored text: some Collection<UInt8>) -> Int64? {
    microseconds(text) { $0.storedOffset() }
  }

  private static func microseconds(
    _ text: some Collection<UInt8>, offset: (inout ISODateTimeReader) -> Int64?
  ) -> Int64? {
    var reader = ISODateTimeReader(text)
    guard let date = reader.date(), abs(date.year) <= lastYear else { return nil }
    let midnight = date.daysSince1970 * microsecondsPerDay
    if reader.isAtEnd { return midnight }
    guard reader.take("T") || reader.take(" ") || reader.take("t"),
      let time = reader.time(), let offset = offset(&reader), reader.isAtEnd
    else { return nil }
    return midnight + time - offset
  }

  /// Why a text is not in the form of RFC 3339.
  package enum Problem: Error {
    /// The text ends too early.
    case tooShort
    /// Something else stands where a digit or a mark should.
    case invalid
    /// A part is larger than it can be.
    case outOfRange
    /// Something follows.
    case trailing
  }

  /// The microseconds of a text in UTF-8 in the form of RFC 3339, in which neither seconds nor the
  /// offset may be missing and the month has the day.
  ///
  /// - Throws: What is wrong with the first part that is not as it should be.
  package static func microseconds(
    rfc3339 text: some Collection<UInt8>
  ) throws(Problem) -> Int64 {
    var reader = ISODateTimeReader(text)
    return try reader.timestamp()
  }

  /// The microseconds since midnight of a time without a date.
  package static func timeOfDay(_ text: some Collection<UInt8>) -> Int64? {
    var reader = ISODateTimeReader(text)
    guard let time = reader.time(), let offset = reader.offset(), reader.isAtEnd else {
      return nil
    }
    return time - offset
  }

  /// The same point in time in the form that JavaScript writes; `nil` when it is none.
  public static func canonical(_ text: String) -> String? {
    milliseconds(text).flatMap { self.text(milliseconds: $0) }
  }

  /// Appends `2020-01-02T03:04:05.678Z`, whatever the year.
  package static func append(microseconds: Int64, to bytes: inout [UInt8]) {
    appendDateAndTime(microseconds, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    append(fraction(of: microseconds) / 1000, width: 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// Appends `2020-01-02T03:04:05.678+00:00`, parts of seconds only where there are some.
  package static func appendRFC3339(microseconds: Int64, to bytes: inout [UInt8]) {
    appendDateAndTime(microseconds, to: &bytes)
    let fraction = fraction(of: microseconds)
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

  /// The microseconds of the second that has begun.
  private static func fraction(of microseconds: Int64) -> Int64 {
    let remainder = microseconds % 1_000_000
    return remainder < 0 ? remainder + 1_000_000 : remainder
  }

  private static func appendDateAndTime(_ microseconds: Int64, to bytes: inout [UInt8]) {
    let seconds = microseconds.floorDivided(by: 1_000_000)
    let days = seconds.floorDivided(by: 86_400)
    let date = CivilDate(daysSince1970: days)
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

  private static func append(_ number: Int64, width: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = number
    while rest > 0 || bytes.count - start < width {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }
}
