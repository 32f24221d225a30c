import SchemaModel

/// Finds what is wrong with a request in the way in which clients expect to be told.
///
/// A client renders the error itself, from the types that an argument could have had: a value that
/// fits none of several types has one failure for each. The engine's own reader does not read a
/// request so, and is asked first; this one runs for a request that it refused.
///
/// Types that can be alternatives contain each other, so a value is read once for the same
/// alternatives: the work is linear in the request.
struct RequestValidator {
  let schema: RequestSchema
  let dialect: EngineRequest.Dialect
  /// What was found out about the values that may be one of several objects.
  private var choices: [Choice: ValidationFailure?] = [:]

  /// A value and the names of the types that it may have.
  private struct Choice: Hashable {
    var arguments: [String]
    var elements: [Int]
    var types: [String]
  }

  init(schema: RequestSchema, dialect: EngineRequest.Dialect) {
    self.schema = schema
    self.dialect = dialect
  }

  /// The first failure of a request; `nil` when its types fit.
  mutating func failure(of request: QueryRequest) -> ValidationFailure? {
    let path = RequestPath(selection: [request.operation])
    guard let action = EngineAction(rawValue: request.action) else { return nil }
    if action.isRaw {
      return arguments(request.arguments, schema.rawArguments, path)
        ?? parameters(of: request, path)
    }
    guard let name = request.model, let model = schema.datamodel.model(named: name),
      let operation = schema.operation(action, on: model), let object = operation.object
    else { return nil }
    return arguments(request.arguments, operation.arguments, path)
      ?? selection(request.selection, object, path)
  }

  /// The parameters of a raw statement are a list as JSON text.
  private func parameters(of request: QueryRequest, _ path: RequestPath) -> ValidationFailure? {
    guard case .string(let text)? = request["parameters"] else { return nil }
    let path = path.argument("parameters")
    guard case .fits = ScalarReading.json(text) else {
      return ValidationFailure(
        .invalidArgumentValue("JSON String", value: text, reason: nil), path)
    }
    return ValidationFailure(.invalidArgumentValue("JSON array", value: text, reason: nil), path)
  }

  private mutating func selection(
    _ selection: QueryRequest.Selection, _ shape: OutputShape, _ path: RequestPath
  ) -> ValidationFailure? {
    let fields = schema.fields(of: shape)
    let all = selection.allScalars && fields.contains { $0.object == nil }
    guard all || !selection.fields.isEmpty else {
      return ValidationFailure(.emptySelection(schema.meta(of: shape)), path)
    }
    for selected in selection.fields {
      let path = path.selecting(selected.name)
      guard let field = fields.first(where: { $0.name == selected.name }) else {
        return unknownSelection(selected.name, shape, path)
      }
      if let failure = self.field(selected, field, path) { return failure }
    }
    guard
      let unknown = selection.excluded.first(where: { name in
        !fields.contains { $0.name == name }
      })
    else { return nil }
    return unknownSelection(unknown, shape, path.selecting(unknown))
  }

  private func unknownSelection(
    _ name: String, _ shape: OutputShape, _ path: RequestPath
  ) -> ValidationFailure {
    ValidationFailure(
      .unknownSelectionField(name, type: shape.name, schema.meta(of: shape)), path)
  }

  private mutating func field(
    _ selected: QueryRequest.SelectedField, _ field: RequestSchema.OutputField, _ path: RequestPath
  ) -> ValidationFailure? {
    if let failure = arguments(selected.arguments, field.arguments, path) { return failure }
    guard let nested = selected.selection else {
      // What is aggregated must be said; a record shows its columns.
      guard case .aggregate? = field.object, let object = field.object else { return nil }
      return ValidationFailure(.emptySelection(schema.meta(of: object)), path)
    }
    if let object = field.object { return selection(nested, object, path) }
    return nested.isEmpty ? nil : ValidationFailure(.selectionOnScalar(selected.name), path)
  }

