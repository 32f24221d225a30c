package import JSON
package import SchemaModel

/// Reads the body of a request of the engine protocol: JSON, GraphQL, or a batch of either.
package struct EngineRequestParser: Sendable {
  private let datamodel: Datamodel

  /// Creates a parser; the datamodel only tells where a model's name begins in GraphQL.
  package init(datamodel: Datamodel) { self.datamodel = datamodel }

  /// Reads a request from its bytes.
  package func parse(_ body: [UInt8]) throws(RequestError) -> EngineRequest {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(body)
    } catch {
      throw RequestError("the request is not JSON: \(error.message)", at: error.offset, in: body)
    }
    return try parse(value)
  }

  /// Reads a request that is parsed as JSON already.
  package func parse(_ body: JSONValue) throws(RequestError) -> EngineRequest {
    guard case .object = body else { throw RequestError("the request is not a JSON object") }
    guard let batch = body["batch"] else {
      let (request, dialect) = try single(body)
      return .single(request, dialect)
    }
    guard let bodies = batch.arrayValue else {
      throw RequestError("`batch` should be a list of requests")
    }
    var requests: [QueryRequest] = []
    var dialect = EngineRequest.Dialect.json
    for (index, element) in bodies.enumerated() {
      let (request, itsDialect) = try single(element)
      guard index == 0 || itsDialect == dialect else {
        throw RequestError("a batch cannot mix the JSON and the GraphQL protocol")
      }
      dialect = itsDialect
      requests.append(request)
    }
    return .batch(requests, dialect, transaction: try transaction(of: body))
  }

  private func single(
    _ body: JSONValue
  ) throws(RequestError) -> (QueryRequest, EngineRequest.Dialect) {
    if let text = body["query"]?.stringValue {
      return (
        try GraphQLParser.parse(text, isModel: { datamodel.model(named: $0) != nil }), .graphql
      )
    }
    return (try JSONRequestParser.parse(body), .json)
  }

  /// The transaction of a batch: `true`, or an object that may name an isolation level.
  private func transaction(
    of body: JSONValue
  ) throws(RequestError) -> EngineRequest.BatchTransaction? {
    switch body["transaction"] {
    case nil, .null, .boolean(false): nil
    case .boolean(true):
      EngineRequest.BatchTransaction(isolationLevel: body["isolationLevel"]?.stringValue)
    case .object(_)?:
      EngineRequest.BatchTransaction(
        isolationLevel: body["transaction"]?["isolationLevel"]?.stringValue)
    case .number, .string, .array:
      throw RequestError("`transaction` should be `true`, `false` or an object")
    }
  }
}
