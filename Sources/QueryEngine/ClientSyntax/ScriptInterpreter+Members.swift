import Diagnostics
import JSON
import SchemaModel

extension ScriptInterpreter {
  /// `base.name`.
  func member(
    _ name: String, of base: ScriptValue, at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch base {
    case .data(let value): return try member(name, of: value, at: node)
    case .client: return try clientMember(name, at: node)
    case .delegate(let model):
      if name == "fields" { return .fields(model) }
      if let method = ClientMethod(rawValue: name) { return .method(method, model) }
      throw failure(
        "`\(accessor(of: model))` has no method `\(name)`",
        help: suggestion(for: name, in: ClientMethod.allCases.map(\.rawValue)), at: node)
    case .fields(let model):
      guard model.field(named: name) != nil else {
        throw failure(
          "the model `\(model.name)` has no field `\(name)`",
          help: suggestion(for: name, in: model.fields.map(\.name)), at: node)
      }
      return .data(.fieldReference(field: name, container: model.name))
    case .call(let query):
      guard let field = query.call.model?.field(named: name), field.isRelation else {
        throw failure(
          "the query has no member `\(name)` before it is awaited",
          help: "put `(await …)` around it", at: node)
      }
      return .relation(query.call, field)
    case .namespace(let namespace):
      guard let value = ScriptGlobals.member(name, of: namespace, datamodel) else {
        throw failure("`\(namespace)` has no member `\(name)`", at: node)
      }
      return value
    case .enumeration(let enumeration):
      guard enumeration.values.contains(where: { $0.name == name }) else {
        throw failure(
          "the enum `\(enumeration.name)` has no value `\(name)`",
          help: suggestion(for: name, in: enumeration.values.map(\.name)), at: node)
      }
      return .data(.string(name))
    case .object(let members): return members.last { $0.name == name }?.value ?? .undefined
    case .undefined: throw failure("the value before `\(name)` is undefined", at: node)
    case .skip, .batch, .output, .sql, .clientMethod, .method, .relation, .function, .dataMethod:
      throw failure("there is no member `\(name)` here", at: node)
    }
  }

  /// `base[key]`.
  func element(
    of base: ScriptExpression, _ key: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    let value = try evaluate(base)
    let key = (value: try data(key), node: key)
    switch (value, key.value) {
    case (.data(.list(let elements)), .integer(let index)):
      guard let index = Int(exactly: index), elements.indices.contains(index) else {
        return .undefined
      }
      return .data(elements[index])
    case (_, .string(let name)): return try member(name, of: value, at: key.node)
    default: throw failure("this is not a key", at: key.node)
    }
  }

  /// A member of a result or of a literal.
  private func member(
    _ name: String, of value: ArgumentValue, at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    switch value {
    case .object: return value[name].map { .data($0) } ?? .undefined
    case .json(let text):
      guard let tree = try? JSONReader.read(text), let value = tree[name],
        let member = try? TaggedValue.parse(value)
      else { return .undefined }
      return .data(member)
    case .list(let elements) where name == "length": return .data(.integer(Int64(elements.count)))
    case .string(let text) where name == "length":
      return .data(.integer(Int64(text.utf16.count)))
    case .null:
      throw failure(
        "the value before `\(name)` is null", help: "write `?.\(name)` where it may be", at: node)
    case .boolean, .integer, .number, .string, .enumeration, .dateTime, .bigInt, .decimal, .bytes,
      .raw, .fieldReference, .list:
      return .dataMethod(value, name)
    }
  }

  private func clientMember(
    _ name: String, at node: ScriptExpression
  ) throws(ScriptError) -> ScriptValue {
    if let function = ClientFunction(rawValue: name) { return .clientMethod(function) }
    if let model = datamodel.models.first(where: { accessor(of: $0) == name }) {
      return .delegate(model)
    }
    let functions = ClientFunction.allCases.map(\.rawValue)
    let models = datamodel.models.map(accessor)
    guard !name.hasPrefix("$") else {
      throw failure(
        "the client has no method `\(name)`", help: suggestion(for: name, in: functions),
        at: node)
    }
    throw failure(
      "the schema has no model `\(name)`", help: suggestion(for: name, in: models), at: node)
  }

  /// A model's name on the client: its first letter in lower case.
  private func accessor(of model: ModelView) -> String {
    model.name.prefix(1).lowercased() + model.name.dropFirst()
  }

  /// The nearest candidate, or all of them when they are few.
  func suggestion(for name: String, in candidates: [String]) -> String? {
    if let nearest = closestName(to: name, among: candidates) {
      return "did you mean `\(nearest)`?"
    }
    guard !candidates.isEmpty, candidates.count <= 20 else { return nil }
    return (candidates.count == 1 ? "there is " : "there are ") + candidates.inBackticks
  }
}
