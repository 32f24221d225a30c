import BinaryText
import JSON
import SQLModel
import SchemaModel

extension SQLToDatamodel {
  /// The field of a column.
  func field(for column: Column<Dialect>, of table: Table<Dialect>, in model: ModelID) -> Field {
    let known = previous.field(of: column.name, in: table.name)
    if views.contains(table.name), let known { return field(for: column, of: known, in: model) }
    let name = names.field(of: column.name, in: table.name)
    let type = Dialect.introspectedType(of: column)
    let kept = keptUnsupported(of: column, type, known)
    var field = Field(
      name: name, mappedName: mappedName(name, of: column.name, known), model: model,
      type: kept?.type ?? fieldType(type, known),
      arity: kept?.isList ?? type.isList
        ? .list : table.isOptional(column) ? .optional : .required,
      nativeType: nativeType(of: column, type, known),
      defaultValue: generation(of: column, in: table, known) ?? keptDefault(of: column, known)
        ?? defaultValue(of: column, type, known),
      isUpdatedAt: known?.field.isUpdatedAt ?? false, isIgnored: known?.field.isIgnored ?? false,
      nameSpan: .none, span: .none)
    if !areIdentifiable[model.index] { field.isIgnored = false }
    if known == nil { field.documentation = documentation(of: column) }
    return field
  }

  /// The field of a column of a view, of which the database only says what types it has.
  private func field(for column: Column<Dialect>, of known: FieldView, in model: ModelID) -> Field {
    let type = Dialect.introspectedType(of: column)
    var field = known.field
    field.model = model
    field.arity = type.isList ? .list : known.isList ? .optional : known.field.arity
    guard type.element != .unsupported("") else {
      field.type = known.scalarType.map { .scalar($0) } ?? .unsupported("")
      return field
    }
    field.type = fieldType(type, known)
    field.nativeType = nativeType(of: column, type, known)
    return field
  }

  /// The field of the schema whose unsupported type is that of the column in other words.
  private func keptUnsupported(
    of column: Column<Dialect>, _ type: IntrospectedType, _ known: FieldView?
  ) -> FieldView? {
    guard type.isUnsupported, let known, case .unsupported = known.type else { return nil }
    var wanted = column
    wanted.type = Dialect.columnType(for: known)
    let change = Dialect.typeChange(
      SchemaPair(column, wanted), in: SchemaPair(schema, schema))
    return change == nil ? known : nil
  }

  private func mappedName(_ name: String, of column: String, _ known: FieldView?) -> String? {
    if let known { return known.field.mappedName }
    return name == column ? nil : column
  }

  /// The native type; that of the schema where it asks for this very column type.
  private func nativeType(
    of column: Column<Dialect>, _ type: IntrospectedType, _ known: FieldView?
  ) -> NativeType? {
    guard let known, Dialect.columnType(for: known) == column.type else { return type.native }
    return known.field.nativeType
  }

  /// The default of the schema where it asks for the default that the column has; one value may be
  /// written in several ways.
  private func keptDefault(of column: Column<Dialect>, _ known: FieldView?) -> DefaultValue? {
    guard let known, let value = known.field.defaultValue, !known.isAutoIncrement,
      !column.isAutoIncrement, Dialect.columnType(for: known) == column.type
    else { return nil }
    var wanted = column
    wanted.defaultValue = Dialect.columnDefault(for: known)
    // Databases write times anew, so migrations do not compare them; here a changed one must show.
    guard column.defaultValue?.times == wanted.defaultValue?.times else { return nil }
    return Dialect.haveSameDefault(SchemaPair(column, wanted)) ? value : nil
  }

