import BinaryText
import JSON

/// The parameters of raw SQL in the form that the engine protocol gives them: JSON text.
enum RawParameters {
  static func text(_ values: [ArgumentValue]) -> String {
    var writer = JSONWriter()
    writer.beginArray()
    for value in values { write(value, to: &writer) }
    writer.endArray()
    return writer.text
  }

  private static func write(_ value: ArgumentValue, to writer: inout JSONWriter) {
    switch value {
    case .dateTime(let text): tagged("date", text, &writer)
    case .bigInt(let digits): tagged("bigint", digits, &writer)
    case .decimal(let digits): tagged("decimal", digits, &writer)
    case .bytes(let bytes): tagged("bytes", Base64.encode(bytes), &writer)
    case .list(let elements):
      writer.beginArray()
      for element in elements { write(element, to: &writer) }
      writer.endArray()
    case .null, .boolean, .integer, .number, .string, .enumeration, .json, .raw, .fieldReference,
      .object:
      writer.plain(value)
    }
  }

  private static func tagged(_ type: String, _ text: String, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("prisma__type", type)
    writer.member("prisma__value", text)
    writer.endObject()
  }
}
