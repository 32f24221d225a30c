import BinaryText
package import JSON

/// Reads argument values of the JSON protocol: JSON, with `{"$type", "value"}` for richer types.
package enum TaggedValue {
  /// Reads one value.
  package static func parse(_ value: JSONValue) throws(RequestError) -> ArgumentValue {
    switch value {
    case .null: return .null
    case .boolean(let flag): return .boolean(flag)
    case .string(let text): return .string(text)
    case .number(let digits): return Int64(digits).map { .integer($0) } ?? .number(digits)
    case .array(let elements):
      var list: [ArgumentValue] = []
      list.reserveCapacity(elements.count)
      for element in elements { list.append(try parse(element)) }
      return .list(list)
    case .object(let members):
      guard let type = value["$type"] else { return .object(try self.members(members)) }
      return try tagged(type, value["value"] ?? .null)
    }
  }

  static func members(
    _ members: [JSONValue.Member]
  ) throws(RequestError) -> [QueryRequest.Argument] {
    var arguments: [QueryRequest.Argument] = []
    arguments.reserveCapacity(members.count)
    for member in members {
      arguments.append(QueryRequest.Argument(member.key, try parse(member.value)))
    }
    return arguments
  }

  private static func tagged(
    _ type: JSONValue, _ value: JSONValue
  ) throws(RequestError) -> ArgumentValue {
    switch (type.stringValue, value) {
    case ("DateTime", .string(let text)): return .dateTime(text)
    case ("BigInt", .string(let text)), ("BigInt", .number(let text)): return .bigInt(text)
    case ("Decimal", .string(let text)), ("Decimal", .number(let text)): return .decimal(text)
    case ("Json", .string(let text)): return .json(text)
    case ("Enum", .string(let name)): return .enumeration(name)
    case ("Bytes", .string(let text)):
      guard let bytes = Base64.decode(text) else {
        throw RequestError("a value of type Bytes is not valid Base64")
      }
      return .bytes(bytes)
    case ("FieldRef", _):
      guard let field = value["_ref"]?.stringValue,
        let container = value["_container"]?.stringValue
      else { throw RequestError("a field reference needs `_ref` and `_container`") }
      return .fieldReference(field: field, container: container)
    case ("Raw", _):
      var writer = JSONWriter()
      writer.value(value)
      return .raw(writer.text)
    case (let name?, _):
      throw RequestError("the value tagged `\(name)` cannot be used in a request")
    case (nil, _):
      throw RequestError("`$type` should be a string")
    }
  }
}
