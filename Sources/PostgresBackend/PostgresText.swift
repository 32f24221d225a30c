import BinaryText
import DatabaseAccess

/// Values in PostgreSQL's text form, in one block as libpq takes them.
///
/// Parameters go as text without a type, so that the server takes the type from the place of each:
/// the same integer serves an `int4`, a `numeric` and a `text` column, and every type that the
/// server can read from text works, extensions included.
struct PostgresText {
  private var bytes: [CChar] = []
  /// Where each value begins; -1 for NULL.
  private var offsets: [Int] = []
  /// Whether a value held a NUL, which no text of PostgreSQL can hold.
  private(set) var holdsNUL = false

  init() {}

  init(_ values: [Value]) {
    for value in values { append(value) }
  }

  mutating func append(_ text: String) {
    offsets.append(bytes.count)
    for byte in text.utf8 {
      if byte == 0 { holdsNUL = true }
      bytes.append(CChar(bitPattern: byte))
    }
    bytes.append(0)
  }

  mutating func append(_ value: Value) {
    switch value {
    case .null: offsets.append(-1)
    case .bytes(let data):
      offsets.append(bytes.count)
      bytes.append(contentsOf: Self.hexadecimal(data).utf8.map { CChar(bitPattern: $0) })
      bytes.append(0)
    case .boolean, .integer, .double, .decimal, .text, .dateTime, .json, .enumeration, .uuid,
      .list:
      append(Self.text(of: value) ?? "")
    }
  }

  /// The text of a value; `nil` for NULL.
  static func text(of value: Value) -> String? {
    switch value {
    case .null: nil
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .double(let number):
      number.isNaN
        ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : "\(number)"
    case .decimal(let text), .text(let text), .json(let text), .enumeration(let text),
      .uuid(let text):
      text
    case .bytes(let data): hexadecimal(data)
    case .dateTime(let microseconds): PostgresTime.text(microseconds)
    case .list(let values): array(values)
    }
  }

  private static func hexadecimal(_ data: [UInt8]) -> String {
    #"\x"# + Hexadecimal.encode(data)
  }

  /// An array literal: every element quoted, so that none reads as a brace, a comma or NULL.
  /// <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>
  private static func array(_ values: [Value]) -> String {
    var text = "{"
    for (index, value) in values.enumerated() {
      if index > 0 { text += "," }
      if case .list = value {
        text += Self.text(of: value) ?? "NULL"
      } else if let element = Self.text(of: value) {
        text += "\""
        for character in element.unicodeScalars {
          if character == "\"" || character == "\\" { text += "\\" }
          text.unicodeScalars.append(character)
        }
        text += "\""
      } else {
        text += "NULL"
      }
    }
    return text + "}"
  }

  /// Calls `body` with a pointer for each value.
  func withPointers<Result>(
    _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      let pointers: [UnsafePointer<CChar>?] = unsafe offsets.map { offset in
        offset < 0 ? nil : unsafe bytes.baseAddress.map { unsafe $0 + offset }
      }
      return unsafe pointers.withUnsafeBufferPointer { unsafe body($0) }
    }
  }
}
