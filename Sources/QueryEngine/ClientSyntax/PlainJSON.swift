import BinaryText
package import JSON

extension JSONWriter {
  /// Writes a value as the JavaScript client's results look in JSON: big numbers and decimals as
  /// strings, dates in ISO 8601, bytes in Base64, JSON as it is.
  package mutating func plain(_ value: ArgumentValue) {
    switch value {
    case .null: null()
    case .boolean(let flag): boolean(flag)
    case .integer(let number): integer(number)
    case .number(let digits): raw(digits)
    case .string(let text), .dateTime(let text), .bigInt(let text), .decimal(let text),
      .enumeration(let text):
      string(text)
    case .bytes(let bytes): string(Base64.encode(bytes))
    case .json(let text), .raw(let text):
      // What a database holds as JSON is written anew, so that broken text stays inside a string.
      if let tree = try? JSONReader.read(text) { self.value(tree) } else { string(text) }
    case .fieldReference(let field, let container):
      beginObject()
      key("_ref")
      string(field)
      key("_container")
      string(container)
      endObject()
    case .list(let elements):
      beginArray()
      for element in elements { plain(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.name)
        plain(member.value)
      }
      endObject()
    }
  }
}
