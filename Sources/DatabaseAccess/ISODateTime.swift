/// Points in time as text: ISO 8601 in UTC with milliseconds, as JavaScript writes them.
public enum ISODateTime {
  /// The text of a number of milliseconds since 1970-01-01T00:00:00Z; `nil` outside the years 0 to
  /// 9999.
  public static func text(milliseconds: Int64) -> String? {
    guard milliseconds >= -62_167_219_200_000, milliseconds < 253_402_300_800_000 else {
      return nil
    }
    let day = Int(floorDivide(milliseconds, 86_400_000))
    let inDay = Int(milliseconds) - day * 86_400_000
    let (year, month, dayOfMonth) = civil(fromDays: day)
    let time = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60]
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfMonth, 2) + "T"
      + time.map { padded($0, 2) }.joined(separator: ":") + "." + padded(inDay % 1000, 3) + "Z"
  }

  /// The text of a number of microseconds since 1970, with six digits after the point where they
  /// are needed.
  public static func text(microseconds: Int64) -> String? {
    let milliseconds = floorDivide(microseconds, 1000)
    guard let text = text(milliseconds: milliseconds) else { return nil }
    let rest = Int(microseconds - milliseconds * 1000)
    return rest == 0 ? text : text.dropLast() + padded(rest, 3) + "Z"
  }

  /// The milliseconds since 1970 of an ISO 8601 text; see `microseconds`.
  public static func milliseconds(_ text: String) -> Int64? {
    microseconds(Array(text.utf8)).map { floorDivide($0, 1000) }
  }

  /// The microseconds since 1970 of an ISO 8601 text in UTF-8, which may be a year, a month or a
  /// day alone; a time without offset is taken as UTC.
  public static func microseconds(_ text: some Collection<UInt8>) -> Int64? {
    var reader = Reader(Array(text))
    guard let year = reader.digits(4) else { return nil }
    let month = reader.take("-") ? reader.digits(2) : 1
    let day = month != nil && reader.take("-") ? reader.digits(2) : 1
    guard let month, let day, (1...12).contains(month), (1...31).contains(day) else { return nil }
    var microseconds = Int64(days(year, month, day)) * 86_400_000_000
    if reader.isAtEnd { return microseconds }
    guard reader.take("T") || reader.take(" ") || reader.take("t"),
      let hour = reader.digits(2), reader.take(":"), let minute = reader.digits(2)
    else { return nil }
    let second = reader.take(":") ? reader.digits(2) : 0
    guard let second, hour < 25, minute < 60, second < 61 else { return nil }
    microseconds += Int64((hour * 60 + minute) * 60 + second) * 1_000_000
    if reader.take(".") {
      guard let fraction = reader.fraction() else { return nil }
      microseconds += Int64(fraction)
    }
    guard let offset = reader.offsetMinutes(), reader.isAtEnd else { return nil }
    return microseconds - Int64(offset) * 60_000_000
  }

  /// The same point in time in the form that JavaScript writes; `nil` when it is none.
  public static func canonical(_ text: String) -> String? {
    milliseconds(text).flatMap { self.text(milliseconds: $0) }
  }

  /// Howard Hinnant's `days_from_civil`, see
  /// <https://howardhinnant.github.io/date_algorithms.html>.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse, `civil_from_days`.
  private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
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

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Reads digits and marks from left to right.
  private struct Reader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ mark: Character) -> Bool {
      guard index < bytes.count, bytes[index] == mark.asciiValue else { return false }
      index += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard index + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[index..<index + count] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      index += count
      return value
    }

    /// The microseconds of a fraction of a second of any length.
    mutating func fraction() -> Int? {
      var value = 0
      var scale = 100_000
      let start = index
      while let digit = digits(1) {
        value += digit * scale
        scale /= 10
      }
      return index > start ? value : nil
    }

    /// `Z`, `+01:00`, `+0100`, `+01` or nothing.
    mutating func offsetMinutes() -> Int? {
      if isAtEnd || take("Z") || take("z") { return 0 }
      let isWest = take("-")
      guard isWest || take("+"), let hours = digits(2) else { return nil }
      let hasColon = take(":")
      let minutes = isAtEnd && !hasColon ? 0 : digits(2)
      return minutes.map { (isWest ? -1 : 1) * (hours * 60 + $0) }
    }
  }
}
