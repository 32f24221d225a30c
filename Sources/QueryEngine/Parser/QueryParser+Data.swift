import BackendInterface
import DatabaseAccess
import SchemaModel

/// How a record is written: decides which fields its `data` may hold.
///
/// `data` comes in two forms. The *checked* form speaks of relations and not of foreign keys; the
/// *unchecked* form speaks of foreign keys and not of the relations that they belong to.
struct WriteScope {
  /// The relation field through which a parent writes the record; it and its keys are given.
  var parent: FieldView?
  /// Only columns: no relations at all.
  var columnsOnly = false

  /// Whether the parent gives a field its value.
  func isGiven(_ field: FieldView) -> Bool {
    guard let parent else { return false }
    if field.id == parent.id { return true }
    return parent.isReferencing(by: field)
  }
}

extension QueryParser {
  func createData(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath,
    _ scope: WriteScope = WriteScope()
  ) throws(QueryError) -> WriteData {
    var data = try self.data(value, model, path, scope, isUpdate: false)
    try checkRequired(data, model, path, scope)
    addDefaults(to: &data, model, scope)
    return data
  }

  func createManyData(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath, parent: FieldView? = nil
  ) throws(QueryError) -> WriteData {
    try createData(value, model, path, WriteScope(parent: parent, columnsOnly: true))
  }

  func updateData(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath,
    _ scope: WriteScope = WriteScope()
  ) throws(QueryError) -> WriteData {
    try self.data(value, model, path, scope, isUpdate: true)
  }

  func updateManyData(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath, parent: FieldView? = nil
  ) throws(QueryError) -> WriteData {
    try updateData(value, model, path, WriteScope(parent: parent, columnsOnly: true))
  }

  /// The members of `data` in one of its two forms, before anything is added to them.
  private func data(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath, _ scope: WriteScope,
    isUpdate: Bool
  ) throws(QueryError) -> WriteData {
    guard let members = value.members else {
      throw .wrongType("\(model.name)\(isUpdate ? "Update" : "Create")Input", got: value, at: path)
    }
    var data = WriteData()
    for member in members {
      let path = path.argument(member.name)
      guard let field = model.field(named: member.name), isWritable(field, scope) else {
        throw unknownField(member.name, in: model, scope, isUpdate: isUpdate, at: path)
      }
      if field.isRelation {
        let operations = try nestedOperations(member.value, field, path, isUpdate: isUpdate)
        data.nested.append(NestedWrite(field: field, operations: operations))
      } else {
        data.assignments.append(
          isUpdate
            ? try updateAssignment(field, member.value, path)
            : try createAssignment(field, member.value, path))
      }
    }
    try checkForm(data, model, path, scope)
    return data
  }

  private func unknownField(
    _ name: String, in model: ModelView, _ scope: WriteScope, isUpdate: Bool, at path: RequestPath
  ) -> QueryError {
    let shape = DataShape(
      model: model, verb: isUpdate ? .update : .create, isMany: scope.columnsOnly,
      parent: scope.parent)
    return .unknownField(
      name, in: shape.name, known: model.fields.filter { isWritable($0, scope) }.map(\.name),
      at: path)
  }

  private func isWritable(_ field: FieldView, _ scope: WriteScope) -> Bool {
    field.isVisible && !scope.isGiven(field) && !(field.isRelation && scope.columnsOnly)
  }

