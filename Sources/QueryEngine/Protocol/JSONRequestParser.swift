import Diagnostics
import JSON
import SchemaModel

/// Reads a request of the JSON protocol.
struct JSONRequestParser {
  /// The model of the request; `nil` for raw actions, and for a model that does not exist.
  private let model: ModelView?

  static func parse(
    _ body: JSONValue, _ datamodel: Datamodel
  ) throws(RequestError) -> QueryRequest {
    try body.requireKeys(["action", "modelName", "query"], of: "the request")
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
    let model: String?
    switch body["modelName"] {
    case nil, .null?: model = nil
    case .string(let name)?: model = name
    case .boolean, .number, .array, .object:
      throw RequestError("`modelName` should be a string")
    }
    guard let query = body["query"], case .object = query else {
      throw RequestError("the request has no `query` object")
    }
    let key = QueryRequest.defaultResponseKey(action: action, model: model)
    let parser = JSONRequestParser(model: model.flatMap { datamodel.model(named: $0) })
    let place = parser.model.map { InputPlace.arguments($0) } ?? .operators(isJSON: true)
    try query.requireKeys(["arguments", "selection"], of: "`query`")
    return QueryRequest(
      action: action, model: model, responseKey: key,
      arguments: try parser.arguments(of: query, place, key),
      selection: try parser.selection(of: query, parser.model, key) ?? .init())
  }

  private func arguments(
    of field: JSONValue, _ place: InputPlace, _ path: String
  ) throws(RequestError) -> [QueryRequest.Argument] {
    switch field["arguments"] {
    case nil, .null?: return []
    case .object(let members)?:
      try checkKeys(.object(members), place, path)
      return try TaggedValue.members(members)
    case .boolean, .number, .string, .array:
      throw RequestError("`arguments` should be an object (at `\(path)`)")
    }
  }

  /// Refuses a key that is written twice.
  private func checkKeys(
    _ value: JSONValue, _ place: InputPlace, _ path: String
  ) throws(RequestError) {
    switch value {
    case .object(let members):
      guard place.hasUniqueKeys else { return }
      try members.requireUniqueKeys(at: path)
      if value["$type"] != nil {
        return try value.requireKeys(["$type", "value"], of: "`\(path)`")
      }
      for member in members {
        try checkKeys(member.value, place.member(member.key), "\(path).\(member.key)")
      }
    case .array(let elements):
      for element in elements { try checkKeys(element, place, path) }
    case .null, .boolean, .number, .string: return
    }
  }

  private func selection(
    of field: JSONValue, _ model: ModelView?, _ path: String
  ) throws(RequestError) -> QueryRequest.Selection? {
    guard let value = field["selection"] else { return nil }
    guard let members = value.objectValue else {
      throw RequestError("`selection` should be an object (at `\(path)`)")
    }
    try members.requireUniqueKeys(at: path)
    var selection = QueryRequest.Selection()
    for member in members {
      switch (member.key, member.value) {
      case ("$scalars", .boolean(let isOn)): selection.allScalars = isOn
      case ("$composites", .boolean(let isOn)): selection.allComposites = isOn
      case (let name, .boolean(true)):
        selection.fields.append(QueryRequest.SelectedField(name))
      case (let name, .boolean(false)): selection.excluded.append(name)
      case (let name, .object):
        selection.fields.append(try self.field(name, member.value, of: model, path))
      case (let name, .null), (let name, .number), (let name, .string), (let name, .array):
        throw RequestError(
          "the selection of `\(path).\(name)` should be `true`, `false` or an object")
      }
    }
    return selection
  }

  private func field(
    _ name: String, _ value: JSONValue, of model: ModelView?, _ path: String
  ) throws(RequestError) -> QueryRequest.SelectedField {
    let path = "\(path).\(name)"
    try value.requireKeys(["arguments", "selection"], of: "the selection of `\(path)`")
    // `_count` and the aggregates keep the model.
    let related = model?.field(named: name)?.relatedModel ?? model
    let place = related.map { InputPlace.arguments($0) } ?? .operators(isJSON: false)
    return QueryRequest.SelectedField(
      name, arguments: try arguments(of: value, place, path),
      selection: try selection(of: value, related, path))
  }
}

extension JSONValue {
  /// Refuses keys of an object that have no meaning, and those that are written twice.
  func requireKeys(_ known: [String], of what: String) throws(RequestError) {
    let members = objectValue ?? []
    for member in members where !known.contains(member.key) {
      throw RequestError(
        "\(what) has no member `\(member.key)`" + QueryError.question(member.key, known),
        help: "there are " + known.inBackticks)
    }
    if let key = members.repeatedKey {
      throw RequestError("\(what) has the member `\(key)` twice")
    }
  }
}

extension [JSONValue.Member] {
  /// The first key that stands before in the same object.
  var repeatedKey: String? {
    if count <= 8 {
      for index in indices.dropFirst()
      where self[..<index].contains(where: { $0.key == self[index].key }) {
        return self[index].key
      }
      return nil
    }
    var keys = Set<String>(minimumCapacity: count)
    return first { !keys.insert($0.key).inserted }?.key
  }

  fileprivate func requireUniqueKeys(at path: String) throws(RequestError) {
    guard let key = repeatedKey else { return }
    throw RequestError("`\(path).\(key)` is given twice")
  }
}
