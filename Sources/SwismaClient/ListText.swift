/// Lists as databases write them: `{a,"b c",NULL}`.
///
/// See <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>.
enum ListText {
  /// The texts of the elements; `nil` when the text is no flat list without NULL.
  static func elements(_ text: ArraySlice<UInt8>) -> [String]? {
    guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}"), text.count >= 2 else {
      return nil
    }
    var rest = text.dropFirst().dropLast()
    var elements: [String] = []
    while !rest.isEmpty {
      let isQuoted = rest.first == UInt8(ascii: "\"")
      guard let element = isQuoted ? quoted(&rest) : bare(&rest) else { return nil }
      elements.append(String(decoding: element, as: UTF8.self))
      guard !rest.isEmpty else { break }
      guard rest.removeFirst() == UInt8(ascii: ","), !rest.isEmpty else { return nil }
    }
    return elements
  }

  private static func bare(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    let element = rest.prefix { $0 != UInt8(ascii: ",") }
    rest = rest[element.endIndex...]
    let hasOtherForm = element.contains(UInt8(ascii: "{")) || element.elementsEqual("NULL".utf8)
    return hasOtherForm || element.isEmpty ? nil : Array(element)
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
}
