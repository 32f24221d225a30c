import SQLModel
import SchemaModel

extension SQLToDatamodel {
  /// The field of a column; `nil` when its name has no letter.
  func field(for column: Column<Dialect>, of table: Table<Dialect>, in model: ModelID) -> Field? {
    let known = previousField(of: column.name, in: table.name)
    let name = fieldName(of: column.name, in: table.name)
    guard !name.isEmpty else { return nil }
    let type = Dialect.introspectedType(of: column)
    var field = Field(
      name: name, mappedName: name == column.name ? nil : column.name, model: model,
      type: fieldType(type, known),
      arity: type.isList ? .list : column.isNullable ? .optional : .required,
      nativeType: type.native, defaultValue: defaultValue(of: column, type, known),
      isUpdatedAt: known?.field.isUpdatedAt ?? false, isIgnored: known?.field.isIgnored ?? false,
      nameSpan: .none, span: .none)
    if model.index < tables.count, !isIdentifiable(table) { field.isIgnored = false }
    return field
  }

  private func fieldType(_ type: IntrospectedType, _ known: FieldView?) -> FieldType {
    if type.base == .scalar(.string), let kept = keptEnum(of: known) { return .enumeration(kept) }
    switch type.base {
    case .scalar(let scalar): return .scalar(scalar)
    case .unsupported(let text): return .unsupported(text)
    case .enumeration(let name):
      let all = Dialect.enums(of: schema.objects)
      guard let index = all.firstIndex(where: { $0.name == name }) else {
        return .unsupported(name.name)
      }
      return .enumeration(EnumID(index))
    }
  }

  /// The enum that a field has in the schema only.
  private func keptEnum(of known: FieldView?) -> EnumID? {
    guard !Dialect.hasEnums, let name = known?.enumeration?.name else { return nil }
    return keptEnums.firstIndex { $0.name == name }.map { EnumID($0) }
  }

  private func defaultValue(
    of column: Column<Dialect>, _ type: IntrospectedType, _ known: FieldView?
  ) -> DefaultValue? {
    if column.isAutoIncrement, type.base == .scalar(.int) || type.base == .scalar(.bigInt) {
      return .function(DefaultValue.FunctionCall(name: "autoincrement"))
    }
    switch column.defaultValue {
    case nil: return type.isUnsupported ? nil : clientDefault(known)
    case .now:
      guard type.base == .scalar(.dateTime) else { return nil }
      return .function(DefaultValue.FunctionCall(name: "now"))
    case .sequence: return .function(DefaultValue.FunctionCall(name: "autoincrement"))
    case .expression(let text):
      return .function(.generated(text))
    case .literal(let literal):
      return type.isUnsupported ? nil : value(of: literal, type, known)
    }
  }

  /// A default that the client makes, which the database does not know.
  private func clientDefault(_ known: FieldView?) -> DefaultValue? {
    guard case .function(let call) = known?.field.defaultValue,
      ["cuid", "uuid", "nanoid", "ulid"].contains(call.name)
    else { return nil }
    return .function(call)
  }

  private func value(
    of literal: SQLLiteral, _ type: IntrospectedType, _ known: FieldView?
  ) -> DefaultValue? {
    switch literal {
    case .null: nil
    case .boolean(let value): .boolean(value)
    case .number(let digits): .number(digits)
    case .dateTime(let text): .function(.generated("'\(text.doublingQuotes)'"))
    case .string(let text), .json(let text):
      value(ofText: text, known)
    case .bytes(let bytes): .string(base64(bytes))
    case .enumValue(let value): enumValue(value, type).map { .enumValue($0) }
    case .list(let values): .list(values.compactMap { self.value(of: $0, type, known) })
    }
  }

  private func value(ofText text: String, _ known: FieldView?) -> DefaultValue {
    guard let kept = keptEnum(of: known) else { return .string(text) }
    let value = keptEnums[kept.index].values.first { $0.databaseName == text }
    return value.map { .enumValue($0.name) } ?? .function(.generated("'\(text.doublingQuotes)'"))
  }

  private func enumValue(_ value: String, _ type: IntrospectedType) -> String? {
    guard case .enumeration(let name) = type.base else { return nil }
    let known = enumNames[name].flatMap { previous.enumeration(named: $0) }
    let previousName = known?.values.first { $0.databaseName == value }?.name
    return previousName ?? (value.isEmpty ? "EMPTY_ENUM_VALUE" : schemaName(for: value))
  }

  /// Adds the primary key, unique constraints and indexes of a table to its model.
  func addKeys(of table: Table<Dialect>, at model: Int, to builder: inout DatamodelAssembly) {
    let known = previousModel(of: table.name)
    if let key = table.primaryKey {
      let usual = names.primaryKey(of: table.name.name)
      let map = Dialect.namesPrimaryKeys && key.name != usual ? key.name : nil
      builder.addKey(
        .primary, of: model, columns: key.parts.compactMap(columnPart), map: map,
        name: key.parts.count > 1 ? known?.model.primaryKey?.name : nil)
    }
    for index in table.indexes where Dialect.isExpressible(index) {
      let usual =
        index.isUnique
        ? names.unique(index.columns, of: table.name.name)
        : names.index(index.columns, of: table.name.name)
      let kind: Key.Kind =
        switch index.kind {
        case .normal: .index
        case .unique: .unique
        case .fulltext: .fulltext
        }
      let parts = index.parts.compactMap { part in
        columnPart(part).map { column in
          var column = column
          column.operatorClass = Dialect.operatorClass(of: part, in: index)
          return column
        }
      }
      builder.addKey(
        kind, of: model, columns: parts, map: index.name == usual ? nil : index.name,
        name: known.flatMap { clientName(of: index, in: $0) },
        algorithm: Dialect.algorithm(of: index))
    }
  }

  /// The name that clients know an index by, from the previous schema.
  private func clientName(of index: Index<Dialect>, in model: ModelView) -> String? {
    (model.model.uniques + model.model.indexes).first { key in
      let columns = key.parts.map { previous[$0.field].databaseName }
      let usual =
        key.kind == .unique
        ? names.unique(columns, of: model.databaseName)
        : names.index(columns, of: model.databaseName)
      return (key.mappedName ?? usual) == index.name
    }?.name
  }

  private func columnPart(_ part: IndexPart<Dialect>) -> DatamodelAssembly.Part? {
    part.column.map { DatamodelAssembly.Part(column: $0, isDescending: part.isDescending) }
  }
}

extension DefaultValue.FunctionCall {
  /// `dbgenerated("…")`: an expression that only the database understands.
  fileprivate static func generated(_ expression: String?) -> Self {
    let arguments = expression.map { [DefaultValue.Argument(value: .string($0))] } ?? []
    return DefaultValue.FunctionCall(name: "dbgenerated", arguments: arguments)
  }
}

extension String {
  /// With each quote twice, as in SQL strings.
  fileprivate var doublingQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}

/// The Base64 text of bytes.
private func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
    var four: [UInt8] = []
    for _ in 0..<4 {
      four.insert(digits[Int(bits & 63)], at: 0)
      bits >>= 6
    }
    text += four.prefix(group.count + 1)
    text += repeatElement(UInt8(ascii: "="), count: 3 - group.count)
  }
  return String(decoding: text, as: UTF8.self)
}
