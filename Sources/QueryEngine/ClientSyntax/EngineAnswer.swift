import Diagnostics
import JSON

/// Reads the engine's responses of the JSON dialect back into values.
package enum EngineAnswer {
  /// The answer of each query of a response, in order.
  ///
  /// - Throws: `QueryFailure` for the first error in the response.
  package static func read(_ response: [UInt8]) throws(QueryFailure) -> [ArgumentValue] {
    let tree: JSONValue
    do throws(JSONError) {
      tree = try JSONReader.read(response, maximumDepth: 1024)
    } catch {
      throw QueryFailure(code: "Q0002", message: "the answer is no JSON: \(error)")
    }
    if let error = tree["errors"]?.arrayValue?.first { throw QueryFailure(error) }
    guard let batch = tree["batchResult"]?.arrayValue else { return [try answer(in: tree)] }
    var answers: [ArgumentValue] = []
    for element in batch {
      if let error = element["errors"]?.arrayValue?.first { throw QueryFailure(error) }
      answers.append(try answer(in: element))
    }
    return answers
  }

  private static func answer(in tree: JSONValue) throws(QueryFailure) -> ArgumentValue {
    guard let value = tree["data"]?.objectValue?.first?.value else { return .null }
    do throws(RequestError) {
      return try TaggedValue.parse(value)
    } catch {
      throw QueryFailure(code: "Q0002", message: error.message)
    }
  }
}

/// A query that failed, as the engine's response tells it.
package struct QueryFailure: UserFacingError {
  /// The stable code, such as `P2025`.
  package var code: String
  package var message: String

  init(code: String, message: String) {
    self.code = code
    self.message = message
  }

  /// Reads an element of `errors`.
  init(_ error: JSONValue) {
    let facts = error["user_facing_error"]
    code = facts?["error_code"]?.stringValue ?? "Q0001"
    message =
      facts?["message"]?.stringValue ?? error["error"]?.stringValue ?? "the query failed"
  }
}
