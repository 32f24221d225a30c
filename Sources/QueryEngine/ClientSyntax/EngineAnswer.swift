import JSON

/// Reads the engine's answers of the JSON dialect back into values.
package enum EngineAnswer {
  /// The value of the query in `{"data": {…}}`.
  package static func read(_ answer: [UInt8]) throws(QueryError) -> ArgumentValue {
    let tree: JSONValue
    do throws(JSONError) {
      tree = try JSONReader.read(answer, maximumDepth: 1024)
    } catch {
      throw QueryError("Q0002", "the answer is not JSON: \(error)")
    }
    guard let value = tree["data"]?.objectValue?.first?.value else { return .null }
    do throws(RequestError) {
      return try TaggedValue.parse(value)
    } catch {
      throw QueryError("Q0002", error.message)
    }
  }
}
