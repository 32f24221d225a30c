package import DatabaseAccess
import JSON

extension QueryEngine {
  /// Answers the body of a request of the engine protocol: one line of JSON, without its end.
  ///
  /// Never throws: a body that cannot be read is answered with an error too.
  package func respond(toBody body: [UInt8], on session: any DatabaseSession) -> [UInt8] {
    do throws(RequestError) {
      return respond(to: try EngineRequestParser(datamodel: datamodel).parse(body), on: session)
    } catch {
      return Self.response(to: error)
    }
  }

  /// The response to a request that cannot be read.
  package static func response(to error: RequestError) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("errors")
    writer.beginArray()
    QueryError(error.code, error.summary).write(to: &writer)
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }
}
