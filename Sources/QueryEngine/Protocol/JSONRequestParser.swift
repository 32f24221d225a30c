import Diagnostics
import JSON

/// Reads a request of the JSON protocol.
enum JSONRequestParser {
  static func parse(_ body: JSONValue) throws(RequestError) -> QueryRequest {
    guard let action = body["action"]?.stringValue else {
      throw RequestError(
        "the request names no action",
        help: "a request has `action`, `modelName` and `query`")
    }
    guard EngineAction(rawValue: action) != nil else {
      let names = EngineAction.allCases.map(\.rawValue)
      throw RequestError(
        "there is no action `\(action)`",
        help: closestName(to: action, among: names).map { "did you mean `\($0)`?" })
    }
    let model = body["modelName"]?.stringValue
    guard let query = body["query"], case .object = query else {
      throw RequestError("the request has no `query` object")
    }
    return QueryRequest(
      action: action, model: model,
      responseKey: QueryRequest.defaultResponseKey(action: action, model: model),
      arguments: try arguments(of: query), selection: try selection(of: query) ?? .init())
  }

  private static func arguments(
    of field: JSONValue
  ) throws(RequestError) -> [QueryRequest.Argument] {
    guard let arguments = field["arguments"] else { return [] }
    guard let members = arguments.objectValue else {
      throw RequestError("`arguments` should be an object")
    }
    return try TaggedValue.members(members)
  }

  private static func selection(
    of field: JSONValue
  ) throws(RequestError) -> QueryRequest.Selection? {
    guard let value = field["selection"] else { return nil }
    guard let members = value.objectValue else {
      throw RequestError("`selection` should be an object")
    }
    var selection = QueryRequest.Selection()
    for member in members {
      switch (member.key, member.value) {
      case ("$scalars", .boolean(let isOn)): selection.allScalars = isOn
      case ("$composites", .boolean(let isOn)): selection.allComposites = isOn
      case (let name, .boolean(true)):
        selection.fields.append(QueryRequest.SelectedField(name))
      case (let name, .boolean(false)): selection.excluded.append(name)
      case (let name, .object):
        selection.fields.append(
          QueryRequest.SelectedField(
            name, arguments: try arguments(of: member.value),
            selection: try self.selection(of: member.value)))
      case (let name, .null), (let name, .number), (let name, .string), (let name, .array):
        throw RequestError("the selection of `\(name)` should be `true`, `false` or an object")
      }
    }
    return selection
  }
}