  /// The default that stands for how the database computes a column; that of the schema where it
  /// says the same in other words.
  private func generation(
    of column: Column<Dialect>, in table: Table<Dialect>, _ known: FieldView?
  ) -> DefaultValue? {
    guard let generation = Dialect.generation(of: column) else { return nil }
    if let known {
      var (stored, wanted) = (column, column)
      wanted.defaultValue = Dialect.columnDefault(for: known)
      if let implied = wanted.impliedGeneration(in: table), implied.storage == generation.storage {
        stored.defaultValue = .expression(generation.expression)
        wanted.defaultValue = .expression(implied.expression)
        if Dialect.haveSameDefault(SchemaPair(stored, wanted)) { return known.field.defaultValue }
      }
    }
    let others = table.columns.map(\.name).filter { $0 != column.name }
    return .function(.generated(generation.text(usual: Dialect.usualGeneration, beside: others)))
  }

  private func fieldType(_ type: IntrospectedType, _ known: FieldView?) -> FieldType {
    if type.element == .scalar(.string), let kept = keptEnum(of: known) {
      return .enumeration(kept)
    }
    switch type.element {
    case .scalar(let scalar): return .scalar(scalar)
    case .unsupported(let text): return .unsupported(text)
    case .enumeration(let name):
      return enumPositions[name].map { .enumeration(EnumID($0)) } ?? .unsupported(name.name)
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
    if column.isAutoIncrement, type.element == .scalar(.int) || type.element == .scalar(.bigInt) {
      return .function(DefaultValue.FunctionCall(name: "autoincrement"))
    }
    switch column.defaultValue {
    case nil: return clientDefault(type, known)
    case .now:
      guard type.element == .scalar(.dateTime) else {
        return Dialect.defaultText(of: column).map { .function(.generated($0)) }
      }
      return .function(DefaultValue.FunctionCall(name: "now"))
    case .sequence: return .function(DefaultValue.FunctionCall(name: "autoincrement"))
    case .expression(let text):
      return .function(.generated(text))
    case .literal(let literal):
      if literal.holdsTime, let text = Dialect.defaultText(of: column) {
        return .function(.generated(text))
      }
      guard !type.isUnsupported else {
        return Dialect.defaultText(of: column).map { .function(.generated($0)) }
      }
      return value(of: literal, type, known)
    }
  }

  /// A default that the client makes, which the database does not know.
  private func clientDefault(_ type: IntrospectedType, _ known: FieldView?) -> DefaultValue? {
    guard let known, case .function(let call) = known.field.defaultValue,
      let scalar = known.scalarType, type.element == .scalar(scalar),
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
      value(ofText: text, type, known)
    case .bytes(let bytes): .string(Base64.encode(bytes))
    case .enumValue(let value): enumValue(value, type).map { .enumValue($0) }
    case .list(let values): .list(values.compactMap { self.value(of: $0, type, known) })
    }
  }

  private func value(
    ofText text: String, _ type: IntrospectedType, _ known: FieldView?
  ) -> DefaultValue {
    guard let kept = keptEnum(of: known) else {
      // Columns take any text, fields of the type Json only documents.
      let isRefused = type.element == .scalar(.json) && (try? JSONReader.read(text)) == nil
      return isRefused ? .function(.generated("'\(text.doublingQuotes)'")) : .string(text)
    }
    let value = keptEnums[kept.index].values.first { $0.databaseName == text }
    return value.map { .enumValue($0.name) } ?? .function(.generated("'\(text.doublingQuotes)'"))
  }

  private func enumValue(_ value: String, _ type: IntrospectedType) -> String? {
    guard case .enumeration(let name) = type.element else { return nil }
    return names.value(value, of: name)
  }