  private mutating func arguments(
    _ given: [QueryRequest.Argument], _ known: [RequestSchema.Member], _ path: RequestPath
  ) -> ValidationFailure? {
    choices = [:]
    for argument in given where !known.contains(where: { $0.name == argument.name }) {
      return ValidationFailure(
        .unknownArgument(schema.meta(of: known)), path.argument(argument.name))
    }
    for member in known {
      let path = path.argument(member.name)
      if let argument = given.first(where: { $0.name == member.name }) {
        if let failure = value(argument.value, member.shapes, path) { return failure }
      } else if member.isRequired {
        return missing(member.shapes, path)
      } else if let dependent = member.dependents.first(where: { name in
        given.contains { $0.name == name }
      }) {
        return missing(member.shapes, path, for: dependent)
      }
    }
    return nil
  }

  private func missing(
    _ shapes: [InputShape], _ path: RequestPath, for dependent: String? = nil
  ) -> ValidationFailure {
    ValidationFailure(
      .requiredArgumentMissing(shapes.map { schema.meta(of: $0) }, for: dependent), path)
  }

  /// The failure of a value that fits none of some types.
  private mutating func value(
    _ value: ArgumentValue, _ shapes: [InputShape], _ path: RequestPath
  ) -> ValidationFailure? {
    guard shapes.count(where: \.isOfObjects) > 1, value.isComposed else {
      return alternatives(value, shapes, path)
    }
    let choice = Choice(
      arguments: path.arguments, elements: path.elements, types: shapes.map(\.name))
    if let known = choices[choice] { return known }
    let failure = alternatives(value, shapes, path)
    choices[choice] = .some(failure)
    return failure
  }

  private mutating func alternatives(
    _ value: ArgumentValue, _ shapes: [InputShape], _ path: RequestPath
  ) -> ValidationFailure? {
    var failures: [ValidationFailure] = []
    for shape in shapes {
      guard let failure = self.value(value, shape, path) else { return nil }
      failures.append(failure)
    }
    return ValidationFailure(oneOf: failures, path)
  }

  private mutating func value(
    _ value: ArgumentValue, _ shape: InputShape, _ path: RequestPath
  ) -> ValidationFailure? {
    switch (value, shape) {
    case (.null, .null): return nil
    case (_, .scalar(.json)) where dialect == .json && value.isPlainJSON: return nil
    case (.list, .list(.scalar(.json))) where dialect == .json && value.isPlainJSON: return nil
    case (.null, _): return missing([shape], path)
    case (.list(let elements), .list(let element)):
      for (index, part) in elements.enumerated() {
        if let failure = self.value(part, element, path.element(index)) { return failure }
      }
      return nil
    case (.object(let members), .object(let object)): return self.object(members, object, path)
    case (.object(let members), .fieldReference): return reference(members, shape, path)
    case (.fieldReference, .fieldReference): return nil
    case (.fieldReference(let field, let container), .object(let object)):
      return self.object(
        [.init("_ref", .string(field)), .init("_container", .string(container))], object, path)
    case (_, .name(let names)): return name(value, names, shape, path)
    case (_, .scalar(let type)):
      return scalar(value, type, path)
    case (_, .null), (_, .object), (_, .fieldReference), (_, .list):
      return wrongType(value, shape, path)
    }
  }

  private func wrongType(
    _ value: ArgumentValue, _ shape: InputShape, _ path: RequestPath
  ) -> ValidationFailure {
    ValidationFailure(.invalidArgumentType(shape.name, inferred: value.clientTypeName), path)
  }

  private func name(
    _ value: ArgumentValue, _ names: EnumShape, _ shape: InputShape, _ path: RequestPath
  ) -> ValidationFailure? {
    let name: String
    switch value {
    case .string(let text), .enumeration(let text): name = text
    case .boolean(let flag): name = flag ? "true" : "false"
    default: return wrongType(value, shape, path)
    }
    guard !names.values.contains(name) else { return nil }
    return ValidationFailure(.invalidArgumentValue(names.name, value: name, reason: nil), path)
  }

