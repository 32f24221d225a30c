import BinaryText
import DatabaseAccess

/// The text form of one-dimensional arrays: `{1,NULL,"a \"b\""}`.
/// <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>
enum ArrayText {
  /// The elements as the only column of a buffer; `isBytes` reads `\x…` as bytes.
  static func elements(_ text: ArraySlice<UInt8>, isBytes: Bool) -> RowBuffer {
    var buffer = RowBuffer(columnNames: [""])
    var rest = text
    guard rest.first == UInt8(ascii: "{") else { return buffer }
    rest = rest.dropFirst()
    while let first = rest.first, first != UInt8(ascii: "}") {
      if first == UInt8(ascii: ",") {
        rest = rest.dropFirst()
        continue
      }
      let (element, isQuoted) = next(&rest)
      if !isQuoted, element.elementsEqual("NULL".utf8) {
        buffer.appendNull()
      } else if isBytes {
        append(hex: element, to: &buffer)
      } else {
        buffer.append(text: String(decoding: element, as: UTF8.self))
      }
    }
    return buffer
  }

  private static func next(_ rest: inout ArraySlice<UInt8>) -> (element: [UInt8], isQuoted: Bool) {
    var element: [UInt8] = []
    let isQuoted = rest.first == UInt8(ascii: "\"")
    if isQuoted { rest = rest.dropFirst() }
    while let byte = rest.first {
      if isQuoted
        ? byte == UInt8(ascii: "\"") : [UInt8(ascii: ","), UInt8(ascii: "}")].contains(byte)
      {
        if isQuoted { rest = rest.dropFirst() }
        break
      }
      rest = rest.dropFirst()
      if byte == UInt8(ascii: "\\"), let escaped = rest.first {
        element.append(escaped)
        rest = rest.dropFirst()
      } else {
        element.append(byte)
      }
    }
    return (element, isQuoted)
  }

  private static func append(hex text: [UInt8], to buffer: inout RowBuffer) {
    let bytes = Hexadecimal.decode(text.dropFirst(2)) ?? []
    unsafe bytes.withUnsafeBytes { unsafe buffer.append($0, kind: .bytes) }
  }
}