  /// Adds the primary key, unique constraints and indexes of a table to its model.
  func addKeys(of table: Table<Dialect>, at model: Int, to builder: inout DatamodelAssembly) {
    let known = previous.model(of: table.name)
    if views.contains(table.name), let known { return addKeys(of: known, at: model, to: &builder) }
    if let key = table.primaryKey {
      let usual = constraintNames.primaryKey(of: table.name.name)
      let knownKey = known?.model.primaryKey.flatMap { known in
        let columns = known.parts.map { previous.datamodel[$0.field].databaseName }
        return columns == key.columns ? known : nil
      }
      let isNamed = Dialect.namesPrimaryKeys && key.name != usual
      let isKept = !Dialect.namesPrimaryKeys || knownKey?.mappedName == key.name
      builder.addKey(
        .primary, of: model, columns: key.columns.map { .init(column: $0, isDescending: false) },
        map: isNamed ? key.name : isKept ? knownKey?.mappedName : nil,
        over: knownKey)
    }
    let fieldKeys = fieldKeys(of: table, known)
    for index in table.indexes where Dialect.isExpressible(index) {
      let usual =
        index.isUnique
        ? constraintNames.unique(index.columns, of: table.name.name)
        : constraintNames.index(index.columns, of: table.name.name)
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
      let knownKey = known.flatMap { previousKey(of: index, in: $0) }
      let isNamed = index.name != usual || knownKey?.mappedName != nil
      builder.addKey(
        kind, of: model, columns: parts, map: isNamed ? index.name : nil, over: knownKey,
        algorithm: algorithm(of: index, knownKey, known),
        isRepeated: index.columns.count == 1 && fieldKeys[index.columns[0]] != index.name)
    }
  }

  /// The unique index that is the attribute of its field, by column: a field has one such attribute.
  private func fieldKeys(of table: Table<Dialect>, _ known: ModelView?) -> [String: String] {
    var names: [String: String] = [:]
    for index in table.indexes where index.isUnique && Dialect.isExpressible(index) {
      guard let column = index.columns.first, index.columns.count == 1 else { continue }
      let isKnown =
        known.flatMap { previousKey(of: index, in: $0) }?.isFieldAttribute == true
      if names[column] == nil || isKnown { names[column] = index.name }
    }
    return names
  }

  /// Adds the keys that the schema declares of a view.
  private func addKeys(of view: ModelView, at model: Int, to builder: inout DatamodelAssembly) {
    for key in view.uniqueCriteria {
      let columns = key.parts.map { part in
        DatamodelAssembly.Part(
          column: previous.datamodel[part.field].databaseName,
          isDescending: part.sort == .descending, operatorClass: part.operatorClass)
      }
      builder.addKey(key.kind, of: model, columns: columns, map: key.mappedName, over: key)
    }
  }

  /// The argument `type`; that of the schema where it asks for this very index.
  private func algorithm(
    of index: Index<Dialect>, _ known: Key?, _ model: ModelView?
  ) -> String? {
    guard let known, let model, Dialect.indexOptions(for: known, of: model) == index.options else {
      return Dialect.algorithm(of: index)
    }
    return known.algorithm
  }

  /// The key of the previous schema that stands for an index.
  private func previousKey(of index: Index<Dialect>, in model: ModelView) -> Key? {
    (model.model.uniques + model.model.indexes).first { key in
      let columns = key.parts.map { previous.datamodel[$0.field].databaseName }
      let usual =
        key.kind == .unique
        ? constraintNames.unique(columns, of: model.databaseName)
        : constraintNames.index(columns, of: model.databaseName)
      return (key.mappedName ?? usual) == index.name
    }
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

extension ColumnDefault {
  /// The times in it, to the second, in the one form that databases and schemas share.
  fileprivate var times: [String] {
    if case .literal(let literal) = self { literal.times } else { [] }
  }
}

extension SQLLiteral {
  fileprivate var times: [String] {
    switch self {
    case .dateTime(let text): [String(text.prefix(19)).replacing("T", with: " ")]
    case .list(let values): values.flatMap(\.times)
    case .null, .boolean, .number, .string, .json, .bytes, .enumValue: []
    }
  }

  /// Whether it is a time or a list with one; the schema language has other forms of times.
  fileprivate var holdsTime: Bool {
    switch self {
    case .dateTime: true
    case .list(let values): values.contains(where: \.holdsTime)
    case .null, .boolean, .number, .string, .json, .bytes, .enumValue: false
    }
  }
}

extension String {
  /// With each quote twice, as in SQL strings.
  fileprivate var doublingQuotes: String {
    split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