  private func createAssignment(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Assignment {
    if field.isList {
      var list = value
      if let members = value.members, members.count == 1, members[0].name == "set" {
        list = members[0].value
      }
      return Assignment(field.id, .value(.list(try self.list(list, field, path))))
    }
    return Assignment(field.id, .value(try written(value, field, path)))
  }

  private func list(
    _ value: ArgumentValue, _ field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> [Value] {
    var values: [Value] = []
    for element in value.elements {
      values.append(try stored(element, field, path))
    }
    return values
  }

  /// A value to store, NULL included.
  private func written(
    _ value: ArgumentValue, _ field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> Value {
    if field.scalarType == .json {
      switch value {
      case .enumeration("JsonNull"): return .json("null")
      case .enumeration("DbNull") where field.arity == .optional: return .null
      default: break
      }
    }
    guard value != .null else {
      guard field.arity == .optional else {
        throw .wrongType(typeName(of: field), got: value, at: path)
      }
      return .null
    }
    return try stored(value, field, path)
  }

  private func stored(
    _ value: ArgumentValue, _ field: FieldView, _ path: RequestPath
  ) throws(QueryError) -> Value {
    let value = try scalar(value, field.type, of: field, path)
    if case .integer(let number) = value, field.scalarType == .int,
      !capabilities.checksIntegerRange, Int32(exactly: number) == nil
    {
      throw .outOfRange(number, column: field.databaseName, at: path)
    }
    return value
  }

  private func updateAssignment(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Assignment {
    guard let members = value.members, field.scalarType != .json || field.isList else {
      return try createAssignment(field, value, path)
    }
    guard let member = members.first, members.count == 1 else {
      throw .invalid("\(path.text) names exactly one operation")
    }
    let path = path.argument(member.name)
    if member.name == "set" {
      return try createAssignment(field, member.value, path)
    }
    if field.isList, member.name == "push" {
      let elements =
        field.scalarType == .json ? pushedJSON(member.value) : member.value
      return Assignment(field.id, .push, .value(.list(try list(elements, field, path))))
    }
    let operations: [String: Assignment.Operation] = [
      "increment": .increment, "decrement": .decrement, "multiply": .multiply, "divide": .divide,
    ]
    guard let operation = operations[member.name], isNumber(field), !field.isList else {
      throw .unknownField(
        member.name, in: "\(typeName(of: field))FieldUpdateOperationsInput",
        known: ["set", "push"] + operations.keys.sorted(), at: path)
    }
    guard member.value != .null else { throw .missingArgument(at: path) }
    return Assignment(
      field.id, operation, .value(try written(member.value, field, path)))
  }

  /// The JSON values that are appended: an array is one value like any other, unless one of its
  /// elements is tagged as JSON.
  private func pushedJSON(_ value: ArgumentValue) -> ArgumentValue {
    if case .list(let elements) = value,
      elements.contains(where: { if case .json = $0 { true } else { false } })
    {
      return value
    }
    return .list([value])
  }

  private func isNumber(_ field: FieldView) -> Bool {
    switch field.scalarType {
    case .int, .bigInt, .float, .decimal: true
    case .string, .boolean, .dateTime, .json, .bytes, nil: false
    }
  }

  /// The two forms of `data` must not be mixed.
  private func checkForm(
    _ data: WriteData, _ model: ModelView, _ path: RequestPath, _ scope: WriteScope
  ) throws(QueryError) {
    guard !scope.columnsOnly, let nested = data.nested.first(where: \.field.isReferencing),
      let column = data.assignments.first(where: { isUncheckedOnly(datamodel[$0.field]) })
    else { return }
    throw .invalid(
      "\(path.text) sets both the relation `\(nested.field.name)` and the column "
        + "`\(datamodel[column.field].name)`: use relations only, or foreign keys and generated "
        + "ids only")
  }

  /// Whether a column belongs to the unchecked form only: foreign keys and generated ids.
  private func isUncheckedOnly(_ field: FieldView) -> Bool {
    if field.scalarType == .int, case .function(let call)? = field.field.defaultValue,
      call.name == "autoincrement",
      field.model?.model.primaryKey?.parts.contains(where: { $0.field == field.id }) ?? false
    {
      return true
    }
    return isForeignKey(field)
  }

  private func isForeignKey(_ field: FieldView) -> Bool {
    field.model?.relationFields.contains { $0.isReferencing(by: field) } ?? false
  }

  private func checkRequired(
    _ data: WriteData, _ model: ModelView, _ path: RequestPath, _ scope: WriteScope
  ) throws(QueryError) {
    for field in model.visibleColumns where field.isRequired {
      guard !scope.isGiven(field), !data.assigns(field.id), !hasDefault(field) else { continue }
      let relations = model.relationFields.filter { $0.isReferencing(by: field) }
      let isConnected = relations.contains { relation in
        data.nested.contains { $0.field.id == relation.id && !$0.operations.isEmpty }
          || scope.parent?.id == relation.id
      }
      // A relation that may be left out leaves its key to the database, which may refuse NULL.
      let isOptional = !scope.columnsOnly && relations.contains { !$0.isRequired }
      if isConnected || isOptional { continue }
      throw .missingArgument(at: path.argument(relations.first?.name ?? field.name))
    }
  }

  private func hasDefault(_ field: FieldView) -> Bool {
    field.field.defaultValue != nil || field.field.isUpdatedAt
  }

  /// Fills in what the engine makes itself; the rest is left to the database.
  private func addDefaults(to data: inout WriteData, _ model: ModelView, _ scope: WriteScope) {
    for field in model.columnFields where !data.assigns(field.id) && !scope.isGiven(field) {
      guard field.isVisible || field.field.isIgnored else { continue }
      // A relation that is written beside it gives the column its value.
      let isWritten = data.nested.contains { $0.field.isReferencing(by: field) }
      guard !isWritten, let value = defaultValue(field) else { continue }
      data.assignments.append(Assignment(field.id, .value(value)))
    }
  }

  private func defaultValue(_ field: FieldView) -> Value? {
    if let value = field.field.defaultValue {
      return DefaultMaker(datamodel: datamodel, now: now).value(value, for: field)
    }
    return field.field.isUpdatedAt ? .dateTime(now) : nil
  }
}

extension FieldView {
  /// Whether the foreign key of this relation field has a column.
  fileprivate func isReferencing(by column: FieldView) -> Bool {
    isReferencing && relation?.relation.fields.contains(column.id) ?? false
  }
}
