import DatabaseAccess
import Testing

struct ISODateTimeTests {
  @Test(
    "A text is read to the microsecond",
    arguments: [
      ("1970-01-01T00:00:00Z", 0),
      ("1970-01-01", 0),
      ("1970-02", 2_678_400_000_000),
      ("1971", 31_536_000_000_000),
      ("1970-01-01 00:00", 0),
      ("1970-01-01t00:00:01.5z", 1_500_000),
      ("1970-01-01T00:00:00.1234567Z", 123_456),
      ("1970-01-01T01:00:00+01:00", 0),
      ("1970-01-01T01:00:00+0100", 0),
      ("1969-12-31T23:00:00-01", 0),
      ("1970-01-01T24:00:00Z", 86_400_000_000),
      ("-0001-01-01", -62_198_755_200_000_000),
      ("+010000-01-01", 253_402_300_800_000_000),
    ])
  func reading(text: String, microseconds: Int64) {
    #expect(ISODateTime.microseconds(text.utf8) == microseconds)
  }

  @Test(
    "What is no point in time is refused",
    arguments: [
      "", "197", "1970-", "1970-13-01", "1970-01-32", "1970-01-01T", "1970-01-01T25:00",
      "1970-01-01T24:00:01Z", "1970-01-01T00:60", "1970-01-01T00:00:00.", "1970-01-01T00:00+1",
      "1970-01-01T00:00+01:", "1970-01-01T00:00:00Zulu", "999999-01-01", "12:34:56",
    ])
  func refusing(text: String) {
    #expect(ISODateTime.microseconds(text.utf8) == nil)
  }

  @Test(
    "RFC 3339 is read whole",
    arguments: [
      ("1970-01-01T00:00:01Z", 1_000_000), ("1970-01-01T01:00:00.5+01:00", 500_000),
      ("1970-01-01 00:00:00.1234567-00:30", 1_800_123_456), ("1969-12-31t23:59:60z", 0),
    ])
  func rfc3339(text: String, microseconds: Int64) throws {
    #expect(try ISODateTime.microseconds(rfc3339: text.utf8) == microseconds)
  }

  @Test(
    "What is not in the form of RFC 3339 is refused with the reason",
    arguments: [
      ("1970", ISODateTime.Problem.tooShort), ("1970-01-01", .tooShort),
      ("1970-01-01T00:00:00", .tooShort), ("1970-01-01T00:00:00.", .tooShort),
      ("1970-01-01T00:00:00+01", .tooShort), ("1970-01-01T00:00+01:00", .invalid),
      ("1970/01/01T00:00:00Z", .invalid), ("+1970-01-01T00:00:00Z", .invalid),
      ("1970-01-01T00:00:00.Z", .invalid), ("1970-01-01T00:00:00 UTC", .invalid),
      ("1970-13-01T00:00:00Z", .outOfRange), ("1970-02-29T00:00:00Z", .outOfRange),
      ("1970-04-31T00:00:00Z", .outOfRange), ("1970-01-01T24:00:00Z", .outOfRange),
      ("1970-01-01T00:00:00+24:00", .outOfRange), ("1970-01-01T00:00:00Zulu", .trailing),
    ])
  func notRFC3339(text: String, problem: ISODateTime.Problem) {
    #expect(throws: problem) { try ISODateTime.microseconds(rfc3339: text.utf8) }
  }

  @Test(
    "Texts in databases may have a space before the offset, and UTC in its place",
    arguments: [
      ("1970-01-01 00:00:01 +00:00", 1_000_000), ("1970-01-01 00:00:01 UTC", 1_000_000),
      ("1970-01-01T00:00:01.5UTC", 1_500_000), ("1970-01-01 01:00:00 +0100", 0),
      ("1970-01-01 00:00:00", 0), ("1970-01-01", 0), ("00:00:01", nil),
    ] as [(String, Int64?)])
  func stored(text: String, microseconds: Int64?) {
    #expect(ISODateTime.microseconds(stored: text.utf8) == microseconds)
  }

  @Test("A time without a date is counted from midnight")
  func timeOfDay() {
    #expect(ISODateTime.timeOfDay("01:00:00.5+01".utf8) == 500_000)
    #expect(ISODateTime.timeOfDay("1970-01-01".utf8) == nil)
  }

  @Test("Texts have milliseconds, or microseconds where they are needed")
  func writing() {
    #expect(ISODateTime.text(milliseconds: -1) == "1969-12-31T23:59:59.999Z")
    #expect(ISODateTime.text(microseconds: 1_000) == "1970-01-01T00:00:00.001Z")
    #expect(ISODateTime.text(microseconds: 1_001) == "1970-01-01T00:00:00.001001Z")
    #expect(ISODateTime.text(milliseconds: .max) == nil)
    #expect(ISODateTime.canonical("2024-02-29T12:00+02:00") == "2024-02-29T10:00:00.000Z")
    var bytes: [UInt8] = []
    ISODateTime.append(microseconds: .min, to: &bytes)
    ISODateTime.appendRFC3339(microseconds: .max, to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "-290308-12-21T19:59:05.224Z+294247-01-10T04:00:54.775807+00:00")
  }
}
