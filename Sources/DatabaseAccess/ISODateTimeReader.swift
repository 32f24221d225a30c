/// Takes the parts of a date and time off the front of a text.
struct ISODateTimeReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: some Collection<UInt8>) { rest = ArraySlice(text) }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  /// `2020-01-02`, `2020-01` or `2020`; the year may have a sign and up to six digits.
  mutating func date() -> CivilDate? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let year = number(4...6) else { return nil }
    let month = take("-") ? number(2...2) : 1
    let day = month != nil && take("-") ? number(2...2) : 1
    guard let month, let day, (1...12).contains(month), (1...31).contains(day) else { return nil }
    return CivilDate(year: isNegative ? -year : year, month: month, day: day)
  }

  /// The microseconds since midnight of `03:04:05.678` or `03:04`; midnight may be `24:00`.
  mutating func time() -> Int64? {
    guard let hour = number(2...2), hour <= 24, take(":"), let minute = number(2...2), minute < 60
    else { return nil }
    var microseconds = (hour * 3600 + minute * 60) * 1_000_000
    if take(":") {
      // A leap second is the first of the next minute.
      guard let second = number(2...2), second <= 60 else { return nil }
      microseconds += second * 1_000_000
      if take(".") {
        guard let fraction = fraction() else { return nil }
        microseconds += fraction
      }
    }
    return hour == 24 && microseconds != 86_400_000_000 ? nil : microseconds
  }

  /// The offset from UTC in microseconds: `Z`, `+01:00`, `+0100`, `+01` or nothing.
  mutating func offset() -> Int64? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    let isWest = take("-")
    guard isWest || take("+"), let hours = number(2...2) else { return nil }
    let hasColon = take(":")
    guard let minutes = isAtEnd && !hasColon ? 0 : number(2...2) else { return nil }
    return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60) * 1_000_000
  }

  /// The offset from UTC with or without a space before it; also `UTC`.
  mutating func storedOffset() -> Int64? {
    _ = take(" ")
    guard rest.elementsEqual("UTC".utf8) else { return offset() }
    rest = []
    return 0
  }

  private mutating func number(_ width: ClosedRange<Int>) -> Int64? {
    let digits = rest.prefix(width.upperBound).prefix { (48...57).contains($0) }
    guard digits.count >= width.lowerBound else { return nil }
    rest.removeFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }

  /// The microseconds of a fraction of a second of any length.
  private mutating func fraction() -> Int64? {
    let digits = rest.prefix { (48...57).contains($0) }
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(digits.count)
    var microseconds: Int64 = 0
    var scale: Int64 = 100_000
    for digit in digits.prefix(6) {
      microseconds += Int64(digit - 48) * scale
      scale /= 10
    }
    return microseconds
  }
}

extension ISODateTimeReader {
  /// The microseconds since 1970 of a text in the form of RFC 3339, in which neither seconds nor the
  /// offset may be missing and the month has the day.
  mutating func timestamp() throws(ISODateTime.Problem) -> Int64 {
    let year = try digits(4)
    try mark("-")
    let month = try digits(2, in: 1...12)
    try mark("-")
    let day = try digits(2, in: 1...31)
    try mark("T", "t", " ")
    var time = try digits(2, in: 0...23) * 3600
    try mark(":")
    time += try digits(2, in: 0...59) * 60
    try mark(":")
    // A leap second is the first of the next minute.
    time += try digits(2, in: 0...60)
    var microseconds = time * 1_000_000
    if take(".") {
      guard let fraction = fraction() else { throw isAtEnd ? .tooShort : .invalid }
      microseconds += fraction
    }
    microseconds -= try requiredOffset()
    guard isAtEnd else { throw .trailing }
    let date = CivilDate(year: year, month: month, day: day)
    guard date.isInMonth else { throw .outOfRange }
    return date.daysSince1970 * 86_400_000_000 + microseconds
  }

  private mutating func requiredOffset() throws(ISODateTime.Problem) -> Int64 {
    if take("Z") || take("z") { return 0 }
    let isWest = rest.first == UInt8(ascii: "-")
    try mark("+", "-")
    let hours = try digits(2)
    try mark(":")
    let minutes = try digits(2, in: 0...59)
    guard hours < 24 else { throw .outOfRange }
    return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60) * 1_000_000
  }

  private mutating func digits(
    _ width: Int, in range: ClosedRange<Int64> = 0...9999
  ) throws(ISODateTime.Problem) -> Int64 {
    guard rest.count >= width else { throw .tooShort }
    guard let number = number(width...width) else { throw .invalid }
    guard range.contains(number) else { throw .outOfRange }
    return number
  }

  private mutating func mark(_ marks: Unicode.Scalar...) throws(ISODateTime.Problem) {
    guard !isAtEnd else { throw .tooShort }
    guard marks.contains(where: { take($0) }) else { throw .invalid }
  }
}
