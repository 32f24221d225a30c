import BinaryText

/// The text form of arrays with one dimension: `{1,NULL,"a \"b\""}`, with `[2:4]=` before it where
/// the first element does not have the number 1.
/// <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>
package enum ArrayText {
  /// The elements as the only column of a buffer; `isBytes` reads `\x…` as bytes.
  ///
  /// - Returns: `nil` for an array of several dimensions, and for what is no array.
  package static func elements(_ text: ArraySlice<UInt8>, isBytes: Bool) -> RowBuffer? {
    var buffer = RowBuffer(columnNames: [""])
    var rest = text
    if rest.first == UInt8(ascii: "[") {
      guard let sign = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      rest = rest[(sign + 1)...]
    }
    guard rest.popFirst() == UInt8(ascii: "{") else { return nil }
    guard rest.first != UInt8(ascii: "}") else { return rest.count == 1 ? buffer : nil }
    while true {
      let isQuoted = rest.first == UInt8(ascii: "\"")
      guard let element = isQuoted ? quoted(&rest) : bare(&rest) else { return nil }
      if !isQuoted, element.elementsEqual("NULL".utf8) {
        buffer.appendNull()
      } else if isBytes {
        guard append(hex: element, to: &buffer) else { return nil }
      } else {
        unsafe element.withUnsafeBytes { unsafe buffer.append($0, kind: .text) }
      }
      switch rest.popFirst() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "}"): return rest.isEmpty ? buffer : nil
      default: return nil
      }
    }
  }

  private static func bare(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    let element = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
    rest = rest[element.endIndex...]
    let isNested = element.first == UInt8(ascii: "{")
    return isNested || element.isEmpty ? nil : Array(element)
  }

  private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    rest.removeFirst()
    var element: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return element
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        element.append(escaped)
      default: element.append(byte)
      }
    }
    return nil
  }

  private static func append(hex text: [UInt8], to buffer: inout RowBuffer) -> Bool {
    guard text.starts(with: "\\x".utf8), let bytes = Hexadecimal.decode(text.dropFirst(2)) else {
      return false
    }
    unsafe bytes.withUnsafeBytes { unsafe buffer.append($0, kind: .bytes) }
    return true
  }
}
