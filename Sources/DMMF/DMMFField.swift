import JSON
import SchemaModel

/// One field in the data model meta format.
struct DMMFField {
  private let field: FieldView
  /// `nil` for fields of composite types.
  private let model: ModelView?
  private let isForeignKey: Bool

  init(_ field: FieldView, model: ModelView?, isForeignKey: Bool) {
    self.field = field
    self.model = model
    self.isForeignKey = isForeignKey
  }

  func write(_ json: inout JSONWriter) {
    let isID = model?.isID(field) ?? false
    json.beginObject()
    json.member("name", field.name)
    json.optionalString("dbName", field.field.mappedName)
    json.member("kind", kind)
    json.member("isList", field.isList)
    json.member("isRequired", field.arity != .optional)
    json.member("isUnique", !isID && (model?.isUnique(field) ?? false))
    json.member("isId", isID)
    json.member("isReadOnly", isForeignKey)
    json.member("hasDefaultValue", field.field.defaultValue != nil)
    json.member("type", typeName)
    json.key("nativeType")
    writeNativeType(&json)
    if let value = field.field.defaultValue {
      json.key("default")
      write(value, &json)
    }
    if let relation = field.relation { write(relation, &json) }
    if model != nil {
      json.member("isGenerated", false)
      json.member("isUpdatedAt", field.field.isUpdatedAt)
    }
    json.documentation(field.field.documentation)
    json.endObject()
  }

  private var kind: String {
    switch field.type {
    case .scalar: "scalar"
    case .enumeration: "enum"
    case .composite, .relation: "object"
    case .unsupported: "unsupported"
    }
  }

  private var typeName: String {
    switch field.type {
    case .scalar(let type): type.rawValue
    case .enumeration(let id): field.datamodel[id].name
    case .composite(let id): field.datamodel[id].name
    case .relation: field.relatedModel?.name ?? ""
    case .unsupported(let text): text
    }
  }

  private func writeNativeType(_ json: inout JSONWriter) {
    guard let type = field.field.nativeType else { return json.null() }
    json.beginArray()
    json.string(type.name)
    json.beginArray()
    for argument in type.arguments { json.string(argument) }
    json.endArray()
    json.endArray()
  }

  private func write(_ relation: RelationView, _ json: inout JSONWriter) {
    let isHolder = relation.relation.holder(of: field)
    json.member("relationName", relation.name)
    json.key("relationFromFields")
    writeNames(isHolder ? relation.relation.columns(on: field) : [], &json)
    json.key("relationToFields")
    writeNames(isHolder ? relation.relation.referencedColumns(from: field) : [], &json)
    guard isHolder else { return }
    json.optionalString("relationOnDelete", relation.relation.onDelete?.rawValue)
    json.optionalString("relationOnUpdate", relation.relation.onUpdate?.rawValue)
  }

  private func writeNames(_ fields: [FieldID], _ json: inout JSONWriter) {
    json.beginArray()
    for id in fields { json.string(field.datamodel[id].name) }
    json.endArray()
  }

  private func write(_ value: DefaultValue, _ json: inout JSONWriter) {
    switch value {
    case .boolean(let value): json.boolean(value)
    case .enumValue(let name): json.string(name)
    case .list(let values):
      json.beginArray()
      for value in values { write(value, &json) }
      json.endArray()
    case .number(let digits): writeNumber(digits, &json)
    case .string(let text):
      switch field.scalarType {
      case .dateTime: json.string(Self.withNumericOffset(text))
      case .decimal: json.number(Self.double(text))
      case .string, .boolean, .int, .bigInt, .float, .json, .bytes, nil: json.string(text)
      }
    case .function(let call): write(call, &json)
    }
  }

  private func writeNumber(_ digits: String, _ json: inout JSONWriter) {
    switch field.scalarType {
    case .bigInt: json.string(Int64(digits).map(String.init) ?? digits)
    case .int:
      if let number = Int64(digits) { json.integer(number) } else { json.string(digits) }
    case .string, .boolean, .float, .decimal, .dateTime, .json, .bytes, nil:
      json.number(Self.double(digits))
    }
  }

  private func write(_ call: DefaultValue.FunctionCall, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("name", call.name)
    json.key("args")
    json.beginArray()
    let arguments = call.name == "sequence" ? [] : call.arguments
    for argument in arguments {
      switch argument.value {
      case .number(let digits): json.number(Self.double(digits))
      case .string(let text): json.string(text)
      case .boolean(let value): json.boolean(value)
      case .enumValue(let name): json.string(name)
      case .list, .function: json.null()
      }
    }
    if arguments.isEmpty, let version = Self.defaultVersions[call.name] { json.integer(version) }
    json.endArray()
    json.endObject()
  }

  /// What generators are told when the call does not choose.
  private static let defaultVersions = ["uuid": 4, "cuid": 1]

  /// Generators know offsets only as numbers.
  private static func withNumericOffset(_ text: String) -> String {
    text.hasSuffix("Z") || text.hasSuffix("z") ? text.dropLast() + "+00:00" : text
  }

  /// The decimal as Prisma turns it into a double: the digits times a negative power of ten.
  ///
  /// That is not always the nearest double: 13.37 becomes 13.370000000000001.
  static func double(_ text: String) -> Double {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !text.utf8.contains(UInt8(ascii: "e")),
      let whole = Double(parts[0] + parts[1])
    else { return Double(text) ?? 0 }
    return whole * (1 / power(of: 10, parts[1].utf8.count))
  }

  private static func power(of base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var factor = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}

extension Relation {
  /// Whether the foreign key is described on this field.
  func holder(of field: FieldView) -> Bool {
    kind == .manyToMany ? !columns(on: field).isEmpty : referencing.field == field.id
  }

  /// The columns that hold the key on the field's own model.
  func columns(on field: FieldView) -> [FieldID] {
    guard kind == .manyToMany, referencing.field != field.id else { return fields }
    return oppositeFields
  }

  /// The columns that they refer to.
  func referencedColumns(from field: FieldView) -> [FieldID] {
    guard kind == .manyToMany, referencing.field != field.id else { return references }
    return oppositeReferences
  }
}
