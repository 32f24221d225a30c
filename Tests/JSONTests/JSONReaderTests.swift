import JSON
import Testing

@Test("Numbers keep their digits, members their order and repeated keys")
func losslessReading() throws {
  let text = #"{"b": 1.50, "a": [-0, 12345678901234567890, 1e400], "b": {"": null}}"#
  let value = try JSONReader.read(text)
  #expect(
    value
      == .object([
        .init("b", .number("1.50")),
        .init("a", .array([.number("-0"), .number("12345678901234567890"), .number("1e400")])),
        .init("b", .object([.init("", .null)])),
      ]))
  #expect(value["b"] == .object([.init("", .null)]))
  var writer = JSONWriter()
  writer.value(value)
  #expect(
    writer.text == #"{"b":1.50,"a":[-0,12345678901234567890,1e400],"b":{"":null}}"#)
}

@Test("Escapes become text; half a surrogate pair becomes U+FFFD")
func escapes() throws {
  #expect(
    try JSONReader.read(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00é""#)
      == .string("\"\\/\u{08}\u{0C}\n\r\té😀é"))
  #expect(try JSONReader.read(#""\uD83D""#) == .string("\u{FFFD}"))
  #expect(try JSONReader.read(#""\uD83D\u0041""#) == .string("\u{FFFD}A"))
  for text in [#""\uD83D""#, #""\uD83D\u0041""#, #""\uDE00""#] {
    #expect(throws: JSONError.self) {
      try JSONReader.read(Array(text.utf8), allowsLoneSurrogates: false)
    }
  }
  #expect(try JSONReader.read(#""\uDE00x""#) == .string("\u{FFFD}x"))
}

@Test(
  "Every error has its place",
  arguments: [
    ("", "the text ends where a value should be at line 1, column 1"),
    ("{\n  \"a\": tru }", "a value should be here at line 2, column 11"),
    ("[1,]", "a value should be here at line 1, column 4"),
    ("{\"a\" 1}", "a colon should follow the key at line 1, column 6"),
    ("{a: 1}", "a quoted key should be here at line 1, column 2"),
    ("[1 2]", "a comma or a closing bracket should be here at line 1, column 4"),
    ("{} {}", "there is text after the end of the JSON value at line 1, column 4"),
    ("\"é\n\"", "a control character in a string must be escaped at line 1, column 3"),
    ("\"\\x\"", "there is no such escape sequence at line 1, column 3"),
    ("\"\\u12g4\"", "four hexadecimal digits should follow \\u at line 1, column 6"),
    ("\"abc", "the text ends inside a string at line 1, column 5"),
    ("01", "a number must not start with 0 at line 1, column 2"),
    ("1.", "a digit should be here at line 1, column 3"),
    ("-", "a digit should be here at line 1, column 2"),
    ("1e+", "a digit should be here at line 1, column 4"),
  ])
func errors(text: String, message: String) {
  #expect {
    try JSONReader.read(text)
  } throws: { error in
    (error as? JSONError)?.description == message
  }
  #expect(!JSONText.isValid(Array(text.utf8)[...]))
}

@Test(
  "A text is valid without being read",
  arguments: [
    "{}", "[ ]", " [1 ,{\"a\" : -0.5E+1}, [] ] ", "\"\\u00e9\\/\"", "null", "0", "[[],{}]",
  ])
func validText(text: String) {
  #expect(JSONText.isValid(Array(text.utf8)[...]))
}

@Test("Deep nesting is refused instead of exhausting the stack")
func depth() throws {
  let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
  #expect(throws: JSONError.self) { try JSONReader.read(deep) }
  let objects = Array(String(repeating: "{\"a\":", count: 100_000).utf8)
  #expect(throws: JSONError.self) { try JSONReader.read(objects) }
  #expect(!JSONText.isValid(deep[...]))
  let allowed = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
  #expect(throws: Never.self) { try JSONReader.read(allowed) }
}

@Test("No bytes crash the reader")
func arbitraryBytes() {
  let seed = Array(#"{"a":[1,-2.5e3,"x\n\u0041",true,null],"b":{"c":false}}"#.utf8)
  for offset in seed.indices {
    for byte in stride(from: UInt8(0), through: 250, by: 5) {
      var bytes = seed
      bytes[offset] = byte
      let value = try? JSONReader.read(bytes)
      guard String(validating: bytes, as: UTF8.self) != nil else { continue }
      #expect(JSONText.isValid(bytes[...]) == (value != nil))
    }
    let start = seed[..<offset]
    #expect(JSONText.isValid(start) == ((try? JSONReader.read(Array(start))) != nil))
  }
}

@Test("A byte order mark is skipped and invalid UTF-8 refused")
func encoding() throws {
  #expect(try JSONReader.read([0xEF, 0xBB, 0xBF, 0x31]) == .number("1"))
  #expect(throws: JSONError.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
}
