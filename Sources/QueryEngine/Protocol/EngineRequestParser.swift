package import JSON
package import SchemaModel

/// Reads the body of a request of the engine protocol: JSON, GraphQL, or a batch of either.
///
/// What it does not understand is refused rather than dropped: a filter with a slip in its name
/// must not become a request without a filter.
package struct EngineRequestParser: Sendable {
  private let datamodel: Datamodel

  /// Creates a parser; the datamodel tells where a model's name begins in GraphQL, and which values
  /// are JSON.
  package init(datamodel: Datamodel) { self.datamodel = datamodel }

  /// Reads a request from its bytes.
  package func parse(_ body: [UInt8]) throws(RequestError) -> EngineRequest {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(body, allowsLoneSurrogates: false)
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
    try body.requireKeys(["batch", "transaction", "isolationLevel"], of: "the batch")
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
    guard let text = body["query"]?.stringValue else {
      return (try JSONRequestParser.parse(body, datamodel), .json)
    }
    try body.requireKeys(
      ["query", "variables", "operationName", "operation_name"], of: "the request")
    return (
      try GraphQLParser.parse(text, isModel: { datamodel.model(named: $0) != nil }), .graphql
    )
  }

  /// The transaction of a batch: `true`, or an object that may name an isolation level.
  private func transaction(
    of body: JSONValue
  ) throws(RequestError) -> EngineRequest.BatchTransaction? {
    switch body["transaction"] {
    case nil, .null?, .boolean(false)?: return nil
    case .boolean(true)?:
      return EngineRequest.BatchTransaction(isolationLevel: try isolationLevel(in: body))
    case .object(let members)?:
      try JSONValue.object(members).requireKeys(["isolationLevel"], of: "`transaction`")
      return EngineRequest.BatchTransaction(
        isolationLevel: try isolationLevel(in: .object(members)))
    case .number, .string, .array:
      throw RequestError("`transaction` should be `true`, `false` or an object")
    }
  }

  private func isolationLevel(in object: JSONValue) throws(RequestError) -> String? {
    switch object["isolationLevel"] {
    case nil, .null?: return nil
    case .string(let name)?: return name
    case .boolean, .number, .array, .object:
      throw RequestError("`isolationLevel` should be a string")
    }
  }
}
