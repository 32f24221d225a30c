/// Reads points in time that are written as text.
enum TimestampText {
  /// The milliseconds since 1970 of `YYYY-MM-DD HH:MM:SS`, with `T`, fractions and a time zone
  /// where they are written; UTC without a zone.
  static func milliseconds(_ text: some Collection<UInt8>) -> Int64? {
    var scanner = Scanner(rest: Array(text)[...])
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2),
      scanner.take("-"), let day = scanner.number(2), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let midnight = days(year, month, day) * 86_400_000
    if scanner.rest.isEmpty { return midnight }
    guard scanner.take("T") || scanner.take(" "), let hour = scanner.number(2), scanner.take(":"),
      let minute = scanner.number(2)
    else { return nil }
    var milliseconds = midnight + (hour * 60 + minute) * 60_000
    if scanner.take(":") {
      guard let second = scanner.number(2) else { return nil }
      milliseconds += second * 1000
    }
    if scanner.take(".") { milliseconds += scanner.fraction() }
    guard let offset = scanner.zoneMinutes() else { return nil }
    return milliseconds - offset * 60_000
  }

  /// Days since 1970 of a date of the proleptic Gregorian calendar.
  ///
  /// http://howardhinnant.github.io/date_algorithms.html#days_from_civil
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

/// Takes the parts of a timestamp off its front.
private struct Scanner {
  var rest: ArraySlice<UInt8>

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// A number of exactly `width` digits.
  mutating func number(_ width: Int) -> Int64? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy(\.isDigit) else { return nil }
    rest = rest.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// The digits after the point as milliseconds; further digits are dropped.
  mutating func fraction() -> Int64 {
    let digits = rest.prefix { $0.isDigit }
    rest = rest.dropFirst(digits.count)
    let padded =
      digits.prefix(3) + Array(repeating: UInt8(ascii: "0"), count: 3 - min(3, digits.count))
    return padded.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// The zone at the end in minutes east of Greenwich; `nil` when the rest is something else.
  mutating func zoneMinutes() -> Int64? {
    if rest.isEmpty { return 0 }
    if take("Z") { return rest.isEmpty ? 0 : nil }
    let isWest = take("-")
    guard isWest || take("+"), let hours = number(2) else { return nil }
    _ = take(":")
    let minutes = rest.isEmpty ? 0 : number(2)
    guard let minutes, rest.isEmpty else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