  private func scalar(
    _ value: ArgumentValue, _ type: ScalarType, _ path: RequestPath
  ) -> ValidationFailure? {
    switch ScalarReading(value, as: type, stringsAreJSON: dialect == .graphql) {
    case .fits: nil
    case .tooLarge(let number): ValidationFailure(.valueTooLarge(number), path)
    case .wrongType: wrongType(value, .scalar(type), path)
    case .unreadable(let text, let expected, let reason):
      ValidationFailure(.invalidArgumentValue(expected, value: text, reason: reason), path)
    }
  }

  private mutating func reference(
    _ given: [QueryRequest.Argument], _ shape: InputShape, _ path: RequestPath
  ) -> ValidationFailure? {
    let text = InputShape.scalar(.string)
    let known = ["_ref", "_container"]
    for name in known where !given.contains(where: { $0.name == name }) {
      return missing([text], path.argument(name))
    }
    for member in given {
      let path = path.argument(member.name)
      guard known.contains(member.name) else {
        return ValidationFailure(.unknownInputField(schema.meta(of: shape)), path)
      }
      if let failure = value(member.value, text, path) { return failure }
    }
    return nil
  }

  private mutating func object(
    _ given: [QueryRequest.Argument], _ shape: ObjectShape, _ path: RequestPath
  ) -> ValidationFailure? {
    let known = schema.members(of: shape)
    for member in known where member.isRequired {
      guard !given.contains(where: { $0.name == member.name }) else { continue }
      return missing(member.shapes, path.argument(member.name))
    }
    for argument in given {
      let path = path.argument(argument.name)
      guard let member = known.first(where: { $0.name == argument.name }) else {
        return ValidationFailure(.unknownInputField(schema.meta(of: .object(shape))), path)
      }
      if let failure = value(argument.value, member.shapes, path) { return failure }
    }
    return count(given, shape, path)
  }

  private func count(
    _ given: [QueryRequest.Argument], _ shape: ObjectShape, _ path: RequestPath
  ) -> ValidationFailure? {
    let bounds = schema.bounds(of: shape)
    let number = given.count { bounds.counted?.contains($0.name) ?? true }
    if number < bounds.minimum ?? 0 {
      return ValidationFailure(
        .someFieldsMissing(bounds, given: number, schema.meta(of: .object(shape))), path)
    }
    guard let maximum = bounds.maximum, number > maximum else { return nil }
    return ValidationFailure(
      .tooManyFieldsGiven(bounds, given: number, schema.meta(of: .object(shape))), path)
  }
}

extension InputShape {
  /// Whether it is an object or a list of objects.
  fileprivate var isOfObjects: Bool {
    switch self {
    case .object: true
    case .list(let element): element.isOfObjects
    case .null, .scalar, .name, .fieldReference: false
    }
  }
}

extension ArgumentValue {
  /// Whether it holds other values.
  fileprivate var isComposed: Bool {
    switch self {
    case .list, .object: true
    case .null, .boolean, .integer, .number, .string, .enumeration, .dateTime, .bigInt, .decimal,
      .bytes, .json, .raw, .fieldReference:
      false
    }
  }

  /// The name of the type of a value in the errors that clients read.
  var clientTypeName: String {
    switch self {
    case .null: "Null"
    case .boolean: "Boolean"
    case .integer: "Int"
    case .number, .decimal: "Float"
    case .string: "String"
    case .enumeration: "Enum"
    case .dateTime: "DateTime"
    case .bigInt: "BigInt"
    case .bytes: "Bytes"
    case .json, .raw: "JSON"
    case .fieldReference: "FieldRef"
    case .list(let elements): "(\(elements.map(\.clientTypeName).joined(separator: ", ")))"
    case .object: "Object"
    }
  }

  /// Whether a value of the JSON protocol can stand for itself in a column of JSON.
  var isPlainJSON: Bool {
    switch self {
    case .enumeration, .fieldReference: false
    case .list(let elements): elements.allSatisfy(\.isPlainJSON)
    case .null, .boolean, .integer, .number, .string, .dateTime, .bigInt, .decimal, .bytes, .json,
      .raw, .object:
      true
    }
  }
}
