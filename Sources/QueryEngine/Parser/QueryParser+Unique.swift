import BackendInterface
import DatabaseAccess
import Diagnostics
import SchemaModel

extension QueryParser {
  /// A `where` object that names at least one unique key.
  ///
  /// - Returns: The filter, and the key when the object is nothing but one unique key.
  func uniqueFilter(
    _ value: ArgumentValue, _ model: ModelView, _ path: RequestPath
  ) throws(QueryError) -> (filter: Filter, key: [CursorPart]) {
    guard let members = value.members else {
      throw .wrongType("\(model.name)WhereUniqueInput", got: value, at: path)
    }
    var parts: [Filter] = []
    var keys: [[CursorPart]] = []
    for member in members {
      let path = path.argument(member.name)
      if let combined = try combination(
        member, path,
        { value, path throws(QueryError) in
          try filter(value, model, path)
        })
      {
        parts.append(combined)
      } else if let field = model.field(named: member.name), isUnique(field, model) {
        let key = [CursorPart(field.id, try keyValue(field, member.value, path))]
        keys.append(key)
        parts.append(equals(key))
      } else if let fields = compoundKey(named: member.name, of: model) {
        let key = try compoundKey(fields, member.value, path)
        keys.append(key)
        parts.append(equals(key))
      } else {
        parts.append(
          try filter(
            .object([member]), model,
            RequestPath(
              selection: path.selection, arguments: path.arguments.dropLast())))
      }
    }
    guard !keys.isEmpty else { throw keyMissing(model, path) }
    return (all(parts), members.count == 1 ? keys[0] : [])
  }

  private func keyMissing(_ model: ModelView, _ path: RequestPath) -> QueryError {
    let names = uniqueNames(of: model)
    return .invalid("\(path.text) must name one of the unique fields: \(names.inBackticks)")
  }

  private func equals(_ key: [CursorPart]) -> Filter {
    all(key.map { .field(FieldCondition($0.field, .equals(.value($0.value)))) })
  }

  private func keyValue(
    _ field: FieldView, _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> Value {
    guard value != .null else { throw .missingArgument(at: path) }
    return try scalar(value, field.type, of: field, path)
  }

  private func isUnique(_ field: FieldView, _ model: ModelView) -> Bool {
    func isSingle(_ key: Key) -> Bool {
      key.parts.count == 1 && key.parts[0].field == field.id && isUsable(key)
    }
    return model.model.primaryKey.map(isSingle) ?? false
      || model.model.uniques.contains(where: isSingle)
  }

  private func isUsable(_ key: Key) -> Bool {
    key.parts.allSatisfy { part in isVisible(datamodel[part.field]) }
  }

  /// The fields of a compound key by its name: as given, else the field names joined by `_`.
  private func compoundKey(named name: String, of model: ModelView) -> [FieldID]? {
    let keys = (model.model.primaryKey.map { [$0] } ?? []) + model.model.uniques
    let key = keys.first { key in
      key.parts.count > 1 && isUsable(key) && clientName(of: key) == name
    }
    return key?.parts.map(\.field)
  }

  func clientName(of key: Key) -> String {
    key.name ?? key.parts.map { datamodel[$0.field].name }.joined(separator: "_")
  }

  private func uniqueNames(of model: ModelView) -> [String] {
    let keys = (model.model.primaryKey.map { [$0] } ?? []) + model.model.uniques
    return keys.filter(isUsable).map(clientName)
  }

  private func compoundKey(
    _ fields: [FieldID], _ value: ArgumentValue, _ path: RequestPath
  ) throws(QueryError) -> [CursorPart] {
    guard let members = value.members else {
      throw .wrongType("CompoundUniqueInput", got: value, at: path)
    }
    for member in members
    where !fields.contains(where: { datamodel[$0].name == member.name }) {
      throw .unknownField(
        member.name, in: "CompoundUniqueInput", at: path.argument(member.name))
    }
    var key: [CursorPart] = []
    for field in fields {
      let view = datamodel[field]
      let path = path.argument(view.name)
      guard let member = members.first(where: { $0.name == view.name }) else {
        throw .missingArgument(at: path)
      }
      key.append(CursorPart(field, try keyValue(view, member.value, path)))
    }
    return key
  }
}
